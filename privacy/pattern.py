"""The pattern of a window: the joint that each of its periods leans on, and where it begins.

It begins with dimensions that are independent of each other, or where an earlier window has left
off; then it follows the window's pooled measurements. Cells of a single period that contradict it
beyond chance are held apart, so that a sudden peak is levelled less, and less of it is spread over
other periods. A window leans on earlier ones only: what was published of a closed window stays.
"""

from collections.abc import Mapping

import numpy as np

from privacy.junction_tree import (
    Joint,
    JunctionTree,
    calibrate,
    joint_margin,
    pass_along,
    uniform_joint,
)
from privacy.raking import Target, blocks_of, estimated_dispersion, tour
from privacy.reconcile import Reconciled, estimated_table, is_known
from privacy.window import Dims, Table, Window, margin, membership, spread

# A window's pattern as it is handed on: a table over each of some dimensions, with sum 1.
Shapes = Mapping[Dims, np.ndarray]

HALF_A_PERSON = 0.5
FORGOTTEN = 0.2  # of how an earlier window's dimensions hang together
ODD = 3.5  # standard deviations: one cell in 2,000 by chance
HELD = 0.1  # of its deviation: how closely an odd cell is held at its estimate
NO_PULL = 1e6  # persons: noise beside which a count says nothing
MOST_ROUNDS, CLOSE_ENOUGH = 30, 1e-3


def starting_joint(
    window: Window, tree: JunctionTree, reconciled: Reconciled, total: float, earlier: Shapes
) -> Joint:
    """Where the pattern begins, the same in every period: about `total` persons in each."""
    alone = Window(sizes=window.sizes, periods=1, zeros=window.zeros)
    start = uniform_joint(alone, tree)
    shape_codes(start, reconciled, total)
    known = {dims: shape * total for dims, shape in earlier.items() if is_held(tree, dims)}
    if known:
        move_to(start, single_dimensions(known))
        leaning = copied(start)
        move_to(leaning, known)
        start = mixed(start, leaning, FORGOTTEN)
    return Joint(
        tree=tree,
        cliques=[np.repeat(array, window.periods, axis=0) for array in start.cliques],
        shared=[np.repeat(array, window.periods, axis=0) for array in start.shared],
    )


def is_held(tree: JunctionTree, dims: Dims) -> bool:
    return bool(dims) and any(set(dims) <= set(clique) for clique in tree.cliques)


def single_dimensions(tables: Shapes) -> dict[Dims, np.ndarray]:
    """The margin on each dimension of the tables."""
    return {
        (dim,): margin(table[np.newaxis], dims, (dim,))[0]
        for dims, table in tables.items()
        for dim in dims
    }


def move_to(joint: Joint, tables: Shapes) -> None:
    """Give a joint of one period these margins, which agree with each other, in place.

    Iterative proportional fitting (Deming and Stephan 1940) around the tree: of all joints with
    these margins, the nearest in KL to where it begins.
    """
    dims_of = joint.tree.cliques
    for _ in range(MOST_ROUNDS):
        apart = 0.0
        for clique, passing in tour(joint.tree):
            if passing:
                pass_along(joint, *passing)
                continue
            for dims in [each for each in tables if joint.tree.holder(each) == clique]:
                present = margin(joint.cliques[clique], dims_of[clique], dims)
                apart = max(apart, float(np.max(np.abs(tables[dims] - present))))
                factor = np.divide(
                    tables[dims], present, out=np.ones_like(present), where=present > 0
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


def mixed(one: Joint, other: Joint, share: float) -> Joint:
    """`share` of one joint and the rest of the other, in each table of their common tree."""
    return Joint(
        tree=one.tree,
        cliques=[
            share * a + (1 - share) * b for a, b in zip(one.cliques, other.cliques, strict=True)
        ],
        shared=[share * a + (1 - share) * b for a, b in zip(one.shared, other.shared, strict=True)],
    )


def odd_cells(window: Window, pattern: Joint, targets: list[Target]) -> list[Target]:
    """Cells of single periods that contradict the pattern, to be held at their estimates.

    A cell is odd if its estimate y is further from the pattern's q than ODD √(deviation² + φ q),
    which is the noise and what periods differ by on average. All other cells of these targets have
    no pull.
    """
    dispersion = estimated_dispersion(pattern, blocks_of(window, targets))
    found = []
    for each in targets:
        periods = membership(window, each.table.periods)
        expected = np.tensordot(periods, joint_margin(pattern, each.table.dims), axes=1)
        usual = np.sqrt(each.deviation**2 + dispersion * expected)
        odd = np.abs(each.counts - expected) > ODD * usual
        if len(each.table.periods) == 1 and odd.any():
            found.append(
                Target(
                    table=each.table,
                    counts=each.counts,
                    sigma=np.where(odd, HELD * each.deviation, NO_PULL),
                    deviation=np.where(odd, each.deviation, NO_PULL),
                )
            )
    return found


def shapes_of(pattern: Joint, tables: set[Dims]) -> dict[Dims, np.ndarray]:
    """What the next window begins with: the pattern's tables over all periods, with sum 1."""
    counts = {dims: joint_margin(pattern, dims).sum(axis=0) for dims in sorted(tables) if dims}
    return {dims: table / table.sum() for dims, table in counts.items()}


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
