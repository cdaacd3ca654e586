"""The arithmetic of the promise: what each cohort has spent, what is left, what it can't afford.

A cohort is all persons first identified in the same year. A person belongs to one cohort, so what
is spent on other cohorts costs that person nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from privacy.errors import BudgetError
from privacy.ledger_lines import Charge
from privacy.spec import ReleaseSpec


@dataclass(frozen=True, kw_only=True)
class CohortBudget:
    """One cohort's account, in rho; and in epsilon at the declared delta."""

    cohort: int
    spent_rho: Decimal
    lifetime_rho: Decimal
    spent_epsilon: float
    lifetime_epsilon: float
    delta: float

    @property
    def remaining_rho(self) -> Decimal:
        return self.lifetime_rho - self.spent_rho


def spent_by_cohort(charges: Iterable[Charge]) -> dict[int, Decimal]:
    spent: dict[int, Decimal] = defaultdict(Decimal)
    for charge in charges:
        for cohort in charge.cohorts:
            spent[cohort] += charge.rho
    return spent


def check_affordable(
    spent: dict[int, Decimal], lifetime: Decimal, measurement: str, cohorts: range, rho: Decimal
) -> None:
    for cohort in cohorts:
        so_far = spent.get(cohort, Decimal(0))
        if so_far + rho > lifetime:
            raise BudgetError(
                f"{measurement} asks for rho {rho} of the persons of {cohort}: {so_far} of their "
                f"lifetime_rho {lifetime} is spent and {lifetime - so_far} is left. It is not "
                "measured and nothing is charged. It can be declared under a new name with a rho "
                "that is left, or lifetime_rho can be raised: a weaker promise to all."
            )


def cohort_budgets(spec: ReleaseSpec, charges: Iterable[Charge]) -> list[CohortBudget]:
    from privacy.noise import epsilon_of  # OpenDP takes half a second to load.

    guarantee, spent = spec.guarantee, spent_by_cohort(charges)
    years = range(spec.periods.first_year, spec.periods.closed_through + 1)
    return [
        CohortBudget(
            cohort=cohort,
            spent_rho=spent.get(cohort, Decimal(0)),
            lifetime_rho=guarantee.lifetime_rho,
            spent_epsilon=epsilon_of(spent.get(cohort, Decimal(0)), guarantee.delta),
            lifetime_epsilon=epsilon_of(guarantee.lifetime_rho, guarantee.delta),
            delta=guarantee.delta,
        )
        for cohort in sorted({*years, *spent})
    ]
