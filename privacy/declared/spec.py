"""The release spec as facts: what is promised, about which periods, in which tables, to whom.

It comes from release.toml (spec_file.py). It must not look at data: whatever is decided here is
decided without knowing a single count.

Costs are decimals, as money is: ten times 0.05 is exactly 0.5.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import cache
from typing import Any

# A quarter table has a fifth period for those of whom only the year is known.
QUARTERS = range(5)
KINDS_OF_PERIOD = ("quarter", "year", "five_years")


@dataclass(frozen=True, kw_only=True)
class Guarantee:
    """Of each population: what any of its persons may ever be exposed to, over all releases."""

    lifetime_rho: Decimal
    delta: float


@dataclass(frozen=True, kw_only=True)
class Periods:
    """`open_year_quarters` of the year after `closed_through` are over already."""

    first_year: int
    closed_through: int
    five_year_windows: tuple[int, ...]
    first_quarter_year: int
    open_year_quarters: int


@dataclass(frozen=True, kw_only=True)
class Population:
    """Persons who share one lifetime budget, and the marts that hold rows about them."""

    name: str
    marts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StructuralZero:
    """No row with `code` of `dimension` can have one of `codes` of the dimension `other`."""

    dimension: str
    code: str
    other: str
    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Who sees `tables` (all, if none is named) and `exact` ones.

    `share`: of each table's rho, the noise of this audience is worth so much: its variance is that
    of the coordinator's divided by the share.
    """

    name: str
    share: Decimal
    tables: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Exact:
    """Columns of a mart that are published as they are, and the reason why they may be."""

    name: str
    mart: str
    columns: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """A count of a mart's rows per period, split by dimensions. Each period of it costs `rho`.

    `several` is the dimension counted by a list of codes: a row then stands in several cells, and
    the table is no margin of rows. `weight`: what a small error in it is worth beside others.
    """

    name: str
    mart: str
    count: str
    period: str
    dimensions: tuple[str, ...]
    cells_per_person: int
    rho: Decimal
    weight: Decimal = Decimal(1)
    several: str = ""


@dataclass(frozen=True, kw_only=True)
class ReleaseSpec:
    guarantee: Guarantee
    periods: Periods
    populations: tuple[Population, ...]
    structural_zeros: tuple[StructuralZero, ...]
    audiences: tuple[Audience, ...]
    exact: tuple[Exact, ...]
    tables: tuple[Table, ...]


def population_of(spec: ReleaseSpec, table: Table) -> Population:
    return next(population for population in spec.populations if table.mart in population.marts)


def audience_named(spec: ReleaseSpec, name: str) -> Audience:
    return next(audience for audience in spec.audiences if audience.name == name)


def tables_of(spec: ReleaseSpec, audience: Audience) -> tuple[Table, ...]:
    if not audience.tables:
        return spec.tables
    return tuple(table for table in spec.tables if table.name in audience.tables)


def closed_periods(spec: ReleaseSpec, table: Table) -> list[str]:
    """The periods that are over: by declaration, not by what the data hold."""
    return [period for period in planned_periods(spec, table) if is_closed(spec, period)]


def is_closed(spec: ReleaseSpec, period: str) -> bool:
    year, quarter = cohorts_of(period)[-1], quarter_of(period)
    if year <= spec.periods.closed_through:
        return True
    # Persons of whom only the year is known are counted when the year is over.
    return (
        quarter in QUARTERS[1 : spec.periods.open_year_quarters + 1]
        and year == spec.periods.closed_through + 1
    )


def planned_periods(spec: ReleaseSpec, table: Table) -> list[str]:
    periods = spec.periods
    if table.period == "five_years":
        return [f"{first}-{first + 4}" for first in periods.five_year_windows]
    if table.period == "quarter":
        years = range(periods.first_quarter_year, periods.closed_through + 2)
        return [f"{year}-Q{quarter}" for year in years for quarter in QUARTERS]
    return [str(year) for year in range(periods.first_year, periods.closed_through + 1)]


def cohorts_of(period: str) -> range:
    """The years that a period covers: '2010-2014' is 2010 to 2014, and '2014-Q3' is 2014."""
    first, _, last = period.partition("-")
    return range(int(first), int(last if last.isdigit() else first) + 1)


def quarter_of(period: str) -> int | None:
    """3 of '2014-Q3', 0 where only the year is known, and None of any other kind of period."""
    _, is_quarter, quarter = period.partition("-Q")
    return int(quarter) if is_quarter else None


def spans_years(table: Table) -> bool:
    """Whether its rows about one person may lie in several years: cells_per_person bounds them all.

    A person's several codes (`several`) lie in one period; several rows need not.
    """
    return table.cells_per_person > 1 and not table.several


def measurement_id(table: Table, period: str) -> str:
    return f"{table.name}/{period}"


def planned_rho(spec: ReleaseSpec, population: Population, cohort: int) -> Decimal:
    """What all tables will have cost a person of a cohort, when all its periods are over.

    A person is in one quarter of a year, so the quarters of a table cost what one of them costs.
    """
    costs = Decimal(0)
    for table in spec.tables:
        if table.mart not in population.marts:
            continue
        starts = spec.periods.five_year_windows
        match table.period:
            case "five_years":
                costs += table.rho * sum(start <= cohort <= start + 4 for start in starts)
            case "quarter":
                costs += table.rho if cohort >= spec.periods.first_quarter_year else 0
            case _:
                costs += table.rho
    return costs


@cache
def spec_hash(spec: ReleaseSpec) -> str:
    """Changes when a fact of the spec changes, and not with its comments or layout."""
    facts = json.dumps(asdict(spec), sort_keys=True, default=str)
    return hashlib.sha256(facts.encode()).hexdigest()


def as_dbt_vars(spec: ReleaseSpec) -> dict[str, Any]:
    """What the warehouse needs to know: which cells to count, and not what they cost."""
    return {
        "tables": {table.name: dbt_table(spec, table) for table in spec.tables},
        "structural_zeros": [asdict(zero) for zero in spec.structural_zeros],
        "populations": {population.name: list(population.marts) for population in spec.populations},
    }


def dbt_table(spec: ReleaseSpec, table: Table) -> dict[str, Any]:
    return {
        "mart": table.mart,
        "count": table.count,
        "period": table.period,
        "dimensions": list(table.dimensions),
        "cells_per_person": table.cells_per_person,
        "several": table.several,
        "periods": [dbt_period(period) for period in closed_periods(spec, table)],
    }


def dbt_period(period: str) -> dict[str, Any]:
    cohorts, quarter = cohorts_of(period), quarter_of(period)
    named = {"name": period, "first_year": cohorts[0], "last_year": cohorts[-1]}
    return named if quarter is None else {**named, "quarter": quarter}
