"""The ANOVA components of a marginal: its total, main effects and interactions.

A marginal over dimensions S is the sum of one component for each subset T of S. Component T is kept
in *sum form*: what the marginal sums to over T, centred along each of its axes. It is then the same
array whichever marginal S ⊇ T it is computed from, and components of different T are orthogonal.
(The residual basis of Xiao, He, Zhang and Kifer, "An Optimal and Scalable Matrix Mechanism for
Noisy Marginals under Convex Loss Functions", NeurIPS 2023.) Nothing here sees a measurement.
"""

from itertools import combinations
from math import prod

import numpy as np

from privacy.engine.window import Dims, Window, marginal_stack, spread


def subsets(dims: Dims) -> list[Dims]:
    """All subsets of `dims`, the empty one first, each in the order of `dims`."""
    return [part for size in range(len(dims) + 1) for part in combinations(dims, size)]


def component(stack: np.ndarray, dims: Dims, part: Dims) -> np.ndarray:
    """Component `part` of each marginal in a stack: (periods, *dims) -> (periods, *part)."""
    centred = marginal_stack(stack, dims, part)
    for axis in range(1, 1 + len(part)):
        centred = centred - centred.mean(axis=axis, keepdims=True)
    return centred


def marginal_of(parts: dict[Dims, np.ndarray], dims: Dims, window: Window) -> np.ndarray:
    """Undo `component`: W = sum over T ⊆ W of component T / (cells of W per cell of T)."""
    marginal = np.zeros((1, *window.shape(dims)))
    for part in subsets(dims):
        marginal = marginal + spread(parts[part], part, dims) / cells_per_cell(window, dims, part)
    return marginal


def cells_per_cell(window: Window, dims: Dims, part: Dims) -> int:
    """How many cells of the marginal over `dims` make up one cell of that over `part`."""
    return window.cells(dims) // window.cells(part)


def component_noise(window: Window, dims: Dims, part: Dims, sigma: float) -> float:
    """Noise of component `part` measured in a marginal with iid noise of `sigma` on each cell.

    Its covariance is this number times the centring projection: summing n cells multiplies the
    variance by n, and centring projects.
    """
    return sigma**2 * cells_per_cell(window, dims, part)


def cell_factor(window: Window, dims: Dims, part: Dims) -> float:
    """What a unit of noise in component `part` adds to the variance of each cell over `dims`.

    Diagonal of the centring projection, over the square of the divisor in `table_of`.
    """
    projection = prod(1 - 1 / size for size in window.shape(part))
    return projection / cells_per_cell(window, dims, part) ** 2
