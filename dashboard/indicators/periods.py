"""The reporting periods that donors use: the project, calendar years, fiscal years, quarters.

Only periods that had begun when the release was made are offered: later ones hold nothing.
"""

from dataclasses import dataclass
from datetime import date

from dashboard.indicators.registry import as_date
from dashboard.language.texts import _, day
from dashboard.release.facts import Release
from dashboard.release.memory import once

PROJECT, YEARS = "project", "calendar_year"
CALENDARS = (PROJECT, YEARS, "us_fiscal_year", "tip_report_year", "quarter")


@dataclass(frozen=True, kw_only=True)
class ReportingPeriod:
    calendar: str
    code: str
    first_day: date
    last_day: date

    def is_over(self, today: date) -> bool:
        return self.last_day <= today


@once
def calendars(release: Release) -> list[str]:
    codes = set(release.indicator_values["calendar"])
    return [code for code in CALENDARS if code in codes] + sorted(codes - set(CALENDARS))


@once
def reporting_periods(release: Release, calendar: str) -> list[ReportingPeriod]:
    """The periods of one calendar, oldest first."""
    rows = release.indicator_values
    kept = rows[rows["calendar"] == calendar].drop_duplicates("period")
    all_periods = [
        ReportingPeriod(
            calendar=calendar,
            code=str(row["period"]),
            first_day=as_date(row["first_day"]),
            last_day=as_date(row["last_day"]),
        )
        for row in kept.to_dict("records")
    ]
    begun = [period for period in all_periods if period.first_day <= release.released_on]
    return sorted(begun, key=lambda period: period.first_day)


def calendar_words() -> dict[str, str]:
    return {
        PROJECT: _("Whole project"),
        YEARS: _("Calendar years"),
        "us_fiscal_year": _("US fiscal years (October to September)"),
        "tip_report_year": _("Years of the TIP report (April to March)"),
        "quarter": _("Quarters"),
    }


def period_label(period: ReportingPeriod) -> str:
    """Short, for columns and choices; the exact days stand in `period_days`."""
    year = period.last_day.year
    if period.calendar == YEARS:
        return str(year)
    if period.calendar == "quarter":
        return _("{year}, quarter {number}", year=year, number=(period.last_day.month + 2) // 3)
    if period.calendar == PROJECT:
        return _("Whole project")
    return f"{period.first_day.year}/{year % 100:02d}"


def period_days(period: ReportingPeriod) -> str:
    return f"{day(period.first_day)} \N{EN DASH} {day(period.last_day)}"
