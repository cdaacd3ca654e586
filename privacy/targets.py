"""What the fit is to follow: reconciled tables, each with its noise, in blocks fitted at once.

Nothing here computes an estimate or moves a joint.
"""

from dataclasses import dataclass

import numpy as np

from privacy.window import Dims, Table, Window, families, membership


@dataclass(frozen=True, kw_only=True)
class Target:
    """What a table should be: reconciled `counts` in its shape, each off by about `deviation`.

    `sigma` is the noise that its own measurement had: reconciled tables share information, and the
    sum over all tables of ‖ margin − counts ‖² / (2 sigma²) is the likelihood of the measurements.
    Either is one number, or an array of the table's shape.
    """

    table: Table
    counts: np.ndarray
    sigma: float | np.ndarray
    deviation: float | np.ndarray


@dataclass(frozen=True, kw_only=True)
class Block:
    """Targets of the same dimensions for disjoint periods, so that they are fitted at once.

    `members` (groups, periods) is 1 where a group sums a period; `counts` (groups, *dims);
    `sigmas` and `deviations` have the shape of `counts`.
    """

    dims: Dims
    members: np.ndarray
    counts: np.ndarray
    sigmas: np.ndarray
    deviations: np.ndarray


def blocks_of(window: Window, targets: list[Target]) -> list[Block]:
    found = families([each.table for each in targets])
    return [block(window, [targets[position] for position in family]) for family in found]


def block(window: Window, group: list[Target]) -> Block:
    shape = window.shape(group[0].table.dims)
    return Block(
        dims=group[0].table.dims,
        members=np.array([membership(window, each.table.periods) for each in group]),
        counts=np.array([each.counts for each in group], dtype=float),
        sigmas=np.array([np.broadcast_to(each.sigma, shape) for each in group]),
        deviations=np.array([np.broadcast_to(each.deviation, shape) for each in group]),
    )


def summed(members: np.ndarray, stack: np.ndarray) -> np.ndarray:
    """Sums of tables: (groups, periods) on (periods, *dims) -> (groups, *dims)."""
    return (members @ stack.reshape(len(stack), -1)).reshape(-1, *stack.shape[1:])
