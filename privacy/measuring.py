"""Measure: for each declared table and closed period, once and never again, blur its counts.

The order is the promise: charge the ledger, and have the charge on the disk; then draw; then store.
A crash in between loses budget, and never privacy. A charge without a stored measurement is never
used: the measurement is charged anew, if its cohorts can still afford it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from privacy import durable
from privacy.cells import read_cells
from privacy.errors import BudgetError
from privacy.ledger import LedgerFile, charge, check_register, heal, locked_ledger, read_locked
from privacy.ledger_lines import Charge
from privacy.measurements import (
    Codes,
    Measurement,
    check_definition,
    check_same_persons,
    keys_of,
    read_measurements,
    store,
)
from privacy.noise import draw_noisy, margin_of_error
from privacy.seeds import codes_of
from privacy.spec import ReleaseSpec, Table, closed_periods, measurement_id
from privacy.verifying import check_paid, lost_charges

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What a run did. `refused` holds, for each measurement not affordable, the reason in words.

    `lost` are charges of all time that bought nothing, and `torn_bytes` what a crash had left of an
    unfinished ledger line, now cut off.
    """

    drawn: tuple[str, ...]
    already_there: tuple[str, ...]
    refused: dict[str, str]
    lost: tuple[Charge, ...]
    torn_bytes: int


@dataclass(frozen=True, kw_only=True)
class Order:
    """One measurement to be made: a table, a period, and the codes that make up its cells."""

    table: Table
    period: str
    codes: Codes

    @property
    def id(self) -> str:
        return measurement_id(self.table, self.period)

    @property
    def keys(self) -> list[tuple[str, ...]]:
        return keys_of(self.codes)


def measure_closed_periods(
    spec: ReleaseSpec,
    connection: duckdb.DuckDBPyConnection,
    *,
    ledger_path: Path,
    measurement_dir: Path,
    register: str,
    fictional: bool,
    on_progress: Progress = lambda measurement, done, of: None,
) -> Measured:
    """Measure what is closed and not measured yet. `on_progress` is told each id, done and of."""
    with locked_ledger(ledger_path) as file:
        stored = read_measurements(measurement_dir)
        check_history(file, stored, register, fictional)
        orders = all_orders(spec, connection, stored)
        torn_bytes = heal(file)
        durable.remove_drafts(measurement_dir)
        drawn, refused = [], {}
        pending = [order for order in orders if order.id not in stored]
        for done, order in enumerate(pending, start=1):
            try:
                made = measure(file, spec, connection, order, register, fictional)
                store(made, measurement_dir)
                drawn.append(order.id)
            except BudgetError as error:
                refused[order.id] = str(error)
            on_progress(order.id, done, len(pending))
        everything = read_measurements(measurement_dir)
        return Measured(
            drawn=tuple(drawn),
            already_there=tuple(order.id for order in orders if order.id in stored),
            refused=refused,
            lost=lost_charges(read_locked(file), everything),
            torn_bytes=torn_bytes,
        )


def check_history(
    file: LedgerFile, stored: dict[str, Measurement], register: str, fictional: bool
) -> None:
    """All that was measured so far was paid for, and comes from the persons we are now to count."""
    ledger = read_locked(file)
    check_register(ledger, register, file.path)
    check_paid(ledger, stored, file.path)
    for measurement in stored.values():
        check_same_persons(measurement, register, fictional)


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


def measure(
    file: LedgerFile,
    spec: ReleaseSpec,
    connection: duckdb.DuckDBPyConnection,
    order: Order,
    register: str,
    fictional: bool,
) -> Measurement:
    table = order.table
    # Read first: cells that are not as declared are refused before they cost anything.
    counts = read_cells(connection, table, order.period, order.keys)
    paid = charge(file, spec, table, order.period, register)
    noisy = draw_noisy(counts, table.cells_per_person, table.rho)
    return Measurement(
        table=table,
        period=order.period,
        codes=order.codes,
        register=register,
        fictional=fictional,
        values=noisy.values,
        scale=noisy.scale,
        margin=margin_of_error(noisy.scale),
        certified_rho=noisy.rho,
        ledger_hash=paid.hash,
        drawn_on=datetime.now(UTC).date().isoformat(),
    )
