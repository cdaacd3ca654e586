"""The chart and the table of one breakdown, by the kind of its periods."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard import charts, tables
from dashboard.cells import Series, group_label
from dashboard.chart_frame import Words
from dashboard.release_file import Release
from dashboard.texts import _, period
from dashboard.trend_filters import Selection


def breakdown_chart(
    release: Release, selection: Selection, words: Words, shown: Sequence[Series]
) -> go.Figure:
    if selection.is_yearly:
        return charts.small_multiples(release, words, shown)
    return charts.pooled_periods(release, words, panels(release, selection, shown))


def panels(
    release: Release, selection: Selection, shown: Sequence[Series]
) -> dict[str, list[Series]]:
    """One panel per code of the first dimension; the others make its rows."""
    dimensions = selection.table.dimensions
    grouped: dict[str, list[Series]] = {}
    for group, one in zip(selection.groups, shown, strict=True):
        panel = group_label(release, dimensions[:1], group[:1])
        row = group_label(release, dimensions[1:], group[1:])
        grouped.setdefault(panel, []).append(Series(label=row, figures=one.figures))
    return grouped


def breakdown_table(selection: Selection, caption: str, shown: Sequence[Series]) -> str:
    if selection.is_yearly:
        return tables.periods_down(caption, _("Year"), shown)
    return tables.periods_across(caption, _("Group"), shown)


def period_line(selection: Selection) -> str:
    if selection.is_yearly and len(selection.periods) > 1:
        first, *_between, last = selection.periods
        return _("Persons, {first} to {last}", first=first, last=last)
    return _("Persons, {period}", period=", ".join(period(code) for code in selection.periods))
