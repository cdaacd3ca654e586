"""The pattern of a window: the joint that each of its periods leans on, and where it begins.

It begins with what windows of the same rows have in common (`common_pattern.py`), or else with
dimensions that are independent of each other; then it follows the window's pooled measurements.
Cells of a single period that contradict it beyond chance are held apart, so that a sudden peak is
levelled less, and less of it is spread over other periods.
"""

from collections.abc import Mapping

import numpy as np

from privacy.engine.junction_tree import (
    Joint,
    JunctionTree,
    calibrate,
    joint_marginal,
    pass_along,
    uniform_joint,
)
from privacy.engine.raking import ODD, Target, blocks_of, estimated_dispersion, tour
from privacy.engine.reconcile import Reconciled, estimated_marginal, is_known
from privacy.engine.window import Dims, Marginal, Window, marginal_stack, membership, spread

# A pattern as it is handed on: a marginal over each of some dimensions, with sum 1.
Shapes = Mapping[Dims, np.ndarray]

HALF_A_PERSON = 0.5
HELD = 0.1  # of its deviation: how closely an odd cell is held at its estimate
NO_PULL = 1e6  # persons: noise beside which a count says nothing
MOST_ROUNDS, CLOSE_ENOUGH = 30, 1e-3


def starting_joint(
    window: Window, tree: JunctionTree, reconciled: Reconciled, total: float, common: Shapes
) -> Joint:
    """Where the pattern begins, the same in every period: about `total` persons in each."""
    alone = Window(sizes=window.sizes, periods=1, zeros=window.zeros)
    start = uniform_joint(alone, tree)
    shape_codes(start, marginals_of(reconciled), total)
    move_to(start, {dims: shape * total for dims, shape in common.items() if is_held(tree, dims)})
    return Joint(
        tree=tree,
        cliques=[np.repeat(array, window.periods, axis=0) for array in start.cliques],
        shared=[np.repeat(array, window.periods, axis=0) for array in start.shared],
    )


def is_held(tree: JunctionTree, dims: Dims) -> bool:
    return bool(dims) and any(set(dims) <= set(clique) for clique in tree.cliques)


def move_to(joint: Joint, marginals: Shapes) -> None:
    """Give a joint of one period these marginals, which agree with each other, in place.

    Iterative proportional fitting (Deming and Stephan 1940) around the tree: of all joints with
    these marginals, the nearest in KL to where it begins.
    """
    dims_of = joint.tree.cliques
    for _ in range(MOST_ROUNDS):
        apart = 0.0
        for clique, passing in tour(joint.tree):
            if passing:
                pass_along(joint, *passing)
                continue
            for dims in [dims for dims in marginals if joint.tree.holder(dims) == clique]:
                present = marginal_stack(joint.cliques[clique], dims_of[clique], dims)
                apart = max(apart, float(np.max(np.abs(marginals[dims] - present))))
                factor = np.divide(
                    marginals[dims], present, out=np.ones_like(present), where=present > 0
                )
                joint.cliques[clique] *= spread(factor, dims, dims_of[clique])
        if apart < CLOSE_ENOUGH:
            break
    calibrate(joint)


def copied(joint: Joint) -> Joint:
    return Joint(
        tree=joint.tree,
        cliques=[array.copy() for array in joint.cliques],
        shared=[array.copy() for array in joint.shared],
    )


def odd_cells(window: Window, pattern: Joint, targets: list[Target]) -> list[Target]:
    """Cells of single periods that contradict the pattern, to be held at their estimates.

    A cell is odd if its estimate y is further from the pattern's q than ODD √(deviation² + φ q),
    which is the noise and what periods differ by on average. All other cells of these targets have
    no pull.
    """
    dispersion = estimated_dispersion(pattern, blocks_of(window, targets))
    odd_ones = []
    for target in targets:
        periods = membership(window, target.marginal.periods)
        expected = np.tensordot(periods, joint_marginal(pattern, target.marginal.dims), axes=1)
        usual = np.sqrt(target.deviation**2 + dispersion * expected)
        odd = np.abs(target.counts - expected) > ODD * usual
        if len(target.marginal.periods) == 1 and odd.any():
            odd_ones.append(
                Target(
                    marginal=target.marginal,
                    counts=target.counts,
                    sigma=np.where(odd, HELD * target.deviation, NO_PULL),
                    deviation=np.where(odd, target.deviation, NO_PULL),
                )
            )
    return odd_ones


def shapes_of(pattern: Joint, wanted: set[Dims]) -> dict[Dims, np.ndarray]:
    """What others begin with: the pattern's marginals over all periods, with sum 1."""
    counts = {dims: joint_marginal(pattern, dims).sum(axis=0) for dims in sorted(wanted) if dims}
    return {dims: marginal / marginal.sum() for dims, marginal in counts.items()}


def marginals_of(reconciled: Reconciled) -> dict[str, np.ndarray]:
    """The estimate of each dimension by itself over the whole window, where it is known."""
    periods = tuple(range(reconciled.window.periods))
    marginals = {dim: Marginal(dims=(dim,), periods=periods) for dim in reconciled.window.sizes}
    known = {dim: marginal for dim, marginal in marginals.items() if is_known(reconciled, marginal)}
    return {dim: estimated_marginal(reconciled, marginal) for dim, marginal in known.items()}


def shape_codes(joint: Joint, marginals: Mapping[str, np.ndarray], total: float) -> None:
    """Give each dimension its shape, independent of the others, in place.

    The marginal's nearest non-negative neighbour with the right sum, and half a person more for
    each code, so that no code is ruled out (Jeffreys' prior for a multinomial).
    """
    for dim, counts in marginals.items():
        holder = joint.tree.holder((dim,))
        shape = nearest_on_simplex(counts, total) + HALF_A_PERSON
        joint.cliques[holder] *= spread(shape[np.newaxis], (dim,), joint.tree.cliques[holder])
    calibrate(joint)


def nearest_on_simplex(counts: np.ndarray, total: float) -> np.ndarray:
    """The non-negative array with sum `total` that is nearest to `counts`, (codes,).

    Subtracts the same from all and clips at zero (Held, Wolfe and Crowder 1974).
    """
    largest = np.sort(counts)[::-1]
    surplus = (np.cumsum(largest) - total) / np.arange(1, len(counts) + 1)
    kept = np.flatnonzero(largest > surplus)[-1]
    nearest: np.ndarray = np.maximum(counts - surplus[kept], 0)
    return nearest
