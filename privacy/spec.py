"""The release spec as facts: what is promised, about which periods, in which tables.

It is read from release.toml and checked against itself. It must not look at data: whatever is
decided here is decided without knowing a single count.

Costs are decimals, as money is: ten times 0.05 is exactly 0.5.
"""

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from privacy.errors import SpecError
from privacy.spec_shape import check_shape

DEFAULT = Path(__file__).with_name("release.toml")
YEARS_IN_PERIOD = {"year": 1, "five_years": 5}
# Below this, the noise would drown any count: surely a typing mistake.
SMALLEST_RHO = Decimal("1e-6")
# Names that the release file needs for itself.
TABLES_OF_THE_FILE = {
    "tables", "measurements", "budget", "vocabulary", "published_totals", "release",
}  # fmt: skip
COLUMNS_OF_A_TABLE = {"period", "lower", "upper", "measurement"}


@dataclass(frozen=True, kw_only=True)
class Guarantee:
    lifetime_rho: Decimal
    delta: float


@dataclass(frozen=True, kw_only=True)
class Periods:
    first_year: int
    closed_through: int
    five_year_windows: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """A count of persons per period, split by dimensions. Each period of it costs `rho`."""

    name: str
    mart: str
    count: str
    period: str
    dimensions: tuple[str, ...]
    cells_per_person: int
    rho: Decimal


@dataclass(frozen=True, kw_only=True)
class ReleaseSpec:
    guarantee: Guarantee
    periods: Periods
    tables: tuple[Table, ...]


