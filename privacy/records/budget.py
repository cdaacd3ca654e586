"""The arithmetic of the promise: what each cohort has spent, what is left, what it can't afford.

A cohort is all persons of a population first recorded in the same year. A person belongs to one
cohort, so what is spent on other cohorts costs that person nothing; and to one quarter of it, so
the quarters of a table cost what the dearest of them costs. Only a table of events, whose rows
about one person may lie in several years, is paid by every cohort: since a person has no more rows
in all than the noise of one year is made for, it costs what its dearest year costs
(docs/method.md, section 1).
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from privacy.declared.spec import (
    ReleaseSpec,
    Table,
    cohorts_of,
    population_of,
    quarter_of,
    spans_years,
)
from privacy.errors import BudgetError
from privacy.records.ledger_lines import Charge

NOTHING = Decimal(0)
FULL = Decimal(1)
EVERY_COHORT = 0


@dataclass(frozen=True, kw_only=True)
class CohortBudget:
    """One cohort's account, in rho; and in epsilon at the declared delta."""

    population: str
    cohort: int
    spent_rho: Decimal
    lifetime_rho: Decimal
    spent_epsilon: float
    lifetime_epsilon: float
    delta: float

    @property
    def remaining_rho(self) -> Decimal:
        return self.lifetime_rho - self.spent_rho


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one measurement takes from the cohorts of a population."""

    population: str
    table: str
    period: str
    cohorts: tuple[int, ...]
    spans_years: bool
    rho: Decimal


@dataclass(kw_only=True)
class Spending:
    """A running account of costs. `parts` are by account and table, then by slot."""

    parts: dict[tuple[str, int, str], dict[str, Decimal]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Decimal))
    )
    totals: dict[tuple[str, int], Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    def add(self, cost: Cost) -> None:
        for account in accounts_of(cost):
            self.totals[account] += self.more(account, cost)
            for slot in slots_of(cost):
                self.parts[(*account, cost.table)][slot] += cost.rho

    def more(self, account: tuple[str, int], cost: Cost) -> Decimal:
        """By how much the cost would raise an account: a table costs what its dearest slot does."""
        slots = self.parts.get((*account, cost.table), {})
        dearest = max(slots.get(slot, NOTHING) for slot in slots_of(cost)) + cost.rho
        return max(NOTHING, dearest - max(slots.values(), default=NOTHING))

    def of(self, population: str, cohort: int) -> Decimal:
        every, own = (population, EVERY_COHORT), (population, cohort)
        return self.totals.get(every, NOTHING) + self.totals.get(own, NOTHING)

    def cohorts(self, population: str) -> set[int]:
        return {cohort for named, cohort in self.totals if named == population} - {EVERY_COHORT}


def slots_of(cost: Cost) -> tuple[str, ...]:
    """Where rows of the table can lie that are no others: in years, in quarters, or in one place.

    Costs within a slot add up. Those of different slots of a table don't: all that a person has
    there is no more than what the noise of one slot is made for.
    """
    if cost.spans_years:
        return tuple(map(str, cost.cohorts))
    return (cost.period if quarter_of(cost.period) is not None else "",)


def accounts_of(cost: Cost) -> list[tuple[str, int]]:
    cohorts = (EVERY_COHORT,) if cost.spans_years else cost.cohorts
    return [(cost.population, cohort) for cohort in cohorts]


def spending_of(charges: Iterable[Charge]) -> Spending:
    spending = Spending()
    for charge in charges:
        spending.add(cost_of_charge(charge))
    return spending


def cost_of_charge(charge: Charge) -> Cost:
    table, period = charge.measurement.split("/")[:2]
    return Cost(
        population=charge.population,
        table=table,
        period=period,
        cohorts=charge.cohorts,
        spans_years=charge.spans_years,
        rho=charge.rho,
    )


def cost_of(spec: ReleaseSpec, table: Table, period: str, share: Decimal = FULL) -> Cost:
    return Cost(
        population=population_of(spec, table).name,
        table=table.name,
        period=period,
        cohorts=tuple(cohorts_of(period)),
        spans_years=spans_years(table),
        rho=table.rho * share,
    )


def spend(spec: ReleaseSpec, spending: Spending, cost: Cost) -> None:
    """Add the cost to what is spent; refuse, with the figures, what exceeds a lifetime."""
    lifetime = spec.guarantee.lifetime_rho
    more = max(spending.more(account, cost) for account in accounts_of(cost))
    for cohort in paying(spending, cost):
        so_far = spending.of(cost.population, cohort)
        if so_far + more > lifetime:
            raise BudgetError(
                f"{cost.table}/{cost.period} asks for rho {cost.rho} of the persons of {cohort} "
                f"({cost.population}): {so_far} of their lifetime_rho {lifetime} is spent and "
                f"{lifetime - so_far} is left. It is not measured and nothing is charged. It can "
                "be declared under a new name with a rho that is left, or lifetime_rho can be "
                "raised: a weaker promise to all."
            )
    spending.add(cost)


def check_accounts(spec: ReleaseSpec, charges: Iterable[Charge]) -> None:
    """Refuse a release.toml that would open new accounts for persons who have paid from others.

    A population that was renamed, or a mart that was moved to another one, would start at nothing.
    """
    names = {population.name for population in spec.populations}
    now = {table.name: population_of(spec, table).name for table in spec.tables}
    for charge in charges:
        table = charge.measurement.split("/")[0]
        if charge.population not in names or now.get(table, charge.population) != charge.population:
            raise BudgetError(
                f"{charge.measurement} was paid by the population '{charge.population}', and "
                "release.toml no longer says so: its persons would get a second lifetime_rho. Name "
                "the population, and its marts, as they were. Nothing was charged or drawn."
            )


def paying(spending: Spending, cost: Cost) -> list[int]:
    """A table of events is paid by all cohorts, those that have spent nothing yet included."""
    others = spending.cohorts(cost.population) if cost.spans_years else set()
    return sorted({*cost.cohorts, *others})


def cohort_budgets(spec: ReleaseSpec, charges: Iterable[Charge]) -> list[CohortBudget]:
    from privacy.noise import epsilon_of  # OpenDP takes half a second to load.

    guarantee, spending = spec.guarantee, spending_of(charges)
    years = range(spec.periods.first_year, spec.periods.closed_through + 1)
    return [
        CohortBudget(
            population=population.name,
            cohort=cohort,
            spent_rho=spending.of(population.name, cohort),
            lifetime_rho=guarantee.lifetime_rho,
            spent_epsilon=epsilon_of(spending.of(population.name, cohort), guarantee.delta),
            lifetime_epsilon=epsilon_of(guarantee.lifetime_rho, guarantee.delta),
            delta=guarantee.delta,
        )
        for population in spec.populations
        for cohort in sorted({*years, *spending.cohorts(population.name)})
    ]


def right_guesses(rho: Decimal) -> int:
    """Of 100 even bets on whether a certain person is in the register, at most so many are won.

    By whoever knows all else and sees everything that rho was paid for. It bounds the divergence of
    Kullback and Leibler, and that the total variation (Pinsker): docs/method.md, section 8.
    """
    return math.ceil(100 * min(1.0, 0.5 + math.sqrt(float(rho) / 8)))
