"""The filters of the donor pages: calendar, reporting period, indicator, all in the address."""

from dashboard.frame.page_filters import PageFilters
from dashboard.indicators.periods import (
    ReportingPeriod,
    calendar_words,
    calendars,
    period_label,
    reporting_periods,
)
from dashboard.indicators.registry import Indicator, indicators
from dashboard.indicators.values import usual_period
from dashboard.language.texts import _
from dashboard.release.facts import Release

CALENDAR, PERIOD, INDICATOR = "calendar", "period", "indicator"
FIRST_SEEN = "responders_trained"


def choose_period(
    release: Release, filters: PageFilters, indicator: Indicator | None = None
) -> ReportingPeriod:
    """Of one indicator, or of all of them."""
    calendar_codes = calendars(release)
    calendar_labels = calendar_words()
    calendar = filters.choice(
        CALENDAR,
        _("Calendar"),
        calendar_codes,
        usual=calendar_codes[0],
        label_of=lambda code: calendar_labels.get(code, code),
    )
    periods = {period.code: period for period in reversed(reporting_periods(release, calendar))}
    code = filters.choice(
        PERIOD,
        _("Reporting period"),
        list(periods),
        usual=usual_period(release, list(periods.values()), indicator).code,
        label_of=lambda code: period_label(periods[code]),
    )
    return periods[code]


def choose_indicator(release: Release, filters: PageFilters) -> Indicator:
    by_code = {indicator.code: indicator for indicator in indicators(release)}
    usual = FIRST_SEEN if FIRST_SEEN in by_code else next(iter(by_code))
    code = filters.choice(
        INDICATOR,
        _("Indicator"),
        list(by_code),
        usual=usual,
        label_of=lambda code: by_code[code].name,
    )
    return by_code[code]
