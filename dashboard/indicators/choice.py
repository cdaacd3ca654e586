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
    release: Release, filters: PageFilters, one: Indicator | None = None
) -> ReportingPeriod:
    """Of one indicator, or of all of them."""
    known = calendars(release)
    words = calendar_words()
    calendar = filters.one(
        CALENDAR,
        _("Calendar"),
        known,
        usual=known[0],
        words=lambda code: words.get(code, code),
    )
    periods = {one.code: one for one in reversed(reporting_periods(release, calendar))}
    code = filters.one(
        PERIOD,
        _("Reporting period"),
        list(periods),
        usual=usual_period(release, list(periods.values()), one).code,
        words=lambda code: period_label(periods[code]),
    )
    return periods[code]


def choose_indicator(release: Release, filters: PageFilters) -> Indicator:
    known = {one.code: one for one in indicators(release)}
    usual = FIRST_SEEN if FIRST_SEEN in known else next(iter(known))
    code = filters.one(
        INDICATOR,
        _("Indicator"),
        list(known),
        usual=usual,
        words=lambda code: known[code].name,
    )
    return known[code]
