"""Every file of the indicators, by format: its name and how it is made, in the chosen language."""

from collections.abc import Callable, Mapping

from dashboard.indicators.iati import iati_xml
from dashboard.indicators.pdf import indicator_pdf
from dashboard.indicators.periods import ReportingPeriod, calendars, reporting_periods
from dashboard.indicators.registry import indicators
from dashboard.indicators.sheet import reference_sheet
from dashboard.indicators.values import usual_period
from dashboard.indicators.workbook import indicator_workbook
from dashboard.language.texts import language
from dashboard.release.facts import Release

File = tuple[str, Callable[[], bytes]]


def indicator_files(
    release: Release, calendar: str | None = None, period: str | None = None
) -> Mapping[str, File]:
    return files_of(release, chosen_period(release, calendar, period))


def files_of(release: Release, period: ReportingPeriod) -> Mapping[str, File]:
    stem = file_stem(release, "indicators", period)
    asked = [(indicator, period) for indicator in indicators(release)]
    return {
        "xlsx": (f"{stem}.xlsx", lambda: indicator_workbook(release, period)),
        "pdf": (
            f"{stem}.pdf",
            lambda: indicator_pdf(release, [reference_sheet(release, *pair) for pair in asked]),
        ),
        "iati": (f"{file_stem(release, 'iati')}.xml", lambda: iati_xml(release)),
    }


def chosen_period(release: Release, calendar: str | None, period: str | None) -> ReportingPeriod:
    """The one named, else the last of its calendar that is over and in which something was done."""
    calendar_codes = calendars(release)
    if not calendar_codes:
        raise LookupError("This release holds no indicators.")
    if (calendar or calendar_codes[0]) not in calendar_codes:
        raise LookupError(f"The calendars of this release are {', '.join(calendar_codes)}.")
    newest_first = list(reversed(reporting_periods(release, calendar or calendar_codes[0])))
    if period is None:
        return usual_period(release, newest_first)
    for candidate in newest_first:
        if candidate.code == period:
            return candidate
    raise LookupError(f"Its periods are {', '.join(candidate.code for candidate in newest_first)}.")


def file_stem(release: Release, what: str, period: ReportingPeriod | None = None) -> str:
    parts = [release.name, what, period.code if period else "", language()]
    return "_".join(filter(None, parts))
