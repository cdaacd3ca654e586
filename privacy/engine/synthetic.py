"""Synthetic rows: persons who do not exist, drawn down the junction tree of a fitted joint.

A row is a period number and then a code for each dimension of the window. There is no source of
randomness: draws are systematic (equally spaced quantiles, each group shifted by the golden ratio),
so the same joint always gives the same rows. Dimensions that no marginal contains get code 0 and
must not be published. Nothing here looks at a real person: the joint is all it knows.
"""

import numpy as np

from privacy.engine.junction_tree import Joint, joint_marginal
from privacy.engine.window import Dims, Window

GOLDEN = (5**0.5 - 1) / 2


def synthetic_rows(window: Window, joint: Joint) -> np.ndarray:
    """Whole persons in proportion to the joint: (persons, 1 + dimensions)."""
    totals = np.rint(joint_marginal(joint, ())).astype(int)
    rows = np.zeros((int(totals.sum()), 1 + len(window.sizes)), dtype=np.int64)
    rows[:, 0] = np.repeat(np.arange(window.periods), totals)
    draw(window, rows, joint.cliques[0], joint.tree.cliques[0], given=())
    for edge in joint.tree.edges:
        draw(window, rows, joint.cliques[edge.child], joint.tree.cliques[edge.child], edge.shared)
    return rows


def draw(window: Window, rows: np.ndarray, stack: np.ndarray, dims: Dims, given: Dims) -> None:
    """Fill in the dimensions of a clique that are not given, in place, by systematic draws.

    Rows of the same period and given codes form a group; a group of n takes the quantiles
    (k + u) / n, k = 0..n-1, of its distribution, in an order that is unrelated to its rows.
    """
    new = tuple(dim for dim in dims if dim not in given)
    if not new or not len(rows):
        return
    order = [0, *(1 + dims.index(dim) for dim in (*given, *new))]
    shapes = stack.transpose(order).reshape(-1, window.cells(new))
    group = cell_numbers(window, rows, given)
    quantiles = systematic_quantiles(group)
    edges = shapes.cumsum(axis=1)
    edges /= np.maximum(edges[:, -1:], np.finfo(float).tiny)
    used, row_of = np.unique(group, return_inverse=True)
    steps = (edges[used] + np.arange(len(used))[:, np.newaxis]).ravel()
    places = np.searchsorted(steps, row_of + quantiles, side="right") - row_of * shapes.shape[1]
    codes = np.unravel_index(places, window.shape(new))
    rows[:, columns(window, new)] = np.column_stack(codes)


def systematic_quantiles(group: np.ndarray) -> np.ndarray:
    """For each row the quantile that it takes within its group, as in `draw`."""
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    sizes = np.diff(np.append(starts, len(group)))
    place = np.arange(len(group)) - np.repeat(starts, sizes)
    shuffled = np.lexsort(((place + 1) * GOLDEN % 1, group[order]))
    rank = np.empty(len(group))
    rank[shuffled] = place
    shift = np.repeat((0.5 + np.arange(len(starts)) * GOLDEN) % 1, sizes)
    quantiles = np.empty(len(group))
    quantiles[order] = (rank + shift) / np.repeat(sizes, sizes)
    return quantiles


def columns(window: Window, dims: Dims) -> list[int]:
    """Where the dimensions stand in a row."""
    return [1 + position for position, dim in enumerate(window.sizes) if dim in dims]


def cell_numbers(window: Window, rows: np.ndarray, dims: Dims) -> np.ndarray:
    """Each row's cell in a flattened stack over `dims`: period first, then the codes."""
    shape = (window.periods, *window.shape(dims))
    numbers: np.ndarray = np.ravel_multi_index(tuple(rows[:, [0, *columns(window, dims)]].T), shape)
    return numbers


def counted(window: Window, rows: np.ndarray, dims: Dims) -> np.ndarray:
    """Count the rows: a stack (periods, *dims) of whole numbers."""
    shape = (window.periods, *window.shape(dims))
    numbers = cell_numbers(window, rows, dims)
    return np.bincount(numbers, minlength=int(np.prod(shape))).reshape(shape)
