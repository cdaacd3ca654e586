"""From stored measurements to what is published: whole counts with bounds, and synthetic rows.

The order of the steps, and nothing else: reconcile, fit, round, bound. A window is published whole,
so that its tables agree. Everything here is post-processing of measurements.
"""

from dataclasses import dataclass

import numpy as np

from privacy.engine.fit import fit
from privacy.engine.intervals import count_interval, within_whole
from privacy.engine.pattern import Shapes
from privacy.engine.reconcile import Reconciled, cell_variance, estimated_table, reconcile
from privacy.engine.rounding import rounded_rows
from privacy.engine.synthetic import counted
from privacy.engine.window import Measurement, Table, Window, membership, spread


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One table's whole numbers with their 95 % bounds, each in the table's shape."""

    table: Table
    values: np.ndarray
    lower: np.ndarray
    upper: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Release:
    """What one window publishes. `figures` in the order of the tables that were asked for;
    `rows` (persons, 1 + dimensions) are the synthetic rows that all of them are counted from."""

    figures: tuple[Figures, ...]
    rows: np.ndarray
    reconciled: Reconciled


def release(
    window: Window,
    measurements: list[Measurement],
    tables: list[Table],
    common: Shapes | None = None,
) -> Release:
    """`common`: what windows of the same rows have in common (`common.py`)."""
    reconciled = reconcile(window, measurements)
    joint = fit(window, measurements, reconciled, tables, common)
    rows = rounded_rows(window, joint, tables)
    return Release(
        figures=tuple(bounded(window, reconciled, rows, table) for table in tables),
        rows=rows,
        reconciled=reconciled,
    )


def bounded(window: Window, reconciled: Reconciled, rows: np.ndarray, table: Table) -> Figures:
    stack = counted(window, rows, table.dims)
    values = np.tensordot(membership(window, table.periods), stack, axes=1).astype(np.int64)
    lower, upper = count_interval(
        estimated_table(reconciled, table), cell_variance(reconciled, table), values
    )
    whole = Table(dims=(), periods=table.periods)
    surely = float(estimated_table(reconciled, whole)), cell_variance(reconciled, whole)
    upper = np.maximum(within_whole(upper, *surely), values)
    upper = np.where(possible_cells(window, table), upper, 0)
    lower = np.minimum(lower, upper)
    return Figures(table=table, values=values, lower=lower, upper=upper)


def possible_cells(window: Window, table: Table) -> np.ndarray:
    """False where the window's zeros say that a cell of the table cannot hold anybody."""
    possible = np.ones((1, *window.shape(table.dims)), dtype=bool)
    for zeros in window.zeros:
        if set(zeros.dims) <= set(table.dims):
            possible = possible & spread(zeros.possible[np.newaxis], zeros.dims, table.dims)
    return possible[0]
