"""What was reached: exact numbers of programme outputs, protected figures of persons.

A protected figure exists for calendar years only. For any other period it is that of the last
calendar year that was over by then, and always named with its year. It must never be compared
with a target by colour, nor shown without its interval.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dashboard.figures.series import figure, groups, periods, series
from dashboard.figures.shares import share
from dashboard.figures.sums import over_years, span_name, within_period
from dashboard.figures.wording import Figure
from dashboard.indicators.facts import Indicator, number
from dashboard.indicators.index import indexed
from dashboard.indicators.periods import PROJECT, YEARS, ReportingPeriod, reporting_periods
from dashboard.release.file import Release, Table

ALL = "all"
TOTAL = "victims_by_year"
POOLED_YEARS = 5
# The codes of its table that a protected indicator counts; without a line here, every person.
COUNTED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "victims_assisted": {"assistance": ("assisted",)},
    "referred_within_7_days": {"referral_delay": ("within_1_day", "2_7_days")},
    "persons_investigated": {"stage": ("investigated",)},
    "persons_indicted": {"stage": ("indicted",)},
    "persons_convicted": {"stage": ("convicted",)},
}


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


def actual(release: Release, one: Indicator, period: ReportingPeriod) -> Actual:
    if one.is_protected:
        return protected(release, one, period)
    return exact_values(release, one, period).get(ALL, Actual(period=period))


def over_time(release: Release, one: Indicator, calendar: str = YEARS) -> list[Actual]:
    """Every period of a calendar that was over when the release was made, oldest first.

    Of a programme output none that began after the project's end, unless something was reached.
    """
    over = [
        period
        for period in reporting_periods(release, calendar)
        if period.is_over(release.released_on)
    ]
    found = [actual(release, one, period) for period in over]
    if not one.is_protected:
        return [each for each in found if each.based_on or is_in_project(release, each.period)]
    return [each for each in found if each.year == each.period.code]


def is_in_project(release: Release, period: ReportingPeriod) -> bool:
    ends = [project.last_day for project in reporting_periods(release, PROJECT)]
    return not ends or period.first_day <= max(ends)


def exact_values(
    release: Release, one: Indicator, period: ReportingPeriod, dimension: str = ALL
) -> dict[str, Actual]:
    """Of a programme output, by the codes of one dimension and never of two crossed."""
    place = (one.code, period.calendar, period.code, dimension)
    rows = indexed(release).exact.get(place, {})
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


def protected(release: Release, one: Indicator, period: ReportingPeriod) -> Actual:
    empty = Actual(period=period)
    table = release.tables.get(one.release_table)
    if table is None:
        return empty
    over = [year for year in periods(release, table.name) if end_of(year) <= period.last_day]
    if not over:
        return empty
    found = replace(empty, year=over[-1], figure=counted(release, one, table, over[-1]))
    if one.unit != "percent":
        return found
    return replace(found, whole=figure(release, TOTAL, over[-1]))


def with_more_years(release: Release, one: Indicator, found: Actual) -> Actual:
    """Where a year's share may not be shown, that of the five years up to it, if that may be."""
    table = release.tables.get(one.release_table)
    if table is None or found.figure is None or found.whole is None:
        return found
    if share(found.figure, found.whole):
        return found
    years = [year for year in periods(release, table.name) if year <= found.year][-POOLED_YEARS:]
    part = over_years(counted(release, one, table, year) for year in years)
    whole = over_years(figure(release, TOTAL, year) for year in years)
    if len(years) < POOLED_YEARS or share(part, whole) is None:
        return found
    return replace(found, year=span_name(years), figure=part, whole=whole)


def end_of(year: str) -> date:
    return date(int(year), 12, 31)


def counted(release: Release, one: Indicator, table: Table, year: str) -> Figure:
    return together(release, table, {**counted_codes(one)}, year)


def together(
    release: Release, table: Table, chosen: Mapping[str, Sequence[str]], year: str
) -> Figure:
    """The chosen codes of a table's dimensions as one figure."""
    wanted = groups(table, {name: list(codes) for name, codes in chosen.items()})
    figures = [one.figures[year] for one in series(release, table, wanted, [year])]
    return figures[0] if len(figures) == 1 else within_period(figures, table.margin)


def counted_codes(one: Indicator) -> Mapping[str, tuple[str, ...]]:
    return COUNTED.get(one.code, {})
