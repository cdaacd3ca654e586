"""The chart and the table of one breakdown, by the kind of its periods."""

from collections.abc import Sequence

from dashboard.charts.breakdown import Selection
from dashboard.charts.table_captions import notes_of
from dashboard.figures.series import Series
from dashboard.frame import html_tables
from dashboard.language.texts import _


def breakdown_table(selection: Selection, caption: str, all_series: Sequence[Series]) -> str:
    if selection.is_pooled:
        return html_tables.periods_across(caption, _("Group"), all_series)
    return html_tables.periods_down(caption, _("Period"), all_series)


def agreement_note(selection: Selection) -> str | None:
    """Tables of several codes and of stages are published as measured; all others agree."""
    if notes_of(selection.table):
        return None
    return _(
        "All tables are adjusted to each other: parts add up to totals, and the same group shows "
        "the same figure in every table of the same period."
    )
