"""What each measured cell is published as, and the synthetic persons who make up all of them.

A group of measurements (groups.py) is one window of the engine: reconciled, fitted and rounded
together, so that all its tables agree; it leans on what it has in common with others. Everything
here is post-processing of stored measurements.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from privacy.declared.spec import ReleaseSpec, spans_years
from privacy.engine.common_pattern import common_shapes
from privacy.engine.whole_counts import WindowFigures, window_figures
from privacy.estimating.estimable import (
    CodesByDimension,
    codes_of_group,
    estimable_of,
    leaned_on,
    places_of,
)
from privacy.estimating.groups import QUARTER, QUARTER_CODES, Group, groups_of
from privacy.records.measurements import Measurement

# Value, lower and upper end of one cell.
PublishedCell = tuple[int, int, int]


@dataclass(frozen=True, kw_only=True)
class SyntheticRows:
    """Persons who do not exist, from whom every table of their population's years is counted."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Published:
    """`cells`: for each measurement, by its id, the cells in the order of its own keys; `rows`: by
    the name of the count, where a row of the mart is a person."""

    cells: dict[str, list[PublishedCell]] = field(default_factory=dict)
    rows: dict[str, SyntheticRows] = field(default_factory=dict)


def published(spec: ReleaseSpec, measurements: Iterable[Measurement]) -> Published:
    cells: dict[str, list[PublishedCell]] = {}
    persons: dict[str, list[dict[str, str]]] = {}
    groups = [(group, estimable_of(spec, group)) for group in groups_of(spec, measurements)]
    estimable = [own for _, own in groups if own is not None]
    for group, own in groups:
        if own is None:
            cells |= {measurement.id: as_measured(measurement) for measurement in group.all}
            continue
        measured = list(own.measured)
        common = common_shapes(own.window, leaned_on(own, estimable))
        marginals = [measurement.marginal for measurement in measured]
        estimated = window_figures(own.window, measured, marginals, common)
        cells |= cells_of(group, estimated)
        cells |= {measurement.id: as_measured(measurement) for measurement in group.alone}
        if not spans_years(group.joined[0].table):
            persons.setdefault(group.joined[0].table.count, []).extend(persons_of(group, estimated))
    return Published(
        cells=cells, rows={count: synthetic_rows(people) for count, people in persons.items()}
    )


def cells_of(group: Group, estimated: WindowFigures) -> dict[str, list[PublishedCell]]:
    codes = codes_of_group(group)
    cells: dict[str, list[PublishedCell]] = {}
    for measurement, figure in zip(group.joined, estimated.figures, strict=True):
        parts = (figure.values, figure.lower, figure.upper)
        own = [in_own_order(part, measurement, codes) for part in parts]
        cells |= by_period(measurement, list(zip(*own, strict=True)))
    return cells


def by_period(
    measurement: Measurement, cells: list[PublishedCell]
) -> dict[str, list[PublishedCell]]:
    """A year by quarter is told as the quarters that were measured."""
    if QUARTER not in measurement.table.dimensions:
        return {measurement.id: cells}
    names = [f"{measurement.id}-{quarter}" for quarter in QUARTER_CODES]
    return {name: cells[number :: len(names)] for number, name in enumerate(names)}


def in_own_order(array: np.ndarray, measurement: Measurement, codes: CodesByDimension) -> list[int]:
    """The inverse of `in_window`: cells in the order of the measurement's keys."""
    dimensions = measurement.table.dimensions
    ordered = [dimension for dimension in codes if dimension in dimensions]
    own = array.transpose([ordered.index(dimension) for dimension in dimensions])
    for axis, (dimension, listed) in enumerate(zip(dimensions, measurement.codes, strict=True)):
        own = own.take([codes[dimension].index(code) for code in listed], axis=axis)
    return [int(count) for count in own.ravel()]


def persons_of(group: Group, estimated: WindowFigures) -> Iterable[dict[str, str]]:
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


def as_measured(measurement: Measurement) -> list[PublishedCell]:
    """Each noisy count on its own, cut off at zero: an interval that held the truth still does."""
    margin = measurement.margin
    return [
        (max(0, noisy), max(0, noisy - margin), max(0, noisy + margin))
        for noisy in measurement.values
    ]
