"""The parts of the page of all indicators: summary, one table for each goal, notes."""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from dashboard.files.about import exactness, protection
from dashboard.frame.address import with_language
from dashboard.indicators.choice import CALENDAR, INDICATOR, PERIOD
from dashboard.indicators.periods import ReportingPeriod
from dashboard.indicators.phrases import counted_by_status, status_words
from dashboard.indicators.registry import context_title, group_title
from dashboard.indicators.sheet import ReferenceSheet
from dashboard.indicators.table import indicator_table
from dashboard.language.texts import _, count

SHEET_PAGE = "indicator"


def summary(sheets: Sequence[ReferenceSheet]) -> str:
    """How many indicators stand where; context is not judged and not counted."""
    judged = counted_by_status(sheet.status for sheet in sheets if not sheet.indicator.is_context)
    sections = "".join(
        f"<section><h2>{escape(status_words()[kind])}</h2><p>{count(number)}</p></section>"
        for kind, number in judged.items()
    )
    return f'<div class="stand">{sections}</div>'


def goal_tables(sheets: Sequence[ReferenceSheet], period: ReportingPeriod) -> list[tuple[str, str]]:
    """Title and table of each strategic goal, and of what is only context at the end."""
    groups: dict[str, list[ReferenceSheet]] = {}
    for sheet in sheets:
        groups.setdefault(group_title(sheet.indicator), []).append(sheet)
    titles = sorted(groups, key=lambda title: title == context_title())
    return [
        (title, indicator_table(title, groups[title], addresses(groups[title], period)))
        for title in titles
    ]


def addresses(sheets: Sequence[ReferenceSheet], period: ReportingPeriod) -> list[str]:
    return [
        f"{SHEET_PAGE}?"
        + urlencode(
            with_language(
                {INDICATOR: sheet.indicator.code, CALENDAR: period.calendar, PERIOD: period.code}
            )
        )
        for sheet in sheets
    ]


def context_note() -> str:
    return _(
        "These figures describe the situation and are no measure of the project's success: when "
        "more victims are identified or more persons investigated, that is neither good nor bad."
    )


def reading_notes() -> list[str]:
    return [
        exactness(),
        protection(),
        _(
            "Protected figures exist for calendar years. In any other period the last calendar "
            "year that was over by then is shown, with its number."
        ),
        _(
            "Progress is the way covered from the baseline to the target. A share is left out "
            "where too few persons stand behind it or its interval is too wide. That of five years "
            "together stands in its place where it may be shown, with its years."
        ),
    ]
