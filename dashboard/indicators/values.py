"""What was reached: exact numbers of programme outputs, protected figures of persons.

A protected figure exists for calendar years only. For any other period it is that of the last
calendar year that was over by then, and always named with its year. It must never be compared
with a target by colour, nor shown without its interval.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dashboard.figures.series import groups, periods, read_figure, series_of_groups
from dashboard.figures.shares import share_of
from dashboard.figures.sums import over_years, span_name, within_period
from dashboard.figures.wording import Figure
from dashboard.indicators.periods import PROJECT, YEARS, ReportingPeriod, reporting_periods
from dashboard.indicators.registry import Indicator, indicators, number
from dashboard.release.facts import Release, Table
from dashboard.release.known_tables import VICTIMS
from dashboard.release.memory import once

Row = Mapping[str, object]
Place = tuple[str, str, str, str]
ALL = "all"
POOLED_YEARS = 5


@dataclass(frozen=True, kw_only=True)
class Actual:
    """One period of one indicator, in all or for one code of a dimension.

    `exact` is for programme outputs, `figure` for protected ones; of a share it is the part, and
    `whole` that of which it is the part. `year` names the calendar year of a protected figure.
    """

    period: ReportingPeriod
    exact: float | None = None
    based_on: int | None = None
    figure: Figure | None = None
    whole: Figure | None = None
    year: str = ""
    baseline: float | None = None
    target: float | None = None
    progress: float | None = None
    change: float | None = None


def actual_of(release: Release, indicator: Indicator, period: ReportingPeriod) -> Actual:
    if indicator.is_protected:
        return protected(release, indicator, period)
    return exact_values(release, indicator, period).get(ALL, Actual(period=period))


def over_time(release: Release, indicator: Indicator, calendar: str = YEARS) -> list[Actual]:
    """Every period of a calendar that was over when the release was made, oldest first.

    Of a programme output none that began after the project's end, unless something was reached.
    """
    over = [
        period
        for period in reporting_periods(release, calendar)
        if period.is_over(release.released_on)
    ]
    actuals = [actual_of(release, indicator, period) for period in over]
    if not indicator.is_protected:
        return [
            actual for actual in actuals if actual.based_on or is_in_project(release, actual.period)
        ]
    return [actual for actual in actuals if actual.year == actual.period.code]


def is_in_project(release: Release, period: ReportingPeriod) -> bool:
    ends = [project.last_day for project in reporting_periods(release, PROJECT)]
    return not ends or period.first_day <= max(ends)


def exact_values(
    release: Release, indicator: Indicator, period: ReportingPeriod, dimension: str = ALL
) -> dict[str, Actual]:
    """Of a programme output, by the codes of one dimension and never of two crossed."""
    place = (indicator.code, period.calendar, period.code, dimension)
    rows = exact_rows(release).get(place, {})
    return {code: exact(row, period) for code, row in rows.items()}


def exact(row: Mapping[str, Any], period: ReportingPeriod) -> Actual:
    return Actual(
        period=period,
        exact=number(row["value"]),
        based_on=int(row["based_on"]),
        baseline=number(row["baseline"]),
        target=number(row["target"]),
        progress=number(row["progress"]),
        change=number(row["change"]),
    )


def protected(release: Release, indicator: Indicator, period: ReportingPeriod) -> Actual:
    empty = Actual(period=period)
    table = release.tables.get(indicator.release_table)
    if table is None or indicator.counted_codes is None:
        return empty
    over = [year for year in periods(release, table.name) if end_of(year) <= period.last_day]
    if not over:
        return empty
    actual = replace(empty, year=over[-1], figure=counted(release, indicator, table, over[-1]))
    if indicator.unit != "percent":
        return actual
    return replace(actual, whole=read_figure(release, VICTIMS, over[-1]))


def with_more_years(release: Release, indicator: Indicator, actual: Actual) -> Actual:
    """Where a year's share may not be shown, that of the five years up to it, if that may be."""
    table = release.tables.get(indicator.release_table)
    if table is None or actual.figure is None or actual.whole is None:
        return actual
    if share_of(actual.figure, actual.whole):
        return actual
    years = [year for year in periods(release, table.name) if year <= actual.year][-POOLED_YEARS:]
    part = over_years(counted(release, indicator, table, year) for year in years)
    whole = over_years(read_figure(release, VICTIMS, year) for year in years)
    if len(years) < POOLED_YEARS or share_of(part, whole) is None:
        return actual
    return replace(actual, year=span_name(years), figure=part, whole=whole)


def end_of(year: str) -> date:
    return date(int(year), 12, 31)


def counted(release: Release, indicator: Indicator, table: Table, year: str) -> Figure:
    return together(release, table, {**(indicator.counted_codes or {})}, year)


def together(
    release: Release, table: Table, chosen: Mapping[str, Sequence[str]], year: str
) -> Figure:
    """The chosen codes of a table's dimensions as one figure."""
    wanted = groups(table, {name: list(codes) for name, codes in chosen.items()})
    figures = [series.figures[year] for series in series_of_groups(release, table, wanted, [year])]
    return figures[0] if len(figures) == 1 else within_period(figures, table.margin)


@once
def exact_rows(release: Release) -> Mapping[Place, Mapping[str, Row]]:
    """Rows by indicator, calendar, period and dimension, then by code: arranged once a release."""
    rows: dict[Place, dict[str, Row]] = {}
    for row in release.indicator_values.to_dict("records"):
        place = (row["indicator"], row["calendar"], row["period"], row["dimension"])
        rows.setdefault(place, {})[str(row["code"])] = row
    return rows


def usual_period(
    release: Release, newest_first: list[ReportingPeriod], indicator: Indicator | None = None
) -> ReportingPeriod:
    """The last period that is over and that has a figure, or in which the project did something."""
    over = [period for period in newest_first if period.is_over(release.released_on)]
    if indicator is not None and indicator.is_protected:
        with_figure = [
            period for period in over if actual_of(release, indicator, period).year == period.code
        ]
        return (with_figure or over or newest_first)[0]
    active = [period for period in over if has_outputs(release, period)]
    return (active or over or newest_first)[0]


def has_outputs(release: Release, period: ReportingPeriod) -> bool:
    exact = exact_rows(release)
    places = [
        (indicator.code, period.calendar, period.code, ALL) for indicator in indicators(release)
    ]
    return any(row["based_on"] for place in places for row in exact.get(place, {}).values())
