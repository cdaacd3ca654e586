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
from dashboard.frame.html_tables import table
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
            filters.one(
                "length",
                _("Years in each period"),
                lengths,
                usual=usual,
                words=lambda text: count(int(text)),
            )
        )
    known = {span_name(span): span for span in spans_of_length(years, length)}
    names = list(known)
    with middle:
        usual_before = names[max(0, len(names) - 1 - length)]
        before = filters.one("before", _("Earlier period"), names, usual=usual_before, words=period)
    with right:
        after = filters.one("after", _("Later period"), names, usual=names[-1], words=period)
    return Comparison(before=known[before], after=known[after])


def answer(one: Compared, spans: Comparison) -> str:
    """One group in two spans, in large letters: the answer to whether it rose."""
    lines = [
        _("{year}: {figure}", year=period(span_name(span)), figure=in_words(figure))
        for span, figure in ((spans.before, one.before), (spans.after, one.after))
    ]
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    verdict = SIGNS[one.change] + change_in_words(one.change)
    return (
        f'<div class="key-figures"><section><h2>{escape(one.label)}</h2>'
        f'<p class="value words">{escape(verdict)}</p>{body}</section></div>'
    )


def spans_table(found: Sequence[Compared], spans: Comparison, caption: str) -> str:
    rows = [
        [one.label, in_table(one.before), in_table(one.after), change_in_words(one.change)]
        for one in found
    ]
    ends = (period(span_name(span)) for span in (spans.before, spans.after))
    header = [_("Group"), *ends, _("Change")]
    return table(caption, header, rows, words=(0, 3))


def in_spans(found: Sequence[Compared], spans: Comparison) -> list[Series]:
    names = span_name(spans.before), span_name(spans.after)
    return [
        Series(label=one.label, figures=dict(zip(names, (one.before, one.after), strict=True)))
        for one in found
    ]


def choose_groups(labels: Sequence[str], filters: PageFilters) -> Comparison:
    """Two of the chosen groups; at first the first two."""
    places = [str(place) for place in range(len(labels))]
    left, right = st.columns(2, gap="medium")

    def words(place: str) -> str:
        return labels[int(place)]

    with left:
        first = filters.one("first", _("First group"), places, usual="0", words=words)
    with right:
        second = filters.one("second", _("Second group"), places, usual="1", words=words)
    return Comparison(first=int(first), second=int(second))


def groups_table(first: Series, second: Series, codes: int, caption: str) -> str:
    """Period by period: which of the two is clearly higher, if one is."""
    within = list(first.figures)
    rows = []
    for code in reversed(within):
        one, other = first.figures[code], second.figures[code]
        rows.append(
            [
                period(code),
                in_table(one),
                in_table(other),
                higher_in_words(higher(one, other, codes, len(within)), first, second),
            ]
        )
    header = [_("Period"), first.label, second.label, _("Clearly higher")]
    return table(caption, header, rows, words=(0, 3))


def higher_in_words(kind: Change, first: Series, second: Series) -> str:
    if kind is Change.NOT_CLEAR:
        return _("No clear difference")
    return second.label if kind is Change.UP else first.label
