"""What each measured cell is published as, and the synthetic persons who make up all of them.

A group of measurements (groups.py) is one window of the engine: reconciled, fitted and rounded
together, so that all its tables agree; it leans on earlier windows of the same rows, and on no
later one, so that a closed window's figures stay. Everything here is post-processing of stored
measurements.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from privacy.figures import Release, release
from privacy.groups import QUARTER, QUARTER_CODES, Group, groups_of
from privacy.measurements import Measurement
from privacy.pattern import Shapes
from privacy.reconcile import NotMeasuredError
from privacy.spec import ReleaseSpec, StructuralZero, cohorts_of, quarter_of, spans_years
from privacy.window import Measurement as Measured
from privacy.window import Table, Window, Zeros

# Value, lower and upper end of one cell.
Cell = tuple[int, int, int]
Codes = dict[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class SyntheticRows:
    """Persons who do not exist, from whom every table of their population's years is counted."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """What a window hands on to the next one of the same rows."""

    codes: Codes
    shapes: Shapes


@dataclass(frozen=True, kw_only=True)
class Published:
    """`cells`: for each measurement, by its id, the cells in the order of its own keys; `rows`: by
    the name of the count, where a row of the mart is a person."""

    cells: dict[str, list[Cell]] = field(default_factory=dict)
    rows: dict[str, SyntheticRows] = field(default_factory=dict)


def published(spec: ReleaseSpec, measurements: Iterable[Measurement]) -> Published:
    cells: dict[str, list[Cell]] = {}
    persons: dict[str, list[dict[str, str]]] = {}
    patterns: dict[tuple[str, str], Pattern] = {}
    for group in groups_of(spec, measurements):
        estimated = release_of(spec, group, patterns.get(group.rows))
        if estimated is None:
            cells |= {measurement.id: as_measured(measurement) for measurement in group.all}
            continue
        patterns[group.rows] = Pattern(codes=codes_of_group(group), shapes=estimated.shapes)
        cells |= cells_of(group, estimated)
        cells |= {measurement.id: as_measured(measurement) for measurement in group.alone}
        if not spans_years(group.joined[0].table):
            persons.setdefault(group.joined[0].table.count, []).extend(persons_of(group, estimated))
    return Published(
        cells=cells, rows={count: synthetic_rows(found) for count, found in persons.items()}
    )


def published_cells(
    spec: ReleaseSpec, measurements: Iterable[Measurement]
) -> dict[str, list[Cell]]:
    return published(spec, measurements).cells


def release_of(spec: ReleaseSpec, group: Group, earlier: Pattern | None) -> Release | None:
    """None where some period was measured by no table, for want of budget: it can't be estimated
    with the others."""
    if not group.joined:
        return None
    codes, places = codes_of_group(group), places_of(group)
    window = Window(
        sizes={dimension: len(listed) for dimension, listed in codes.items()},
        periods=len(places),
        zeros=tuple(zeros_of(spec, codes)),
    )
    measured = [in_window(measurement, window, codes, places) for measurement in group.joined]
    try:
        return release(
            window, measured, [each.table for each in measured], known_shapes(earlier, codes)
        )
    except NotMeasuredError:
        return None


def known_shapes(earlier: Pattern | None, codes: Codes) -> Shapes:
    """Those of dimensions that have had the same codes since."""
    if earlier is None:
        return {}
    same = {dimension for dimension in codes if earlier.codes.get(dimension) == codes[dimension]}
    return {dims: shape for dims, shape in earlier.shapes.items() if set(dims) <= same}


def codes_of_group(group: Group) -> Codes:
    """The dimensions of a window and the codes of each, both sorted: the vocabulary's order may
    change after a measurement, and must not change a figure.
    """
    codes: Codes = {}
    for measurement in group.joined:
        for dimension, listed in zip(measurement.table.dimensions, measurement.codes, strict=True):
            codes[dimension] = tuple(sorted(listed))
    return dict(sorted(codes.items()))


def places_of(group: Group) -> dict[str, int]:
    """The periods of a window, years or the quarters of an open year, and their numbers."""
    names = {name for each in group.joined for name in atoms_of(each.period)}
    return {name: number for number, name in enumerate(sorted(names))}


def atoms_of(period: str) -> list[str]:
    return [period] if quarter_of(period) is not None else [str(y) for y in cohorts_of(period)]


