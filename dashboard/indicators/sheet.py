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
from dashboard.indicators.values import Actual, actual, over_time, with_more_years
from dashboard.language.texts import _, heading
from dashboard.release.facts import Release
from dashboard.release.memory import once


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """`dated_rows` are the periods of the calendar with their status, oldest first; `years` the
    calendar years that were over."""

    one: Indicator
    period: ReportingPeriod
    found: Actual
    status: Status
    dated_rows: Sequence[tuple[Actual, Status]]
    years: Sequence[Actual]
    splits: Sequence[Split]
    facts: Sequence[tuple[str, str]]


@once
def sheet(release: Release, one: Indicator, period: ReportingPeriod) -> Sheet:
    found = actual(release, one, period)
    return Sheet(
        one=one,
        period=period,
        found=with_more_years(release, one, found),
        status=status(one, found, release.released_on),
        dated_rows=[
            (each, status(one, each, release.released_on))
            for each in rows(release, one, period.calendar)
        ],
        years=over_time(release, one),
        splits=splits(release, one, period, found.year),
        facts=facts(release, one),
    )


def rows(release: Release, one: Indicator, calendar: str) -> list[Actual]:
    """A protected figure has calendar years only, and no project has more than one period."""
    if one.is_protected or calendar == PROJECT:
        calendar = YEARS
    begun = [actual(release, one, period) for period in reporting_periods(release, calendar)]
    if not one.is_protected:
        return [each for each in begun if each.based_on or each.target is not None]
    return [each for each in begun if each.year == each.period.code]


def facts(release: Release, one: Indicator) -> list[tuple[str, str]]:
    """Heading and text of the reference sheet, in the order in which donors ask for it."""
    split = [heading(release.vocabulary, name) for name in one.disaggregations]
    found = [
        (_("Definition"), one.definition),
        (_("Standard code"), one.standard_code),
        (_("Strategic goal"), goal_words().get(one.strategic_goal, one.strategic_goal)),
        (_("Level"), level_words().get(one.level, one.level)),
        (_("Unit of counting"), unit_in_words(one)),
        (_("Direction"), direction(one)),
        (_("Baseline"), baseline_in_words(one)),
        (_("Disaggregated by"), ", ".join(split)),
        (_("How often reported"), frequency_words().get(one.frequency, one.frequency)),
        (_("Responsible"), one.responsible),
        (_("Means of verification"), one.means_of_verification),
        (_("Data quality"), one.data_quality),
        (_("How exact"), basis(one)),
    ]
    return [(title, text) for title, text in found if text]


def direction(one: Indicator) -> str:
    if one.is_context:
        return _("Neither a rise nor a fall is good or bad")
    return _("A rise is an improvement")


def basis(one: Indicator) -> str:
    if one.is_protected:
        return _(
            "Protected: each figure carries a small random change and an interval, because persons "
            "could be recognised."
        )
    return _("Exact: an output of the project. No victim or defendant is counted in it.")


def period_rows(one: Sheet) -> list[dict[str, str]]:
    """Oldest first. Without any target, the columns about targets are left out."""
    return [period_row(one, each, kind) for each, kind in one.dated_rows]


def period_row(one: Sheet, each: Actual, kind: Status) -> dict[str, str]:
    facts = one.one
    row = {_("Period"): period_label(each.period)}
    if has_targets(one):
        row[_("Target")] = number_in_table(facts, each.target)
    row[_("Actual")] = actual_in_table(facts, each)
    if not facts.is_protected:
        row[_("Change")] = change_in_table(facts, each)
    if has_targets(one):
        row |= {_("Progress"): progress_in_table(each), _("Status"): status_words()[kind]}
    return row


def has_targets(one: Sheet) -> bool:
    return any(each.target is not None for each, _kind in one.dated_rows)
