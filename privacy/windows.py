"""Which measurements are estimated together, and what each of their cells is published as.

A window is a run of years: a declared five-year window (overlapping ones are one), or the years
between two of them. Its measurements are reconciled, fitted and rounded together, so that all its
tables agree. Which years belong together is a matter of declaration, never of data, and everything
here is post-processing of stored measurements.
"""

from collections.abc import Iterable

import numpy as np

from privacy.figures import release
from privacy.measurements import Measurement
from privacy.reconcile import NotMeasuredError
from privacy.spec import ReleaseSpec, cohorts_of
from privacy.window import Measurement as Measured
from privacy.window import Table, Window

# Value, lower and upper end of one cell.
Cell = tuple[int, int, int]
Codes = dict[str, tuple[str, ...]]


def published_cells(
    spec: ReleaseSpec, measurements: Iterable[Measurement]
) -> dict[str, list[Cell]]:
    """For each measurement, by its id, the published cells in the order of its own keys."""
    cells: dict[str, list[Cell]] = {}
    groups: dict[tuple[str, str, int], list[Measurement]] = {}
    windows = declared_windows(spec)
    # In one order, so that the same measurements always give the same figures.
    for measurement in sorted(measurements, key=lambda each: each.id):
        if measurement.table.cells_per_person > 1:
            # A person in several cells: such a table is no margin of persons.
            cells[measurement.id] = as_measured(measurement)
            continue
        first = cohorts_of(measurement.period)[0]
        window = next(number for number, years in enumerate(windows) if first in years)
        table = measurement.table
        groups.setdefault((table.mart, table.count, window), []).append(measurement)
    for (_, _, window), group in groups.items():
        cells |= cells_of_window(windows[window], group)
    return cells


def declared_windows(spec: ReleaseSpec) -> list[range]:
    """Runs of years that cover all closed years and all declared five-year windows."""
    periods = spec.periods
    runs: list[range] = []
    for start in sorted(periods.five_year_windows):
        if runs and start in runs[-1]:
            runs[-1] = range(runs[-1].start, start + 5)
        else:
            runs.append(range(start, start + 5))
    between: list[range] = []
    year = periods.first_year
    for run in [*runs, range(periods.closed_through + 1, periods.closed_through + 1)]:
        if year < run.start:
            between.append(range(year, run.start))
        year = max(year, run.stop)
    return sorted([*runs, *between], key=lambda run: run.start)


def cells_of_window(years: range, group: list[Measurement]) -> dict[str, list[Cell]]:
    codes = codes_of_window(group)
    measured_years = sorted({year for each in group for year in cohorts_of(each.period)})
    window = Window(
        sizes={dimension: len(listed) for dimension, listed in codes.items()},
        periods=len(measured_years),
    )
    place = {year: number for number, year in enumerate(measured_years)}
    measured = [in_window(measurement, window, codes, place) for measurement in group]
    try:
        figures = release(window, measured, [each.table for each in measured]).figures
    except NotMeasuredError:
        # A year that no table measured, for want of budget, can't be estimated with the others.
        return {measurement.id: as_measured(measurement) for measurement in group}
    return {
        measurement.id: list(
            zip(
                *(
                    in_own_order(each, measurement, codes)
                    for each in (figure.values, figure.lower, figure.upper)
                ),
                strict=True,
            )
        )
        for measurement, figure in zip(group, figures, strict=True)
    }


def codes_of_window(group: list[Measurement]) -> Codes:
    """The dimensions of a window and the codes of each, both sorted: the vocabulary's order may
    change after a measurement, and must not change a figure.
    """
    codes: Codes = {}
    for measurement in group:
        for dimension, listed in zip(measurement.table.dimensions, measurement.codes, strict=True):
            codes[dimension] = tuple(sorted(listed))
    return dict(sorted(codes.items()))


def in_window(
    measurement: Measurement, window: Window, codes: Codes, place: dict[int, int]
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
            dims=ordered, periods=tuple(place[year] for year in cohorts_of(measurement.period))
        ),
        sigma=measurement.scale,
        counts=counts.transpose([dimensions.index(dimension) for dimension in ordered]),
    )


def in_own_order(array: np.ndarray, measurement: Measurement, codes: Codes) -> list[int]:
    """The inverse of `in_window`: cells in the order of the measurement's keys."""
    dimensions = measurement.table.dimensions
    ordered = [dimension for dimension in codes if dimension in dimensions]
    own = array.transpose([ordered.index(dimension) for dimension in dimensions])
    for axis, (dimension, listed) in enumerate(zip(dimensions, measurement.codes, strict=True)):
        own = own.take([codes[dimension].index(code) for code in listed], axis=axis)
    return [int(count) for count in own.ravel()]


def as_measured(measurement: Measurement) -> list[Cell]:
    """Each noisy count on its own, cut off at zero: an interval that held the truth still does."""
    margin = measurement.margin
    return [
        (max(0, noisy), max(0, noisy - margin), max(0, noisy + margin))
        for noisy in measurement.values
    ]
