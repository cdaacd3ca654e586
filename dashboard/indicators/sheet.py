"""The reference sheet of one indicator, as facts: page, spreadsheet and PDF show the same.

It decides what is said and in which order; how it looks is decided where it is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.indicators.periods import (
    PROJECT,
    YEARS,
    ReportingPeriod,
    period_label,
    reporting_periods,
)
from dashboard.indicators.phrases import (
    Status,
    actual_in_table,
    baseline_in_words,
    change_in_table,
    number_in_table,
    progress_in_table,
    status,
    status_words,
    unit_in_words,
)
from dashboard.indicators.registry import Indicator, frequency_words, goal_words, level_words
from dashboard.indicators.splits import Split, splits
from dashboard.indicators.values import Actual, actual_of, over_time, with_more_years
from dashboard.language.texts import _, heading
from dashboard.release.facts import Release
from dashboard.release.memory import once


@dataclass(frozen=True, kw_only=True)
class ReferenceSheet:
    """`dated_rows` are the periods of the calendar with their status, oldest first; `years` the
    calendar years that were over."""

    indicator: Indicator
    period: ReportingPeriod
    actual: Actual
    status: Status
    dated_rows: Sequence[tuple[Actual, Status]]
    years: Sequence[Actual]
    splits: Sequence[Split]
    facts: Sequence[tuple[str, str]]


@once
def reference_sheet(
    release: Release, indicator: Indicator, period: ReportingPeriod
) -> ReferenceSheet:
    actual = actual_of(release, indicator, period)
    return ReferenceSheet(
        indicator=indicator,
        period=period,
        actual=with_more_years(release, indicator, actual),
        status=status(indicator, actual, release.released_on),
        dated_rows=[
            (dated, status(indicator, dated, release.released_on))
            for dated in rows(release, indicator, period.calendar)
        ],
        years=over_time(release, indicator),
        splits=splits(release, indicator, period, actual.year),
        facts=facts(release, indicator),
    )


def rows(release: Release, indicator: Indicator, calendar: str) -> list[Actual]:
    """A protected figure has calendar years only, and no project has more than one period."""
    if indicator.is_protected or calendar == PROJECT:
        calendar = YEARS
    begun = [
        actual_of(release, indicator, period) for period in reporting_periods(release, calendar)
    ]
    if not indicator.is_protected:
        return [actual for actual in begun if actual.based_on or actual.target is not None]
    return [actual for actual in begun if actual.year == actual.period.code]


def facts(release: Release, indicator: Indicator) -> list[tuple[str, str]]:
    """Heading and text of the reference sheet, in the order in which donors ask for it."""
    split = [heading(release.vocabulary, name) for name in indicator.disaggregations]
    entries = [
        (_("Definition"), indicator.definition),
        (_("Standard code"), indicator.standard_code),
        (_("Strategic goal"), goal_words().get(indicator.strategic_goal, indicator.strategic_goal)),
        (_("Level"), level_words().get(indicator.level, indicator.level)),
        (_("Unit of counting"), unit_in_words(indicator)),
        (_("Direction"), direction(indicator)),
        (_("Baseline"), baseline_in_words(indicator)),
        (_("Disaggregated by"), ", ".join(split)),
        (_("How often reported"), frequency_words().get(indicator.frequency, indicator.frequency)),
        (_("Responsible"), indicator.responsible),
        (_("Means of verification"), indicator.means_of_verification),
        (_("Data quality"), indicator.data_quality),
        (_("How exact"), basis(indicator)),
    ]
    return [(title, text) for title, text in entries if text]


def direction(indicator: Indicator) -> str:
    if indicator.is_context:
        return _("Neither a rise nor a fall is good or bad")
    return _("A rise is an improvement")


def basis(indicator: Indicator) -> str:
    if indicator.is_protected:
        return _(
            "Protected: each figure carries a small random change and an interval, because persons "
            "could be recognised."
        )
    return _("Exact: an output of the project. No victim or defendant is counted in it.")


def period_rows(sheet: ReferenceSheet) -> list[dict[str, str]]:
    """Oldest first. Without any target, the columns about targets are left out."""
    return [period_row(sheet, actual, kind) for actual, kind in sheet.dated_rows]


def period_row(sheet: ReferenceSheet, actual: Actual, kind: Status) -> dict[str, str]:
    indicator = sheet.indicator
    row = {_("Period"): period_label(actual.period)}
    if has_targets(sheet):
        row[_("Target")] = number_in_table(indicator, actual.target)
    row[_("Actual")] = actual_in_table(indicator, actual)
    if not indicator.is_protected:
        row[_("Change")] = change_in_table(indicator, actual)
    if has_targets(sheet):
        row |= {_("Progress"): progress_in_table(actual), _("Status"): status_words()[kind]}
    return row


def has_targets(sheet: ReferenceSheet) -> bool:
    return any(actual.target is not None for actual, _kind in sheet.dated_rows)
