"""What measuring a year once more would cost, and whether its persons can afford it.

Neither counts nor noisy values are read: the price is the same whatever was corrected.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from privacy.declared.spec import (
    Population,
    ReleaseSpec,
    Table,
    is_closed,
    measurement_id,
    planned_periods,
)
from privacy.errors import RevisionError
from privacy.estimating.revisions import Stored, is_complete
from privacy.records.budget import FULL, NOTHING, Cost, Spending, cost_of, spending_of
from privacy.records.ledger_lines import Charge
from privacy.records.measurements import Revision, revised_id


@dataclass(frozen=True, kw_only=True)
class Correction:
    """Records of a closed year were corrected: it is to be measured once more, for `populations`.

    `share` is of each table's rho. `why` is published; what is only priced needs none.
    """

    year: int
    populations: tuple[Population, ...]
    share: Decimal
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Price:
    """What a revision would cost the population's cohort that can afford least, and its tables.

    `left_rho` is what that cohort has left after all that is declared for it.
    """

    population: str
    year: int
    revision: Revision
    tables: tuple[Table, ...]
    cohort: int
    cost_rho: Decimal
    left_rho: Decimal

    @property
    def is_affordable(self) -> bool:
        return self.cost_rho <= self.left_rho

    @property
    def largest_share(self) -> Decimal:
        """The share that what is left would pay for, in whole hundredths of a per cent."""
        if not self.cost_rho:
            return FULL
        share = self.left_rho * self.revision.share / self.cost_rho
        return max(NOTHING, min(FULL, share.quantize(Decimal("0.0001"), ROUND_DOWN)))


def prices_of(
    spec: ReleaseSpec, charges: tuple[Charge, ...], stored: Stored, correction: Correction
) -> tuple[Price, ...]:
    """One for each population."""
    if not NOTHING < correction.share <= FULL:
        raise RevisionError(
            f"The share {correction.share} of each table's rho must be above 0, and at most 1."
        )
    return tuple(
        price_of(spec, charges, stored, correction, population)
        for population in correction.populations
    )


def price_of(
    spec: ReleaseSpec,
    charges: tuple[Charge, ...],
    stored: Stored,
    correction: Correction,
    population: Population,
) -> Price:
    name, year = population.name, correction.year
    tables = tables_to_revise(spec, stored, population, year)
    revision = revision_of(stored, tables, correction)
    before = committed(spec, charges, stored, population)
    after = committed(spec, charges, stored, population)
    for cost in costs_of_revision(spec, stored, tables, year, revision):
        after.add(cost)
    # A table whose rows about a person lie in several years is paid by every cohort.
    cohort = max(
        {year, *after.cohorts(name)}, key=lambda payer: cost_order(before, after, name, payer)
    )
    return Price(
        population=name,
        year=year,
        revision=revision,
        tables=tables,
        cohort=cohort,
        cost_rho=after.of(name, cohort) - before.of(name, cohort),
        left_rho=spec.guarantee.lifetime_rho - before.of(name, cohort),
    )


def costs_of_revision(
    spec: ReleaseSpec, stored: Stored, tables: tuple[Table, ...], year: int, revision: Revision
) -> Iterable[Cost]:
    """What an interrupted revision has measured already is paid for."""
    for table in tables:
        if revised_id(measurement_id(table, str(year)), revision) not in stored:
            yield cost_of(spec, table, str(year), revision.share)


def cost_order(
    before: Spending, after: Spending, population: str, cohort: int
) -> tuple[Decimal, Decimal, int]:
    """Of the cohorts that pay, the one with the least left comes first."""
    cost = after.of(population, cohort) - before.of(population, cohort)
    return (after.of(population, cohort) if cost else NOTHING), cost, cohort


def tables_to_revise(
    spec: ReleaseSpec, stored: Stored, population: Population, year: int
) -> tuple[Table, ...]:
    tables = tuple(
        table for table in spec.tables if table.period == "year" and table.mart in population.marts
    )
    missing = [table for table in tables if measurement_id(table, str(year)) not in stored]
    if not tables or missing or not is_closed(spec, str(year)):
        raise RevisionError(
            f"{year} can't be revised for {population.name}: {len(tables) - len(missing)} of its "
            f"{len(tables)} year tables are measured. 'portal release draw' measures a closed year "
            "for the first time. Nothing was charged or drawn."
        )
    return tables


def revision_of(stored: Stored, tables: tuple[Table, ...], correction: Correction) -> Revision:
    """A new one, or the one that an interruption left unfinished, as it was begun."""
    names, year = {table.name for table in tables}, str(correction.year)
    made = [
        measurement.revision
        for measurement in stored.values()
        if measurement.revision and measurement.table.name in names and measurement.period == year
    ]
    unfinished = [revision for revision in made if not is_complete(revision, year, stored)]
    if unfinished:
        return unfinished[0]
    return Revision(
        number=max((revision.number for revision in made), default=0) + 1,
        share=correction.share,
        why=correction.why,
        tables=tuple(table.name for table in tables),
    )


def committed(
    spec: ReleaseSpec, charges: tuple[Charge, ...], stored: Stored, population: Population
) -> Spending:
    """What is spent, and what declared tables will still cost: open windows are included."""
    spending = spending_of(charges)
    for cost in costs_to_come(spec, stored, population):
        spending.add(cost)
    return spending


def costs_to_come(spec: ReleaseSpec, stored: Stored, population: Population) -> Iterable[Cost]:
    for table in spec.tables:
        for period in planned_periods(spec, table):
            is_new = measurement_id(table, period) not in stored
            if table.mart in population.marts and is_new:
                yield cost_of(spec, table, period)
