"""Which measurements are estimated together.

A window is a run of years: a declared five-year window (overlapping ones are one), or the years
between two of them. A group holds a window's measurements of one population's rows. The quarters of
a year are one more dimension of it; those of a year that is not over are a group of their own.
Which years belong together is a matter of declaration, never of data.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from privacy.declared.spec import (
    QUARTERS,
    ReleaseSpec,
    cohorts_of,
    measurement_id,
    population_of,
    quarter_of,
)
from privacy.records.measurements import Measurement

QUARTER = "quarter"
QUARTER_CODES = tuple(f"Q{quarter}" for quarter in QUARTERS)


@dataclass(frozen=True, kw_only=True)
class Group:
    """Measurements that are estimated together. `joined`: a year's quarters are one table by
    quarter; `alone` are those that can't be: a row stands in several of their cells, or a quarter
    of the year was never measured. `rows`: whose they are, population and name of the count."""

    rows: tuple[str, str]
    joined: tuple[Measurement, ...]
    alone: tuple[Measurement, ...]
    all: tuple[Measurement, ...]


def groups_of(spec: ReleaseSpec, measurements: Iterable[Measurement]) -> list[Group]:
    """In the order of time, for the same rows."""
    members: dict[tuple[str, str, int], list[Measurement]] = {}
    # In one order, so that the same measurements always give the same figures.
    for measurement in sorted(measurements, key=lambda measurement: measurement.id):
        table, year = measurement.table, cohorts_of(measurement.period)[0]
        place = (population_of(spec, table).name, table.count, window_number(spec, year))
        members.setdefault(place, []).append(measurement)
    return [group_of(spec, place[:2], members[place]) for place in sorted(members)]


def window_number(spec: ReleaseSpec, year: int) -> int:
    """A year that is not over has the last number: it is in no window yet."""
    windows = declared_windows(spec)
    if year > spec.periods.closed_through:
        return len(windows)
    return next(number for number, years in enumerate(windows) if year in years)


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


def group_of(spec: ReleaseSpec, rows: tuple[str, str], members: list[Measurement]) -> Group:
    single = [measurement for measurement in members if not measurement.table.several]
    is_open = cohorts_of(members[0].period)[0] > spec.periods.closed_through
    by_year: dict[str, list[Measurement]] = {}
    for measurement in single:
        if quarter_of(measurement.period) is not None and not is_open:
            by_year.setdefault(year_id(measurement), []).append(measurement)
    whole = [quarters for quarters in by_year.values() if len(quarters) == len(QUARTERS)]
    parts = {quarter.id for quarters in by_year.values() for quarter in quarters}
    joined = [measurement for measurement in single if measurement.id not in parts]
    joined += [year_by_quarter(quarters) for quarters in whole]
    estimated = {measurement.id for measurement in joined}
    estimated |= {quarter.id for quarters in whole for quarter in quarters}
    return Group(
        rows=rows,
        joined=tuple(joined),
        alone=tuple(measurement for measurement in members if measurement.id not in estimated),
        all=tuple(members),
    )


def year_id(measurement: Measurement) -> str:
    return measurement_id(measurement.table, str(cohorts_of(measurement.period)[0]))


def year_by_quarter(quarters: list[Measurement]) -> Measurement:
    """The quarters of a year as one measurement of the year by quarter: the last dimension."""
    first = quarters[0]
    ordered = sorted(quarters, key=lambda quarter: quarter.period)
    return replace(
        first,
        table=replace(first.table, dimensions=(*first.table.dimensions, QUARTER)),
        period=str(cohorts_of(first.period)[0]),
        codes=(*first.codes, QUARTER_CODES),
        values=tuple(np.array([quarter.values for quarter in ordered]).T.ravel().tolist()),
    )
