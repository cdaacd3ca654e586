"""What a draw would do now, and at what cost. No data are read: the same whatever they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from privacy.declared.spec import ReleaseSpec, Table, closed_periods, measurement_id
from privacy.errors import BudgetError
from privacy.estimating.revisions import Stored
from privacy.measuring.revision_price import committed
from privacy.records import verifying
from privacy.records.archive import Archive
from privacy.records.budget import Spending, check_accounts, cost_of, spend, spending_of
from privacy.records.verifying import Verified


@dataclass(frozen=True, kw_only=True)
class PlannedTable:
    """What a draw would do for one table. `refused` are periods that can't be afforded, and why."""

    table: Table
    measured: tuple[str, ...]
    pending: tuple[str, ...]
    refused: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class PlannedCohort:
    """What a draw would cost the persons of one year, and what would be left to them after it.

    `reserve_rho` is left when all that is declared is paid, five years that are not over included.
    """

    population: str
    cohort: int
    spent_rho: Decimal
    cost_rho: Decimal
    remaining_rho: Decimal
    reserve_rho: Decimal


@dataclass(frozen=True, kw_only=True)
class Plan:
    tables: tuple[PlannedTable, ...]
    cohorts: tuple[PlannedCohort, ...]


def plan(spec: ReleaseSpec, archive: Archive) -> Plan:
    verified = verifying.verify(archive)
    check_accounts(spec, verified.charges)
    before, after = spending_of(verified.charges), spending_of(verified.charges)
    tables = tuple(
        planned_table(spec, table, verified.measurements, after) for table in spec.tables
    )
    return Plan(tables=tables, cohorts=tuple(planned_cohorts(spec, verified, before, after)))


def planned_cohorts(
    spec: ReleaseSpec, verified: Verified, before: Spending, after: Spending
) -> Iterable[PlannedCohort]:
    years = range(spec.periods.first_year, spec.periods.closed_through + 1)
    lifetime = spec.guarantee.lifetime_rho
    for population in spec.populations:
        name = population.name
        in_the_end = committed(spec, verified.charges, verified.measurements, population)
        for cohort in sorted({*years, *after.cohorts(name)}):
            yield PlannedCohort(
                population=name,
                cohort=cohort,
                spent_rho=before.of(name, cohort),
                cost_rho=after.of(name, cohort) - before.of(name, cohort),
                remaining_rho=lifetime - after.of(name, cohort),
                reserve_rho=lifetime - in_the_end.of(name, cohort),
            )


def planned_table(
    spec: ReleaseSpec, table: Table, stored: Stored, spending: Spending
) -> PlannedTable:
    """Adds to `spending`, as the ledger would, what the table's pending periods cost."""
    measured, pending, refused = [], [], {}
    for period in closed_periods(spec, table):
        if measurement_id(table, period) in stored:
            measured.append(period)
            continue
        try:
            spend(spec, spending, cost_of(spec, table, period))
        except BudgetError as error:
            refused[period] = str(error)
            continue
        pending.append(period)
    return PlannedTable(
        table=table,
        measured=tuple(measured),
        pending=tuple(pending),
        refused=refused,
    )
