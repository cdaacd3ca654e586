"""From stored measurements to what is published: whole counts with bounds, and synthetic rows.

The order of the steps, and nothing else: reconcile, fit, round, bound. A window is published whole,
so that its marginals agree. Everything here is post-processing of measurements.
"""

from dataclasses import dataclass

import numpy as np

from privacy.engine.fit import fit
from privacy.engine.intervals import count_interval, within_whole
from privacy.engine.pattern import Shapes
from privacy.engine.reconcile import Reconciled, cell_variance, estimated_marginal, reconcile
from privacy.engine.rounding import rounded_rows
from privacy.engine.synthetic import counted
from privacy.engine.window import Marginal, MeasuredMarginal, Window, membership, spread


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One marginal's whole numbers with their 95 % bounds, each in the marginal's shape."""

    marginal: Marginal
    values: np.ndarray
    lower: np.ndarray
    upper: np.ndarray


@dataclass(frozen=True, kw_only=True)
class WindowFigures:
    """What one window publishes. `figures` in the order of the marginals that were asked for;
    `rows` (persons, 1 + dimensions) are the synthetic rows that all of them are counted from."""

    figures: tuple[Figures, ...]
    rows: np.ndarray
    reconciled: Reconciled


def window_figures(
    window: Window,
    measurements: list[MeasuredMarginal],
    marginals: list[Marginal],
    common: Shapes | None = None,
) -> WindowFigures:
    """`common`: what windows of the same rows have in common (`common_pattern.py`)."""
    reconciled = reconcile(window, measurements)
    joint = fit(window, measurements, reconciled, marginals, common)
    rows = rounded_rows(window, joint, marginals)
    return WindowFigures(
        figures=tuple(bounded(window, reconciled, rows, marginal) for marginal in marginals),
        rows=rows,
        reconciled=reconciled,
    )


def bounded(
    window: Window, reconciled: Reconciled, rows: np.ndarray, marginal: Marginal
) -> Figures:
    stack = counted(window, rows, marginal.dims)
    values = np.tensordot(membership(window, marginal.periods), stack, axes=1).astype(np.int64)
    lower, upper = count_interval(
        estimated_marginal(reconciled, marginal), cell_variance(reconciled, marginal), values
    )
    whole = Marginal(dims=(), periods=marginal.periods)
    surely = float(estimated_marginal(reconciled, whole)), cell_variance(reconciled, whole)
    upper = np.maximum(within_whole(upper, *surely), values)
    upper = np.where(possible_cells(window, marginal), upper, 0)
    lower = np.minimum(lower, upper)
    return Figures(marginal=marginal, values=values, lower=lower, upper=upper)


def possible_cells(window: Window, marginal: Marginal) -> np.ndarray:
    """False where the window's zeros say that a cell of the marginal cannot hold anybody."""
    possible = np.ones((1, *window.shape(marginal.dims)), dtype=bool)
    for zeros in window.zeros:
        if set(zeros.dims) <= set(marginal.dims):
            possible = possible & spread(zeros.possible[np.newaxis], zeros.dims, marginal.dims)
    cells: np.ndarray = possible[0]
    return cells
