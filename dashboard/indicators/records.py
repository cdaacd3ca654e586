"""Every value of every indicator, one in each row, with codes instead of words: for programs.

A protected figure has its two ends beside it in the same row, and never stands without them.
"""

from datetime import date

from dashboard.figures.wording import Figure
from dashboard.indicators.periods import YEARS, calendars, reporting_periods
from dashboard.indicators.registry import Indicator, indicators
from dashboard.indicators.splits import figures_by_code
from dashboard.indicators.values import ALL, Actual, actual_of, exact_values, over_time
from dashboard.release.facts import Release

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
        for indicator in indicators(release)
        for record in (
            protected(release, indicator) if indicator.is_protected else exact(release, indicator)
        )
    ]


def exact(release: Release, indicator: Indicator) -> list[Record]:
    """Of a split only the codes that occur or have a target."""
    rows = []
    for calendar in calendars(release):
        for period in reporting_periods(release, calendar):
            rows.append(exact_record(indicator, ALL, ALL, actual_of(release, indicator, period)))
            for name in indicator.disaggregations:
                for code, actual in exact_values(release, indicator, period, name).items():
                    if actual.based_on or actual.target is not None:
                        rows.append(exact_record(indicator, name, code, actual))
    return rows


def exact_record(indicator: Indicator, dimension: str, code: str, actual: Actual) -> Record:
    value = [actual.exact, None, None, actual.target, actual.progress]
    return [*head(indicator, actual), dimension, code, indicator.basis, *value]


def protected(release: Release, indicator: Indicator) -> list[Record]:
    """Counts only: a share is left to whoever may show it."""
    rows = []
    for actual in over_time(release, indicator, YEARS):
        figures = {(ALL, ALL): actual.figure}
        for name in indicator.disaggregations:
            by_code = figures_by_code(release, indicator, name, actual.year)
            figures |= {(name, code): figure for code, figure in by_code.items()}
        rows += [
            [
                *head(indicator, actual),
                *key,
                indicator.basis,
                figure.value,
                figure.lower,
                figure.upper,
                None,
                None,
            ]
            for key, figure in figures.items()
            if figure is not None and indicator.unit != "percent"
        ]
    return rows


def numbers(figure: Figure) -> list[int]:
    return [figure.value, figure.lower, figure.upper]


def head(indicator: Indicator, actual: Actual) -> Record:
    period = actual.period
    return [indicator.code, period.calendar, period.code, period.first_day, period.last_day]
