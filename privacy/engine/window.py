"""What is measured and what is wanted: windows of periods, marginals, measurements.

A window is a run of periods (years of five years, quarters of a year) that is estimated together.
Every array has its axes in the order of `Window.sizes`; a *stack* is a marginal for each period, so
its first axis is the period: shape (periods, *marginal). Nothing here computes an estimate.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

import numpy as np

Dims = tuple[str, ...]


class WindowError(ValueError):
    """A marginal, measurement or zero does not fit its window: a mistake in the declaration."""


@dataclass(frozen=True, kw_only=True)
class Zeros:
    """Cells that cannot hold anybody. `possible`: booleans in the shape of `dims`."""

    dims: Dims
    possible: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Window:
    """`sizes`: how many codes each dimension has; `periods`: how many periods there are."""

    sizes: Mapping[str, int]
    periods: int
    zeros: tuple[Zeros, ...] = ()

    def shape(self, dims: Dims) -> tuple[int, ...]:
        return tuple(self.sizes[dim] for dim in dims)

    def cells(self, dims: Dims) -> int:
        return prod(self.shape(dims))

    def ordered(self, dims: set[str]) -> Dims:
        return tuple(dim for dim in self.sizes if dim in dims)


@dataclass(frozen=True, kw_only=True)
class Marginal:
    """A marginal over `dims`, summed over `periods` (numbers 0, 1, ... of the window)."""

    dims: Dims
    periods: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class MeasuredMarginal:
    """A marginal as it was measured: `counts` in its shape, each with noise of `sigma`."""

    marginal: Marginal
    sigma: float
    counts: np.ndarray


def check_measurements(window: Window, measurements: list[MeasuredMarginal]) -> None:
    for measurement in measurements:
        check_marginal(window, measurement.marginal)
        expected = window.shape(measurement.marginal.dims)
        if measurement.counts.shape != expected:
            raise WindowError(
                f"The measurement of {measurement.marginal.dims} has shape "
                f"{measurement.counts.shape}; its dimensions have {expected} codes."
            )
        if not measurement.sigma > 0:
            raise WindowError(f"The measurement of {measurement.marginal.dims} states no noise.")


def check_marginal(window: Window, marginal: Marginal) -> None:
    if marginal.dims != window.ordered(set(marginal.dims)):
        raise WindowError(f"Dimensions {marginal.dims} are unknown or not in the window's order.")
    if not marginal.periods or set(marginal.periods) - set(range(window.periods)):
        raise WindowError(f"Periods {marginal.periods} are not within 0..{window.periods - 1}.")


def membership(window: Window, periods: tuple[int, ...]) -> np.ndarray:
    """1 for each period that is summed, else 0. Shape (periods,)."""
    weights = np.zeros(window.periods)
    weights[list(periods)] = 1
    return weights


def marginal_stack(stack: np.ndarray, dims: Dims, onto: Dims) -> np.ndarray:
    """Sum a stack over `dims` to a stack over `onto`: (periods, *dims) -> (periods, *onto)."""
    axes = tuple(1 + axis for axis, dim in enumerate(dims) if dim not in onto)
    sums: np.ndarray = stack.sum(axis=axes)
    return sums


def spread(stack: np.ndarray, dims: Dims, over: Dims) -> np.ndarray:
    """Give a stack over `dims` axes of length 1 so that it broadcasts over `over`."""
    lengths = iter(stack.shape[1:])
    return stack.reshape(len(stack), *(next(lengths) if dim in dims else 1 for dim in over))


def families(marginals: list[Marginal]) -> list[list[int]]:
    """Positions of marginals with the same dimensions and no common period: for one array."""
    together: list[list[int]] = []
    for position, marginal in enumerate(marginals):
        family = next(
            (members for members in together if joins(marginal, [marginals[i] for i in members])),
            None,
        )
        if family is None:
            together.append([position])
        else:
            family.append(position)
    return together


def joins(marginal: Marginal, family: list[Marginal]) -> bool:
    return all(
        member.dims == marginal.dims and not set(member.periods) & set(marginal.periods)
        for member in family
    )
