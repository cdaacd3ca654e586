"""Two spans of years, or two groups, beside each other, and whether they clearly differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from dashboard.charts.breakdown import TWO_GROUPS, TWO_PERIODS, Selection
from dashboard.figures.compared import Compared, higher, spans_of_length
from dashboard.figures.series import Series, group_label, periods
from dashboard.figures.sums import span_name
from dashboard.figures.wording import Change, change_in_words, in_table, in_words
from dashboard.frame.html_tables import html_table
from dashboard.frame.page_filters import PageFilters
from dashboard.language.texts import _, count, period
from dashboard.release.facts import Release

LENGTHS = ("1", "2", "3", "5")
USUAL_LENGTH = "3"
SIGNS = {Change.UP: "▲ ", Change.DOWN: "▼ ", Change.NOT_CLEAR: ""}


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two spans of years, or the places of two groups among those chosen."""

    before: Sequence[str] = ()
    after: Sequence[str] = ()
    first: int = 0
    second: int = 1


def choose_comparison(release: Release, selection: Selection, filters: PageFilters) -> Comparison:
    """What the chosen view needs beside the breakdown."""
    if selection.view == TWO_PERIODS:
        return choose_spans(periods(release, selection.table.name), filters)
    if selection.view == TWO_GROUPS:
        dimensions = selection.table.dimensions
        labels = [group_label(release, dimensions, group) for group in selection.groups]
        return choose_groups(labels, filters)
    return Comparison()


def choose_spans(years: Sequence[str], filters: PageFilters) -> Comparison:
    """An earlier and a later span of the same length; at first the last two that do not overlap."""
    lengths = [text for text in LENGTHS if 2 * int(text) <= len(years)] or LENGTHS[:1]
    usual = USUAL_LENGTH if USUAL_LENGTH in lengths else lengths[-1]
    left, middle, right = st.columns(3, gap="medium")
    with left:
        length = int(
            filters.choice(
                "length",
                _("Years in each period"),
                lengths,
                usual=usual,
                label_of=lambda text: count(int(text)),
            )
        )
    spans = {span_name(span): span for span in spans_of_length(years, length)}
    names = list(spans)
    with middle:
        usual_before = names[max(0, len(names) - 1 - length)]
        before = filters.choice(
            "before", _("Earlier period"), names, usual=usual_before, label_of=period
        )
    with right:
        after = filters.choice("after", _("Later period"), names, usual=names[-1], label_of=period)
    return Comparison(before=spans[before], after=spans[after])


def answer(compared: Compared, spans: Comparison) -> str:
    """One group in two spans, in large letters: the answer to whether it rose."""
    lines = [
        _("{year}: {figure}", year=period(span_name(span)), figure=in_words(figure))
        for span, figure in ((spans.before, compared.before), (spans.after, compared.after))
    ]
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    verdict = SIGNS[compared.change] + change_in_words(compared.change)
    return (
        f'<div class="key-figures"><section><h2>{escape(compared.label)}</h2>'
        f'<p class="value words">{escape(verdict)}</p>{body}</section></div>'
    )


def spans_table(compared_groups: Sequence[Compared], spans: Comparison, caption: str) -> str:
    rows = [
        [
            compared.label,
            in_table(compared.before),
            in_table(compared.after),
            change_in_words(compared.change),
        ]
        for compared in compared_groups
    ]
    ends = (period(span_name(span)) for span in (spans.before, spans.after))
    header = [_("Group"), *ends, _("Change")]
    return html_table(caption, header, rows, text_columns=(0, 3))


def in_spans(compared_groups: Sequence[Compared], spans: Comparison) -> list[Series]:
    names = span_name(spans.before), span_name(spans.after)
    return [
        Series(
            label=compared.label,
            figures=dict(zip(names, (compared.before, compared.after), strict=True)),
        )
        for compared in compared_groups
    ]


def choose_groups(labels: Sequence[str], filters: PageFilters) -> Comparison:
    """Two of the chosen groups; at first the first two."""
    places = [str(place) for place in range(len(labels))]
    left, right = st.columns(2, gap="medium")

    def label_of(place: str) -> str:
        return labels[int(place)]

    with left:
        first = filters.choice("first", _("First group"), places, usual="0", label_of=label_of)
    with right:
        second = filters.choice("second", _("Second group"), places, usual="1", label_of=label_of)
    return Comparison(first=int(first), second=int(second))


def groups_table(first: Series, second: Series, codes: int, caption: str) -> str:
    """Period by period: which of the two is clearly higher, if one is."""
    within = list(first.figures)
    rows = []
    for code in reversed(within):
        first_figure, second_figure = first.figures[code], second.figures[code]
        rows.append(
            [
                period(code),
                in_table(first_figure),
                in_table(second_figure),
                higher_in_words(
                    higher(first_figure, second_figure, codes, len(within)), first, second
                ),
            ]
        )
    header = [_("Period"), first.label, second.label, _("Clearly higher")]
    return html_table(caption, header, rows, text_columns=(0, 3))


def higher_in_words(kind: Change, first: Series, second: Series) -> str:
    if kind is Change.NOT_CLEAR:
        return _("No clear difference")
    return second.label if kind is Change.UP else first.label
