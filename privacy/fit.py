"""The fit: one non-negative joint that is as close to the measurements as their noise asks.

Two rounds of raking (`raking.py`), each from a starting joint q that gives way to the measurements:
first the pattern of the whole window, from dimensions that are independent of each other; then each
period, from that pattern scaled to the period's total. So a period leans on its window as far as
its own measurements leave room (empirical Bayes). Each period's total is held at its reconciled
estimate: left free it would rise, because noise below zero cannot be followed. Nothing here rounds.
"""

from math import hypot

import numpy as np

from privacy.junction_tree import Joint, calibrate, joint_margin, junction_tree, uniform_joint
from privacy.raking import Target, blocks_of, rake
from privacy.reconcile import Reconciled, cell_variance, estimated_table, is_known
from privacy.window import Measurement, Table, Window, families, spread

HALF_A_PERSON = 0.5
SMALLEST_TOTAL = 1.0  # persons in a period: a total of 0 would leave no shape to fit
TOTAL_SIGMA = 0.02  # persons: holds a period's total where the reconciled estimate put it


def fit(
    window: Window, measurements: list[Measurement], reconciled: Reconciled, tables: list[Table]
) -> Joint:
    """The fitted joint: expected counts that agree with each other in every margin.

    Each of `tables` will lie within a clique, as each measured table does.
    """
    wanted = [*(each.table.dims for each in measurements), *(table.dims for table in tables)]
    joint = uniform_joint(window, junction_tree(window, wanted))
    totals = period_totals(reconciled)
    shape_codes(joint, reconciled, totals.sum())
    split = [each for each in measurements if each.table.dims]
    for round_targets in (pooled_targets(reconciled, split), period_targets(reconciled, split)):
        scale_periods(joint, totals)
        rake(joint, blocks_of(window, [*held(totals), *round_targets]))
    return joint


def period_totals(reconciled: Reconciled) -> np.ndarray:
    """The reconciled total of each period: (periods,), at least SMALLEST_TOTAL."""
    tables = [Table(dims=(), periods=(period,)) for period in range(reconciled.window.periods)]
    totals = np.array([float(estimated_table(reconciled, table)) for table in tables])
    return np.maximum(totals, SMALLEST_TOTAL)


def held(totals: np.ndarray) -> list[Target]:
    """Each period's total as a target with hardly any noise."""
    return [
        Target(
            table=Table(dims=(), periods=(period,)),
            counts=np.array(total),
            sigma=TOTAL_SIGMA,
            deviation=TOTAL_SIGMA,
        )
        for period, total in enumerate(totals)
    ]


def pooled_targets(reconciled: Reconciled, measurements: list[Measurement]) -> list[Target]:
    """Each kind of table summed over the periods that have it: the pattern without its changes."""
    targets = []
    for family in families([each.table for each in measurements]):
        members = [measurements[position] for position in family]
        periods = sorted(period for each in members for period in each.table.periods)
        table = Table(dims=members[0].table.dims, periods=tuple(periods))
        targets.append(target(reconciled, table, hypot(*(each.sigma for each in members))))
    return targets


def period_targets(reconciled: Reconciled, measurements: list[Measurement]) -> list[Target]:
    return [target(reconciled, each.table, each.sigma) for each in measurements]


def target(reconciled: Reconciled, table: Table, sigma: float) -> Target:
    return Target(
        table=table,
        counts=estimated_table(reconciled, table),
        sigma=sigma,
        deviation=cell_variance(reconciled, table) ** 0.5,
    )


def shape_codes(joint: Joint, reconciled: Reconciled, total: float) -> None:
    """Give each dimension its shape over the whole window, independent of the others, in place.

    The reconciled margin's nearest non-negative neighbour with the right sum, and half a person
    more for each code, so that no code is ruled out (Jeffreys' prior for a multinomial).
    """
    window = reconciled.window
    for dim in window.sizes:
        table = Table(dims=(dim,), periods=tuple(range(window.periods)))
        if is_known(reconciled, table):
            holder = joint.tree.holder((dim,))
            shape = nearest_on_simplex(estimated_table(reconciled, table), total) + HALF_A_PERSON
            joint.cliques[holder] *= spread(shape[np.newaxis], (dim,), joint.tree.cliques[holder])
    calibrate(joint)


def nearest_on_simplex(counts: np.ndarray, total: float) -> np.ndarray:
    """The non-negative array with sum `total` that is nearest to `counts`, (codes,).

    Subtracts the same from all and clips at zero (Held, Wolfe and Crowder 1974).
    """
    largest = np.sort(counts)[::-1]
    surplus = (np.cumsum(largest) - total) / np.arange(1, len(counts) + 1)
    kept = np.flatnonzero(largest > surplus)[-1]
    return np.maximum(counts - surplus[kept], 0)


def scale_periods(joint: Joint, totals: np.ndarray) -> None:
    """Give each period its total (periods,) and leave its shape alone, in place."""
    factor = totals / joint_margin(joint, ())
    for array in (*joint.cliques, *joint.shared):
        array *= factor.reshape(-1, *[1] * (array.ndim - 1))
