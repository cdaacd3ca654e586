"""Controlled rounding: whole persons whose marginals are as close to the fitted ones as can be.

Every published marginal is counted from one set of rows, so all marginals agree by construction and
no count is negative. The rows start as systematic draws (`synthetic_rows`); then codes of single
rows are changed, the best change first, for as long as the squared distance to the fitted marginals
falls. (Controlled rounding as least squares by local search; exact controlled rounding of three-way
tables is NP-hard, Cox and Ernst 1982, Kelly et al. 1990.) Period totals never change. Nothing is
random.
"""

from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from privacy.engine.junction_tree import Joint, joint_marginal
from privacy.engine.synthetic import columns, counted, synthetic_rows
from privacy.engine.window import Dims, Marginal, Window, families, membership

ROWS_AT_ONCE = 256  # of so many rows, those that gain most are changed first
MOST_CHANGES = 5_000  # with many persons a rounding error is nothing beside the noise
LEAST_GAIN = 1e-9


@dataclass(frozen=True, kw_only=True)
class Aims:
    """Fitted marginals; those of the same dimensions for disjoint periods are a family.

    `errors` (cells of all families, flat) is counted minus fitted and is kept up to date in place;
    `first` (families, periods) is where a period's marginal starts in it; `inside` (families,
    periods) is 0 where no marginal sums the period, else 1; `steps` (families, 1 + dimensions) is
    how far a code moves in a marginal, 0 for a dimension that it has not.
    """

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


def rounded_rows(window: Window, joint: Joint, marginals: list[Marginal]) -> np.ndarray:
    """Synthetic rows (persons, 1 + dimensions) whose counts are the rounded `marginals`."""
    rows = synthetic_rows(window, joint)
    if not marginals:
        return rows
    aims = aims_of(window, joint, rows, marginals)
    units = [(unit, touched(aims, unit)) for unit in units_of(window)]
    changes = 0
    while changes < MOST_CHANGES:
        before = changes
        for start in range(0, len(rows), ROWS_AT_ONCE):
            for unit, its_aims in units:
                changes += improve(rows[start : start + ROWS_AT_ONCE], unit, its_aims)
        if changes == before:
            break
    return rows


def aims_of(window: Window, joint: Joint, rows: np.ndarray, marginals: list[Marginal]) -> Aims:
    errors, first, inside, steps = [], [], [], []
    start = 0
    for family in families(marginals):
        dims = marginals[family[0]].dims
        members = np.array([membership(window, marginals[number].periods) for number in family])
        apart = counted(window, rows, dims) - joint_marginal(joint, dims)
        errors.append(np.tensordot(members, apart, axes=1).ravel())
        first.append(start + members.argmax(axis=0) * window.cells(dims))
        inside.append(members.any(axis=0))
        steps.append(steps_of(window, dims))
        start += errors[-1].size
    return Aims(
        errors=np.concatenate(errors),
        first=np.array(first),
        inside=np.array(inside, dtype=np.int64),
        steps=np.array(steps),
    )


def steps_of(window: Window, dims: Dims) -> np.ndarray:
    steps = np.zeros(1 + len(window.sizes), dtype=np.int64)
    lengths = window.shape(dims)
    for axis, column in enumerate(columns(window, dims)):
        steps[column] = np.prod(lengths[axis + 1 :], dtype=np.int64)
    return steps


def touched(aims: Aims, unit: Unit) -> Aims:
    """The families whose counts a change of the unit can move; `errors` are the same array."""
    chosen = (aims.steps[:, unit.values.any(axis=0)] != 0).any(axis=1)
    parts = {name: getattr(aims, name)[chosen] for name in ("first", "inside", "steps")}
    return replace(aims, **parts)


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


def improve(rows: np.ndarray, unit: Unit, aims: Aims) -> int:
    """Give single rows other codes, in place, where that helps; return how many changed."""
    gains = -change_costs(rows, unit, aims).min(axis=1)
    mask = unit.values.any(axis=0)
    changed = 0
    for number in np.argsort(-gains, kind="stable")[: np.count_nonzero(gains > LEAST_GAIN)]:
        # Reckoned anew: what was changed before may have taken its gain.
        costs = change_costs(rows[number : number + 1], unit, aims)[0]
        choice = int(np.argmin(costs))
        if -costs[choice] > LEAST_GAIN:
            move(rows[number], np.where(mask, unit.values[choice], rows[number]), aims)
            changed += 1
    return changed


def change_costs(rows: np.ndarray, unit: Unit, aims: Aims) -> np.ndarray:
    """What each choice for each row (rows, choices) adds to the sum of squared errors.

    Leaving a cell with error e adds (e - 1)² - e², entering one adds (e + 1)² - e².
    """
    mask = unit.values.any(axis=0)
    old = aims.first[:, rows[:, 0]] + aims.steps @ rows.T
    without = old - aims.steps[:, mask] @ rows[:, mask].T
    new = without[:, :, np.newaxis] + (aims.steps @ unit.values.T)[:, np.newaxis]
    old = old[:, :, np.newaxis]
    costs = 2 * (aims.errors[new] - aims.errors[old] + (new != old))
    sums: np.ndarray = (costs * aims.inside[:, rows[:, 0], np.newaxis]).sum(axis=0)
    return sums


def move(row: np.ndarray, moved: np.ndarray, aims: Aims) -> None:
    """Give a row its new codes, in place, and keep account of it."""
    inside, start = aims.inside[:, row[0]], aims.first[:, row[0]]
    aims.errors[start + aims.steps @ row] -= inside
    aims.errors[start + aims.steps @ moved] += inside
    row[:] = moved
