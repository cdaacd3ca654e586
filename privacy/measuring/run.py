"""Measure: for each declared table and closed period, once and never again, blur its counts.

The order is the promise: charge the ledger, and have the charge on the disk; then draw; then store.
A crash in between loses budget, and never privacy. A charge without a stored measurement is never
used: the measurement is charged anew, if its cohorts can still afford it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import duckdb

from privacy.declared.spec import ReleaseSpec, Table, closed_periods, measurement_id
from privacy.errors import BudgetError
from privacy.measuring.codes import codes_of
from privacy.measuring.exact_counts import read_cells
from privacy.measuring.progress import Progress, nobody_is_told
from privacy.noise import NoisyCounts, draw_further, draw_noisy, margin_of_error, scale_seen
from privacy.records import durable
from privacy.records.archive import Archive, Register
from privacy.records.budget import FULL, check_accounts
from privacy.records.ledger import charge, heal
from privacy.records.ledger_lines import Charge
from privacy.records.measurements import (
    Codes,
    Measurement,
    Revision,
    View,
    check_definition,
    keys_of,
    read_measurements,
    revised_id,
    store,
)
from privacy.records.opening import OpenArchive, opened
from privacy.records.verifying import lost_charges


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What a run did. `refused` holds, for each measurement not affordable, the reason in words.

    `lost` are charges of all time that bought nothing, and `torn_bytes` what a crash had left of an
    unfinished ledger line, now cut off.
    """

    drawn: tuple[str, ...]
    refused: dict[str, str]
    lost: tuple[Charge, ...]
    torn_bytes: int


@dataclass(frozen=True, kw_only=True)
class Order:
    """One measurement to be made: a table, a period, and the codes that make up its cells."""

    table: Table
    period: str
    codes: Codes
    revision: Revision | None = None

    @property
    def id(self) -> str:
        return revised_id(measurement_id(self.table, self.period), self.revision)

    @property
    def share(self) -> Decimal:
        """Of the table's rho: a measurement made once more costs what is left for it."""
        return self.revision.share if self.revision else FULL

    @property
    def keys(self) -> list[tuple[str, ...]]:
        return keys_of(self.codes)


@dataclass(frozen=True, kw_only=True)
class Work:
    """What every measurement of a run is made with: the locked ledger, and where counts are."""

    spec: ReleaseSpec
    connection: duckdb.DuckDBPyConnection
    open_archive: OpenArchive
    on_progress: Progress


def measure_closed_periods(
    spec: ReleaseSpec,
    connection: duckdb.DuckDBPyConnection,
    archive: Archive,
    register: Register,
    on_progress: Progress = nobody_is_told,
) -> Measured:
    """Measure what is closed and not measured yet."""
    with opened(archive, register) as open_archive:
        work = Work(
            spec=spec, connection=connection, open_archive=open_archive, on_progress=on_progress
        )
        return carry_out(work, all_orders(spec, connection, open_archive.stored))


def carry_out(work: Work, orders: list[Order]) -> Measured:
    """Measure each order that is not stored yet; what can't be afforded is told, and left out."""
    file, folder = work.open_archive.file, work.open_archive.archive.measurement_dir
    check_accounts(work.spec, file.ledger.charges)
    torn_bytes = heal(file)
    durable.remove_drafts(folder)
    drawn, refused = [], {}
    pending = [order for order in orders if order.id not in work.open_archive.stored]
    for done, order in enumerate(pending, start=1):
        try:
            store(measure(work, order), folder)
            drawn.append(order.id)
        except BudgetError as error:
            refused[order.id] = str(error)
        work.on_progress(order.id, done, len(pending))
    return Measured(
        drawn=tuple(drawn),
        refused=refused,
        lost=lost_charges(file.ledger, read_measurements(folder)),
        torn_bytes=torn_bytes,
    )


def all_orders(
    spec: ReleaseSpec, connection: duckdb.DuckDBPyConnection, stored: dict[str, Measurement]
) -> list[Order]:
    """Every declared table and closed period; a table that changed its meaning is refused."""
    orders = []
    for table in spec.tables:
        codes = codes_of(connection, table)
        check_definition(stored.values(), table, codes)
        periods = closed_periods(spec, table)
        orders += [Order(table=table, period=period, codes=codes) for period in periods]
    return orders


def measure(work: Work, order: Order) -> Measurement:
    table, spec, register = order.table, work.spec, work.open_archive.register
    # Read first: cells that are not as declared are refused before they cost anything.
    counts = read_cells(work.connection, table, order.period, order.keys)
    paid = charge(work.open_archive.file, spec, table, order.period, register.name, order.revision)
    noisy = draw_noisy(counts, table.cells_per_person, table.rho * order.share)
    return Measurement(
        table=table,
        period=order.period,
        codes=order.codes,
        register=register.name,
        fictional=register.fictional,
        values=noisy.values,
        scale=noisy.scale,
        margin=margin_of_error(noisy.scale),
        certified_rho=noisy.rho,
        ledger_hash=paid.hash,
        drawn_on=datetime.now(UTC).date().isoformat(),
        views=views_of(spec, table, noisy),
        revision=order.revision,
    )


def views_of(spec: ReleaseSpec, table: Table, noisy: NoisyCounts) -> tuple[View, ...]:
    """What later audiences see: each view is the one before with further noise, drawn here once."""
    views: list[View] = []
    last = noisy
    for share in sorted({audience.share for audience in spec.audiences} - {FULL}, reverse=True):
        last = draw_further(last, table.cells_per_person, scale_seen(noisy.scale, share))
        views.append(
            View(
                share=share,
                values=last.values,
                scale=last.scale,
                margin=margin_of_error(last.scale),
                certified_rho=last.rho,
            )
        )
    return tuple(views)
