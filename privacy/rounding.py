"""Controlled rounding: whole persons whose tables are as close to the fitted ones as can be.

Every published table is counted from one set of rows, so all margins agree by construction and no
count is negative. The rows start as systematic draws (`synthetic_rows`); then codes of single rows
are changed, the best change first, for as long as the squared distance to the fitted tables falls.
(Controlled rounding as least squares by local search; exact controlled rounding of three-way tables
is NP-hard, Cox and Ernst 1982, Kelly et al. 1990.) Period totals never change. Nothing is random.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from privacy.junction_tree import Joint, joint_margin
from privacy.synthetic import columns, counted, synthetic_rows
from privacy.window import Dims, Table, Window, families, membership

ROWS_AT_ONCE = 256  # the best change is sought among so many rows
MOST_CHANGES = 5_000  # with many persons a rounding error is nothing beside the noise
LEAST_GAIN = 1e-9


@dataclass(frozen=True, kw_only=True)
class Aim:
    """Fitted tables of the same dimensions for disjoint periods.

    `errors` (cells of all of them, flat) is counted minus fitted and is kept up to date in place;
    `first` (periods,) is where a period's table starts in it; `inside` (periods,) is false where
    no table sums the period; `steps` (1 + dimensions,) is how far a code moves in a table.
    """

    dims: Dims
    errors: np.ndarray
    first: np.ndarray
    inside: np.ndarray
    steps: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Unit:
    """Dimensions that change together, because zeros tie them, and the codes they may take:
    `values` (choices, 1 + dimensions), zero elsewhere."""

    dims: Dims
    values: np.ndarray


def rounded_rows(window: Window, joint: Joint, tables: list[Table]) -> np.ndarray:
    """Synthetic rows (persons, 1 + dimensions) whose counts are the rounded `tables`."""
    rows = synthetic_rows(window, joint)
    aims = [aim(window, joint, rows, [tables[i] for i in family]) for family in families(tables)]
    units = units_of(window)
    changes = 0
    while changes < MOST_CHANGES:
        before = changes
        for start in range(0, len(rows), ROWS_AT_ONCE):
            for unit in units:
                changes += improve(rows[start : start + ROWS_AT_ONCE], unit, aims)
        if changes == before:
            break
    return rows


def aim(window: Window, joint: Joint, rows: np.ndarray, tables: list[Table]) -> Aim:
    dims = tables[0].dims
    members = np.array([membership(window, table.periods) for table in tables])
    apart = counted(window, rows, dims) - joint_margin(joint, dims)
    steps = np.zeros(1 + len(window.sizes), dtype=np.int64)
    lengths = window.shape(dims)
    for axis, column in enumerate(columns(window, dims)):
        steps[column] = np.prod(lengths[axis + 1 :], dtype=np.int64)
    return Aim(
        dims=dims,
        errors=np.tensordot(members, apart, axes=1).ravel(),
        first=members.argmax(axis=0) * window.cells(dims),
        inside=members.any(axis=0),
        steps=steps,
    )


def units_of(window: Window) -> list[Unit]:
    """Single dimensions, but those that zeros tie together as one."""
    groups = [{dim} for dim in window.sizes]
    for zeros in window.zeros:
        tied = [group for group in groups if group & set(zeros.dims)]
        groups = [group for group in groups if group not in tied] + [set().union(*tied)]
    return [unit(window, window.ordered(group)) for group in groups]


def unit(window: Window, dims: Dims) -> Unit:
    values = np.zeros((window.cells(dims), 1 + len(window.sizes)), dtype=np.int64)
    values[:, columns(window, dims)] = list(product(*(range(n) for n in window.shape(dims))))
    possible = np.ones(len(values), dtype=bool)
    for zeros in window.zeros:
        if set(zeros.dims) <= set(dims):
            possible &= zeros.possible[tuple(values[:, columns(window, zeros.dims)].T)]
    return Unit(dims=dims, values=values[possible])


def improve(rows: np.ndarray, unit: Unit, aims: list[Aim]) -> int:
    """Give single rows other codes, in place, while that helps; return how many changed."""
    touched = [each for each in aims if set(each.dims) & set(unit.dims)]
    mask = unit.values.any(axis=0)
    changed = 0
    while touched:
        costs = sum(change_costs(rows, unit, each, mask) for each in touched)
        row, choice = np.unravel_index(np.argmin(costs), costs.shape)
        if costs[row, choice] > -LEAST_GAIN:
            break
        moved = np.where(mask, unit.values[choice], rows[row])
        for each in touched:
            record(each, rows[row], moved)
        rows[row] = moved
        changed += 1
    return changed


def change_costs(rows: np.ndarray, unit: Unit, aim: Aim, mask: np.ndarray) -> np.ndarray:
    """What each choice for each row (rows, choices) adds to the sum of squared errors.

    Leaving a cell with error e adds (e - 1)² - e², entering one adds (e + 1)² - e².
    """
    old = aim.first[rows[:, 0]] + rows @ aim.steps
    without = old - rows[:, mask] @ aim.steps[mask]
    new = without[:, np.newaxis] + unit.values @ aim.steps
    moves = (new != old[:, np.newaxis]) & aim.inside[rows[:, 0], np.newaxis]
    return moves * 2 * (aim.errors[new] - aim.errors[old][:, np.newaxis] + 1)


def record(aim: Aim, old: np.ndarray, new: np.ndarray) -> None:
    """Move one person from the cell of row `old` to that of row `new`."""
    if aim.inside[old[0]]:
        aim.errors[aim.first[old[0]] + old @ aim.steps] -= 1
        aim.errors[aim.first[new[0]] + new @ aim.steps] += 1