def read_spec(path: Path = DEFAULT, today: date | None = None) -> ReleaseSpec:
    try:
        spec = parse_spec(path.read_text(encoding="utf-8"))
        check_periods(spec.periods, (today or datetime.now(UTC).date()).year)
        for table in spec.tables:
            check_table(table)
        check_guarantee(spec)
    except OSError as error:
        raise SpecError(f"{path} can't be read: {error.strerror}.") from None
    except (SpecError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SpecError(f"{path}: {error}") from None
    return spec


def parse_spec(text: str) -> ReleaseSpec:
    content = tomllib.loads(text, parse_float=Decimal)
    check_shape(content)
    guarantee, periods = content["guarantee"], content["periods"]
    return ReleaseSpec(
        guarantee=Guarantee(
            lifetime_rho=Decimal(guarantee["lifetime_rho"]), delta=float(guarantee["delta"])
        ),
        periods=Periods(**{**periods, "five_year_windows": tuple(periods["five_year_windows"])}),
        tables=tuple(table_of(name, facts) for name, facts in content["tables"].items()),
    )


def table_of(name: str, facts: dict[str, Any]) -> Table:
    typed = {"dimensions": tuple(facts["dimensions"]), "rho": Decimal(facts["rho"])}
    return Table(**{"name": name, **facts, **typed})


def check_periods(periods: Periods, this_year: int) -> None:
    if periods.closed_through >= this_year:
        raise SpecError(
            f"closed_through = {periods.closed_through}, but {this_year} is not over: "
            f"the last year that can have closed is {this_year - 1}."
        )
    if not 1900 <= periods.first_year <= periods.closed_through:
        raise SpecError(
            f"first_year = {periods.first_year} must lie between 1900 and "
            f"closed_through = {periods.closed_through}."
        )
    windows = periods.five_year_windows
    if list(windows) != sorted(set(windows)) or any(year < periods.first_year for year in windows):
        raise SpecError(
            f"five_year_windows = {list(windows)} must ascend, each year once, "
            f"from first_year = {periods.first_year} on."
        )


def check_table(table: Table) -> None:
    where = f"[tables.{table.name}]"
    if table.name in TABLES_OF_THE_FILE:
        raise SpecError(f"{where}: the release file needs this name for itself: choose another.")
    if table.period not in YEARS_IN_PERIOD:
        raise SpecError(f"{where} period is '{table.period}': it can be 'year' or 'five_years'.")
    columns = [*COLUMNS_OF_A_TABLE, *table.dimensions, table.count]
    repeated = sorted({column for column in columns if columns.count(column) > 1})
    if repeated:
        raise SpecError(f"{where} would have the column '{repeated[0]}' twice.")
    if table.cells_per_person < 1:
        raise SpecError(f"{where} cells_per_person = {table.cells_per_person} must be 1 or more.")
    if table.rho < SMALLEST_RHO:
        raise SpecError(f"{where} rho = {table.rho} must be {SMALLEST_RHO:f} or more.")


def check_guarantee(spec: ReleaseSpec) -> None:
    """No cohort's plan, its windows that have not closed yet included, may exceed its lifetime."""
    lifetime = spec.guarantee.lifetime_rho
    if lifetime <= 0 or not 0 < spec.guarantee.delta < 1:
        raise SpecError(
            f"[guarantee] lifetime_rho = {lifetime} must be above 0, and "
            f"delta = {spec.guarantee.delta} between 0 and 1."
        )
    windows = [window + 4 for window in spec.periods.five_year_windows]
    last_year = max([spec.periods.closed_through, *windows])
    for cohort in range(spec.periods.first_year, last_year + 1):
        planned = planned_rho(spec, cohort)
        if planned > lifetime:
            raise SpecError(
                f"the tables would cost a person of {cohort} rho {planned} in all, and "
                f"lifetime_rho is {lifetime}: lower the rho of some tables, together by "
                f"{planned - lifetime}."
            )


def planned_rho(spec: ReleaseSpec, cohort: int) -> Decimal:
    costs = [
        table.rho
        for table in spec.tables
        for period in planned_periods(spec, table)
        if cohort in cohorts_of(period)
    ]
    # A year after closed_through will cost what its closed years cost, but is not listed yet.
    if cohort > spec.periods.closed_through:
        costs += [table.rho for table in spec.tables if table.period == "year"]
    return sum(costs, Decimal(0))


def closed_periods(spec: ReleaseSpec, table: Table) -> list[str]:
    """The periods that are over: by declaration, not by what the data hold."""
    return [
        period
        for period in planned_periods(spec, table)
        if cohorts_of(period)[-1] <= spec.periods.closed_through
    ]


def planned_periods(spec: ReleaseSpec, table: Table) -> list[str]:
    if table.period == "five_years":
        return [f"{first}-{first + 4}" for first in spec.periods.five_year_windows]
    return [str(y) for y in range(spec.periods.first_year, spec.periods.closed_through + 1)]


def cohorts_of(period: str) -> range:
    """The years of first identification that a period covers: '2010-2014' is 2010 to 2014."""
    first, _, last = period.partition("-")
    return range(int(first), int(last or first) + 1)


def measurement_id(table: Table, period: str) -> str:
    return f"{table.name}/{period}"


def spec_hash(spec: ReleaseSpec) -> str:
    """Changes when a fact of the spec changes, and not with its comments or layout."""
    facts = json.dumps(asdict(spec), sort_keys=True, default=str)
    return hashlib.sha256(facts.encode()).hexdigest()


def as_dbt_vars(spec: ReleaseSpec) -> dict[str, Any]:
    """What the warehouse needs to know: which cells to count, and not what they cost."""
    return {"tables": {table.name: dbt_table(spec, table) for table in spec.tables}}


def dbt_table(spec: ReleaseSpec, table: Table) -> dict[str, Any]:
    return {
        "mart": table.mart,
        "count": table.count,
        "period": table.period,
        "dimensions": list(table.dimensions),
        "cells_per_person": table.cells_per_person,
        "periods": [
            {"name": period, "first_year": cohorts[0], "last_year": cohorts[-1]}
            for period in closed_periods(spec, table)
            for cohorts in [cohorts_of(period)]
        ],
    }
