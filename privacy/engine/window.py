"""What is measured and what is wanted: windows of periods, tables, measurements.

A window is a run of periods (years of five years, quarters of a year) that is estimated together.
Every array has its axes in the order of `Window.sizes`; a *stack* is a table for each period, so
its first axis is the period: shape (periods, *table). Nothing here computes an estimate.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

import numpy as np

Dims = tuple[str, ...]


class WindowError(ValueError):
    """A table, measurement or zero does not fit its window: a mistake in the declaration."""


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
class Table:
    """A margin over `dims`, summed over `periods` (numbers 0, 1, ... of the window)."""

    dims: Dims
    periods: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """One table as it was measured: `counts` in the table's shape, each with noise of `sigma`."""

    table: Table
    sigma: float
    counts: np.ndarray


def check_measurements(window: Window, measurements: list[Measurement]) -> None:
    for measurement in measurements:
        check_table(window, measurement.table)
        expected = window.shape(measurement.table.dims)
        if measurement.counts.shape != expected:
            raise WindowError(
                f"The measurement of {measurement.table.dims} has shape "
                f"{measurement.counts.shape}; its dimensions have {expected} codes."
            )
        if not measurement.sigma > 0:
            raise WindowError(f"The measurement of {measurement.table.dims} states no noise.")


def check_table(window: Window, table: Table) -> None:
    if table.dims != window.ordered(set(table.dims)):
        raise WindowError(f"Dimensions {table.dims} are unknown or not in the window's order.")
    if not table.periods or set(table.periods) - set(range(window.periods)):
        raise WindowError(f"Periods {table.periods} are not within 0..{window.periods - 1}.")


def membership(window: Window, periods: tuple[int, ...]) -> np.ndarray:
    """1 for each period that is summed, else 0. Shape (periods,)."""
    weights = np.zeros(window.periods)
    weights[list(periods)] = 1
    return weights


def margin(stack: np.ndarray, dims: Dims, onto: Dims) -> np.ndarray:
    """Sum a stack over `dims` to a stack over `onto`: (periods, *dims) -> (periods, *onto)."""
    return stack.sum(axis=tuple(1 + axis for axis, dim in enumerate(dims) if dim not in onto))


def spread(stack: np.ndarray, dims: Dims, over: Dims) -> np.ndarray:
    """Give a stack over `dims` axes of length 1 so that it broadcasts over `over`."""
    lengths = iter(stack.shape[1:])
    return stack.reshape(len(stack), *(next(lengths) if dim in dims else 1 for dim in over))


def families(tables: list[Table]) -> list[list[int]]:
    """Positions of tables that share dimensions and no period, so that one array can hold them."""
    found: list[list[int]] = []
    for position, table in enumerate(tables):
        family = next((each for each in found if joins(table, [tables[i] for i in each])), None)
        if family is None:
            found.append([position])
        else:
            family.append(position)
    return found


def joins(table: Table, family: list[Table]) -> bool:
    return all(
        each.dims == table.dims and not set(each.periods) & set(table.periods) for each in family
    )
