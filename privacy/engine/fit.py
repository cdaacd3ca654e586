"""The fit: one non-negative joint that is as close to the measurements as their noise asks.

Two rounds of raking (`raking.py`), each from a starting joint q that gives way to the measurements:
first the pattern of the whole window (`pattern.py`); then each period, from that pattern scaled to
the period's total. So a period leans on its window as far as its own measurements leave room
(empirical Bayes). Each period's total is held at its reconciled estimate: left free it would rise,
because noise below zero cannot be followed. Nothing here rounds.
"""

from math import hypot

import numpy as np

from privacy.engine.junction_tree import Joint, joint_marginal, junction_tree
from privacy.engine.pattern import Shapes, copied, odd_cells, starting_joint
from privacy.engine.raking import SMALLEST_DISPERSION, Target, blocks_of, rake
from privacy.engine.reconcile import Reconciled, cell_variance, estimated_marginal
from privacy.engine.window import Marginal, MeasuredMarginal, Window, families

SMALLEST_TOTAL = 1.0  # persons in a period: a total of 0 would leave no shape to fit
TOTAL_SIGMA = 0.02  # persons: holds a period's total where the reconciled estimate put it


def fit(
    window: Window,
    measurements: list[MeasuredMarginal],
    reconciled: Reconciled,
    marginals: list[Marginal],
    common: Shapes | None = None,
) -> Joint:
    """The fitted joint: expected counts that agree with each other in every marginal.

    Each of `marginals` will lie within a clique, as each measured marginal does.
    """
    joint = fitted_pattern(window, measurements, reconciled, marginals, common)
    follow_periods(joint, measurements, reconciled)
    return joint


def fitted_pattern(
    window: Window,
    measurements: list[MeasuredMarginal],
    reconciled: Reconciled,
    marginals: list[Marginal],
    common: Shapes | None = None,
) -> Joint:
    """What the periods have in common, scaled to each one's total; odd cells are held apart.

    `common`: the shapes that windows of the same rows have in common, if there are any.
    """
    wanted = [measurement.marginal.dims for measurement in measurements]
    wanted += [marginal.dims for marginal in marginals]
    totals = period_totals(reconciled)
    tree = junction_tree(window, wanted)
    start = starting_joint(window, tree, reconciled, totals.sum(), common or {})
    scale_periods(start, totals)
    pooled = [*total_targets(totals), *pooled_targets(reconciled, split(measurements))]
    pattern = copied(start)
    rake(pattern, blocks_of(window, pooled))
    scale_periods(pattern, totals)
    odd = odd_cells(window, pattern, period_targets(reconciled, split(measurements)))
    if odd:
        pattern = start
        # Once they are apart, nothing more is known of how much periods differ.
        rake(pattern, blocks_of(window, [*pooled, *odd]), SMALLEST_DISPERSION)
        scale_periods(pattern, totals)
    return pattern


def follow_periods(
    pattern: Joint, measurements: list[MeasuredMarginal], reconciled: Reconciled
) -> None:
    """Move each period from the pattern to its own measurements, in place."""
    targets, totals = period_targets(reconciled, split(measurements)), period_totals(reconciled)
    rake(pattern, blocks_of(reconciled.window, [*total_targets(totals), *targets]))
    scale_periods(pattern, likely_totals(reconciled))


def split(measurements: list[MeasuredMarginal]) -> list[MeasuredMarginal]:
    """Those that tell more than a total, which is held by itself."""
    return [measurement for measurement in measurements if measurement.marginal.dims]


def period_totals(reconciled: Reconciled) -> np.ndarray:
    """The reconciled total of each period: (periods,), at least SMALLEST_TOTAL."""
    totals: np.ndarray = np.maximum(likely_totals(reconciled), SMALLEST_TOTAL)
    return totals


def likely_totals(reconciled: Reconciled) -> np.ndarray:
    """The same, where nobody may be in a period: (periods,), at least 0."""
    marginals = [
        Marginal(dims=(), periods=(period,)) for period in range(reconciled.window.periods)
    ]
    totals = [max(float(estimated_marginal(reconciled, marginal)), 0.0) for marginal in marginals]
    return np.array(totals)


def total_targets(totals: np.ndarray) -> list[Target]:
    """Each period's total as a target with hardly any noise."""
    return [
        Target(
            marginal=Marginal(dims=(), periods=(period,)),
            counts=np.array(total),
            sigma=TOTAL_SIGMA,
            deviation=TOTAL_SIGMA,
        )
        for period, total in enumerate(totals)
    ]


def pooled_targets(reconciled: Reconciled, measurements: list[MeasuredMarginal]) -> list[Target]:
    """Each kind of marginal summed over the periods that have it: the pattern without changes."""
    targets = []
    for family in families([measurement.marginal for measurement in measurements]):
        members = [measurements[position] for position in family]
        periods = sorted(period for member in members for period in member.marginal.periods)
        marginal = Marginal(dims=members[0].marginal.dims, periods=tuple(periods))
        targets.append(target(reconciled, marginal, hypot(*(member.sigma for member in members))))
    return targets


def period_targets(reconciled: Reconciled, measurements: list[MeasuredMarginal]) -> list[Target]:
    return [
        target(reconciled, measurement.marginal, measurement.sigma) for measurement in measurements
    ]


def target(reconciled: Reconciled, marginal: Marginal, sigma: float) -> Target:
    return Target(
        marginal=marginal,
        counts=estimated_marginal(reconciled, marginal),
        sigma=sigma,
        deviation=cell_variance(reconciled, marginal) ** 0.5,
    )


def scale_periods(joint: Joint, totals: np.ndarray) -> None:
    """Give each period its total (periods,) and leave its shape alone, in place."""
    factor = totals / joint_marginal(joint, ())
    for array in (*joint.cliques, *joint.shared):
        array *= factor.reshape(-1, *[1] * (array.ndim - 1))
