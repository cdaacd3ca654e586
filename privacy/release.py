"""What the command line can ask of this package: plan, draw, verify, history and budget.

Only `draw` spends anything. The others read the release spec, the ledger and the stored
measurements, and never the restricted database.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from privacy import verifying
from privacy.budget import CohortBudget, check_affordable, cohort_budgets, spent_by_cohort
from privacy.errors import BudgetError
from privacy.ledger import read_ledger
from privacy.ledger_lines import Charge
from privacy.spec import ReleaseSpec, Table, closed_periods, cohorts_of, measurement_id

if TYPE_CHECKING:
    import duckdb

    from privacy.measuring import Measured

NOTHING = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class PlannedTable:
    """What a draw would do for one table. `refused` are periods that can't be afforded, and why."""

    table: Table
    scale: float
    margin: int
    measured: tuple[str, ...]
    pending: tuple[str, ...]
    refused: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class PlannedCohort:
    """What a draw would cost the persons of one year, and what would be left to them after it."""

    cohort: int
    spent_rho: Decimal
    cost_rho: Decimal
    remaining_rho: Decimal


@dataclass(frozen=True, kw_only=True)
class Plan:
    tables: tuple[PlannedTable, ...]
    cohorts: tuple[PlannedCohort, ...]


@dataclass(frozen=True, kw_only=True)
class Drawn:
    measured: "Measured"
    release: Path


@dataclass(frozen=True, kw_only=True)
class PastCharge:
    charge: Charge
    is_lost: bool


def plan(spec: ReleaseSpec, *, ledger_path: Path, measurement_dir: Path) -> Plan:
    """What `draw` would do now, and at what cost. The same whatever the data are: none are read."""
    verified = verifying.verify(ledger_path, measurement_dir)
    before = spent_by_cohort(verified.charges)
    after = dict(before)
    tables = tuple(
        planned_table(spec, table, set(verified.measurements), after) for table in spec.tables
    )
    years = range(spec.periods.first_year, spec.periods.closed_through + 1)
    cohorts = tuple(
        PlannedCohort(
            cohort=cohort,
            spent_rho=before.get(cohort, NOTHING),
            cost_rho=after.get(cohort, NOTHING) - before.get(cohort, NOTHING),
            remaining_rho=spec.guarantee.lifetime_rho - after.get(cohort, NOTHING),
        )
        for cohort in sorted({*years, *after})
    )
    return Plan(tables=tables, cohorts=cohorts)


def planned_table(
    spec: ReleaseSpec, table: Table, stored: set[str], spent: dict[int, Decimal]
) -> PlannedTable:
    """Adds to `spent`, as the ledger would, what the table's pending periods cost."""
    from privacy.noise import margin_of_error, scale_for  # OpenDP takes half a second to load.

    measured, pending, refused = [], [], {}
    for period in closed_periods(spec, table):
        name, cohorts = measurement_id(table, period), cohorts_of(period)
        if name in stored:
            measured.append(period)
            continue
        try:
            check_affordable(spent, spec.guarantee.lifetime_rho, name, cohorts, table.rho)
        except BudgetError as error:
            refused[period] = str(error)
            continue
        pending.append(period)
        spent.update({cohort: spent.get(cohort, NOTHING) + table.rho for cohort in cohorts})
    scale = scale_for(table.cells_per_person, table.rho)
    return PlannedTable(
        table=table,
        scale=scale,
        margin=margin_of_error(scale),
        measured=tuple(measured),
        pending=tuple(pending),
        refused=refused,
    )


def draw(
    spec: ReleaseSpec,
    connection: "duckdb.DuckDBPyConnection",
    *,
    ledger_path: Path,
    measurement_dir: Path,
    release_dir: Path,
    register: str,
    fictional: bool,
    audience: str = "coordinator",
    on_progress: Callable[[str, int, int], None] = lambda measurement, done, of: None,
) -> Drawn:
    """Measure what is closed and not measured yet, then publish."""
    from privacy.measuring import measure_closed_periods
    from privacy.publishing import publish

    kept = {"ledger_path": ledger_path, "measurement_dir": measurement_dir}
    persons = {"register": register, "fictional": fictional}
    measured = measure_closed_periods(spec, connection, **kept, **persons, on_progress=on_progress)
    release = publish(
        spec, connection, **kept, **persons, release_dir=release_dir, audience=audience
    )
    return Drawn(measured=measured, release=release)


def verify(*, ledger_path: Path, measurement_dir: Path) -> verifying.Verified:
    return verifying.verify(ledger_path, measurement_dir)


def history(*, ledger_path: Path, measurement_dir: Path) -> tuple[PastCharge, ...]:
    """Every charge ever made, oldest first; a lost one bought nothing."""
    verified = verifying.verify(ledger_path, measurement_dir)
    return tuple(
        PastCharge(charge=charge, is_lost=charge in verified.lost) for charge in verified.charges
    )


def budget(spec: ReleaseSpec, *, ledger_path: Path) -> list[CohortBudget]:
    return cohort_budgets(spec, read_ledger(ledger_path).charges)