def zeros_of(spec: ReleaseSpec, codes: Codes) -> Iterable[Zeros]:
    for zero in spec.structural_zeros:
        if zero.dimension in codes and zero.other in codes:
            dims = tuple(dim for dim in codes if dim in (zero.dimension, zero.other))
            yield Zeros(dims=dims, possible=possible(zero, [codes[dim] for dim in dims], dims))


def possible(
    zero: StructuralZero, codes: list[tuple[str, ...]], dims: tuple[str, ...]
) -> np.ndarray:
    """False in the cells of the two dimensions that no row can be in: (codes of one, of other)."""
    forbidden = {zero.dimension: {zero.code}, zero.other: set(zero.codes)}
    first, second = (
        np.array([code in forbidden[dim] for code in listed])
        for dim, listed in zip(dims, codes, strict=True)
    )
    return ~np.logical_and.outer(first, second)


def in_window(
    measurement: Measurement, window: Window, codes: Codes, places: dict[str, int]
) -> Measured:
    """The measurement with its axes, and the codes on each, in the order of the window."""
    dimensions = measurement.table.dimensions
    counts = np.array(measurement.values, dtype=float).reshape(
        [len(listed) for listed in measurement.codes]
    )
    for axis, (dimension, listed) in enumerate(zip(dimensions, measurement.codes, strict=True)):
        counts = counts.take([listed.index(code) for code in codes[dimension]], axis=axis)
    ordered = window.ordered(set(dimensions))
    return Measured(
        table=Table(
            dims=ordered, periods=tuple(places[name] for name in atoms_of(measurement.period))
        ),
        sigma=measurement.scale,
        counts=counts.transpose([dimensions.index(dimension) for dimension in ordered]),
    )


def cells_of(group: Group, estimated: Release) -> dict[str, list[Cell]]:
    codes = codes_of_group(group)
    cells: dict[str, list[Cell]] = {}
    for measurement, figure in zip(group.joined, estimated.figures, strict=True):
        parts = (figure.values, figure.lower, figure.upper)
        own = [in_own_order(each, measurement, codes) for each in parts]
        cells |= by_period(measurement, list(zip(*own, strict=True)))
    return cells


def by_period(measurement: Measurement, cells: list[Cell]) -> dict[str, list[Cell]]:
    """A year by quarter is told as the quarters that were measured."""
    if QUARTER not in measurement.table.dimensions:
        return {measurement.id: cells}
    names = [f"{measurement.id}-{quarter}" for quarter in QUARTER_CODES]
    return {name: cells[number :: len(names)] for number, name in enumerate(names)}


def in_own_order(array: np.ndarray, measurement: Measurement, codes: Codes) -> list[int]:
    """The inverse of `in_window`: cells in the order of the measurement's keys."""
    dimensions = measurement.table.dimensions
    ordered = [dimension for dimension in codes if dimension in dimensions]
    own = array.transpose([ordered.index(dimension) for dimension in dimensions])
    for axis, (dimension, listed) in enumerate(zip(dimensions, measurement.codes, strict=True)):
        own = own.take([codes[dimension].index(code) for code in listed], axis=axis)
    return [int(count) for count in own.ravel()]


def persons_of(group: Group, estimated: Release) -> Iterable[dict[str, str]]:
    """One synthetic person a row, by the codes of the window's dimensions."""
    codes, periods = codes_of_group(group), list(places_of(group))
    for period, *places in estimated.rows.tolist():
        yield {"period": periods[period]} | {
            dimension: listed[place]
            for (dimension, listed), place in zip(codes.items(), places, strict=True)
        }


def synthetic_rows(persons: list[dict[str, str]]) -> SyntheticRows:
    names = sorted({name for person in persons for name in person} - {"period"})
    columns = ("period", *names)
    rows = sorted(tuple(person.get(name, "") for name in columns) for person in persons)
    return SyntheticRows(columns=columns, rows=tuple(rows))


def as_measured(measurement: Measurement) -> list[Cell]:
    """Each noisy count on its own, cut off at zero: an interval that held the truth still does."""
    margin = measurement.margin
    return [
        (max(0, noisy), max(0, noisy - margin), max(0, noisy + margin))
        for noisy in measurement.values
    ]
