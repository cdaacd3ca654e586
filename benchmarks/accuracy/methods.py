"""The methods that are compared here: OpenDP's noise table by table, and the engine on top of it.

Each gives, for a window, one array per table in the order of `spec.tables`.
"""

import math
from collections.abc import Sequence

import numpy as np
import opendp.prelude as dp

from benchmarks.accuracy import population, spec
from privacy.engine.common_pattern import Part, common_shapes
from privacy.engine.fit import fit
from privacy.engine.junction_tree import joint_marginal
from privacy.engine.reconcile import estimated_marginal, reconcile
from privacy.engine.whole_counts import WindowFigures, window_figures
from privacy.engine.window import Dims, Marginal, MeasuredMarginal, Window, membership

dp.enable_features("contrib")
COUNTS = dp.vector_domain(dp.atom_domain(T=int)), dp.l2_distance(T=float)
DELTA = 1e-6


def epsilon_of(rho: float) -> float:
    """The epsilon at DELTA that OpenDP states for one Gaussian mechanism that costs `rho`."""
    measurement = dp.m.make_gaussian(*COUNTS, scale=1 / math.sqrt(2 * rho))
    return dp.c.make_zCDP_to_approxDP(measurement).map(1.0).epsilon(DELTA)


def rho_for(epsilon: float) -> float:
    low, high = 1e-6, 100.0
    while high / low > 1 + 1e-6:
        middle = math.sqrt(low * high)
        low, high = (middle, high) if epsilon_of(middle) < epsilon else (low, middle)
    return low


def exact(persons: np.ndarray, years: tuple[int, ...], table: Marginal) -> np.ndarray:
    chosen = [years[period] for period in table.periods]
    return population.exact_table(persons, table.dims)[chosen].sum(axis=0)


def measured(
    persons: np.ndarray, years: tuple[int, ...], costs: dict[Dims, float]
) -> list[MeasuredMarginal]:
    """Each table with OpenDP's discrete Gaussian noise."""
    return [
        noisy(table, exact(persons, years, table), 1 / math.sqrt(2 * costs[table.dims]))
        for table in spec.tables(len(years))
    ]


def noisy(table: Marginal, counts: np.ndarray, sigma: float) -> MeasuredMarginal:
    drawn = dp.m.make_gaussian(*COUNTS, scale=sigma)(counts.ravel().astype(np.int32))
    return MeasuredMarginal(
        marginal=table, sigma=sigma, counts=np.array(drawn, dtype=np.int64).reshape(counts.shape)
    )


def naive(measurements: list[MeasuredMarginal]) -> list[np.ndarray]:
    return [each.counts for each in measurements]


def clipped(measurements: list[MeasuredMarginal]) -> list[np.ndarray]:
    return [np.maximum(each.counts, 0) for each in measurements]


def reconciled(window: Window, measurements: list[MeasuredMarginal]) -> list[np.ndarray]:
    estimates = reconcile(window, measurements)
    return [estimated_marginal(estimates, each.marginal) for each in measurements]


def fitted(window: Window, measurements: list[MeasuredMarginal]) -> list[np.ndarray]:
    tables = [each.marginal for each in measurements]
    joint = fit(window, measurements, reconcile(window, measurements), tables)
    return [
        np.tensordot(membership(window, table.periods), joint_marginal(joint, table.dims), axes=1)
        for table in tables
    ]


def published(windows: Sequence[tuple[Window, list[MeasuredMarginal]]]) -> list[WindowFigures]:
    """All windows, measured at the same time: each leans on what all have in common."""
    parts = [
        Part(reconciled=reconcile(window, each), measurements=tuple(each))
        for window, each in windows
    ]
    return [
        window_figures(window, each, [one.marginal for one in each], common_shapes(window, parts))
        for window, each in windows
    ]
