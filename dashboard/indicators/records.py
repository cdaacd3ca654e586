"""Every value of every indicator, one in each row, with codes instead of words: for programs.

A protected figure has its two ends beside it in the same row, and never stands without them.
"""

from datetime import date

from dashboard.figures.wording import Figure
from dashboard.indicators.facts import Indicator, indicators
from dashboard.indicators.periods import YEARS, calendars, reporting_periods
from dashboard.indicators.splits import figures_by_code
from dashboard.indicators.values import ALL, Actual, actual, exact_values, over_time
from dashboard.release.file import Release

Record = list[str | int | float | date | None]
HEADER = (
    "indicator",
    "calendar",
    "period",
    "first_day",
    "last_day",
    "dimension",
    "code",
    "basis",
    "value",
    "lower",
    "upper",
    "target",
    "progress",
)


def records(release: Release) -> list[Record]:
    return [
        record
        for one in indicators(release)
        for record in (protected(release, one) if one.is_protected else exact(release, one))
    ]


def exact(release: Release, one: Indicator) -> list[Record]:
    """Of a split only the codes that occur or have a target."""
    found = []
    for calendar in calendars(release):
        for period in reporting_periods(release, calendar):
            found.append(exact_record(one, ALL, ALL, actual(release, one, period)))
            for name in one.disaggregations:
                for code, each in exact_values(release, one, period, name).items():
                    if each.based_on or each.target is not None:
                        found.append(exact_record(one, name, code, each))
    return found


def exact_record(one: Indicator, dimension: str, code: str, each: Actual) -> Record:
    value = [each.exact, None, None, each.target, each.progress]
    return [*head(one, each), dimension, code, one.basis, *value]


def protected(release: Release, one: Indicator) -> list[Record]:
    """Counts only: a share is left to whoever may show it."""
    found = []
    for each in over_time(release, one, YEARS):
        figures = {(ALL, ALL): each.figure}
        for name in one.disaggregations:
            by_code = figures_by_code(release, one, name, each.year)
            figures |= {(name, code): figure for code, figure in by_code.items()}
        found += [
            [
                *head(one, each),
                *key,
                one.basis,
                figure.value,
                figure.lower,
                figure.upper,
                None,
                None,
            ]
            for key, figure in figures.items()
            if figure is not None and one.unit != "percent"
        ]
    return found


def numbers(figure: Figure) -> list[int]:
    return [figure.value, figure.lower, figure.upper]


def head(one: Indicator, each: Actual) -> Record:
    period = each.period
    return [one.code, period.calendar, period.code, period.first_day, period.last_day]
