"""Which measurement of a table and period is published: the first, or one made once more since.

A revision counts only when all its tables are stored, so that a year is never half old and half
new. Its year is estimated by itself: what was measured before the correction, five-year tables and
quarters included, speaks of records that were different, and is published as it was.
"""

from collections.abc import Iterable, Mapping
from operator import itemgetter

from privacy.declared.spec import ReleaseSpec, Table, closed_periods, measurement_id, population_of
from privacy.estimating.published import Published, SyntheticRows, published
from privacy.records.measurements import Measurement, Revision, revised_id

Stored = Mapping[str, Measurement]


def first_measurements(
    spec: ReleaseSpec, tables: Iterable[Table], stored: Stored
) -> list[Measurement]:
    """What is stored and still declared, in the spec's order. The rest stays in the store."""
    declared = [
        measurement_id(table, period) for table in tables for period in closed_periods(spec, table)
    ]
    return [stored[name] for name in declared if name in stored]


def current(first: Iterable[Measurement], stored: Stored) -> list[Measurement]:
    newest = newest_revisions(stored)
    return [newest.get(measurement.id, measurement) for measurement in first]


def newest_revisions(stored: Stored) -> dict[str, Measurement]:
    """By the id of the first measurement, the last one of those made once more and complete."""
    complete = [
        (measurement.revision.number, first_id(measurement), measurement)
        for measurement in stored.values()
        if measurement.revision and is_complete(measurement.revision, measurement.period, stored)
    ]
    return {first: measurement for _, first, measurement in sorted(complete, key=itemgetter(0))}


def first_id(measurement: Measurement) -> str:
    return measurement_id(measurement.table, measurement.period)


def is_complete(revision: Revision, period: str, stored: Stored) -> bool:
    """Whether all tables that were to be measured together are there."""
    return all(revised_id(f"{name}/{period}", revision) in stored for name in revision.tables)


def estimated(
    spec: ReleaseSpec, first: Iterable[Measurement], chosen: Iterable[Measurement]
) -> Published:
    """The figures of all `first` measurements together, and of the `chosen` revised years apart."""
    figures = published(spec, first)
    for group in revised_years(spec, chosen):
        figures = with_year(figures, published(spec, group), group[0].period)
    return figures


def revised_years(spec: ReleaseSpec, chosen: Iterable[Measurement]) -> list[list[Measurement]]:
    """The year tables of each population and revised year, together."""
    groups: dict[tuple[str, str], list[Measurement]] = {}
    for measurement in chosen:
        place = population_of(spec, measurement.table).name, measurement.period
        groups.setdefault(place, []).append(measurement)
    return [
        group for group in groups.values() if any(measurement.revision for measurement in group)
    ]


def with_year(all_years: Published, year: Published, period: str) -> Published:
    """Cells of the year replace those of the same measurement, and its persons the year's."""
    rows = dict(all_years.rows)
    for count, revised in year.rows.items():
        rows[count] = with_rows_of_year(rows[count], revised, period)
    return Published(cells=all_years.cells | year.cells, rows=rows)


def with_rows_of_year(every: SyntheticRows, revised: SyntheticRows, period: str) -> SyntheticRows:
    """The revised year's persons have no code where no table of the year has the dimension."""
    others = [row for row in every.rows if not is_of_year(row[0], period)]
    columns = {name: place for place, name in enumerate(revised.columns)}
    new = [
        tuple(row[columns[name]] if name in columns else "" for name in every.columns)
        for row in revised.rows
    ]
    return SyntheticRows(columns=every.columns, rows=tuple(sorted([*others, *new])))


def is_of_year(period: str, year: str) -> bool:
    return period == year or period.startswith(f"{year}-")
