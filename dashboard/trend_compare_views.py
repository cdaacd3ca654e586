"""The two comparisons of the trends page, from their filters to chart and table."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from dashboard import charts
from dashboard.cells import Series, periods, series
from dashboard.chart_frame import Words
from dashboard.compared import Compared, compare_spans
from dashboard.counted_words import in_period
from dashboard.page_filters import PageFilters
from dashboard.page_parts import bar_note, show_chart
from dashboard.release_file import Release, Table
from dashboard.sums import span_name
from dashboard.texts import _, period
from dashboard.trend_compare_parts import (
    answer,
    choose_groups,
    choose_spans,
    groups_table,
    in_spans,
    spans_table,
)
from dashboard.trend_filters import Selection


def show_two_periods(
    release: Release,
    selection: Selection,
    words: Words,
    shown: Sequence[Series],
    filters: PageFilters,
) -> None:
    """Each chosen group in two spans, judged by the intervals; then year by year."""
    years = periods(release, selection.table.name)
    before, after = choose_spans(years, filters)
    every_year = series(release, selection.table, selection.groups, years)
    found = compare_spans(every_year, before, after)
    if before == after:
        st.info(_("Choose two different periods to compare."))
    elif len(found) == 1:
        st.html(answer(found[0], before, after))
    else:
        show_spans(release, selection.table, words, found, before, after)
    st.header(_("Year by year"), anchor=False)
    chart = charts.small_multiples(release, words, shown)
    show_chart(chart, words, shown, release, selection.table.name)


def show_spans(
    release: Release,
    table: Table,
    words: Words,
    found: Sequence[Compared],
    before: Sequence[str],
    after: Sequence[str],
) -> None:
    names = period(span_name(before)), period(span_name(after))
    beside = replace(words, subtitle=in_period(table, ", ".join(names)))
    pairs = in_spans(found, before, after)
    chart = charts.dumbbell(release, beside, found, names)
    show_chart(chart, beside, pairs, release, "two_periods")
    st.html(spans_table(found, before, after, words.title))
    bar_note(len(found))


def show_two_groups(
    release: Release,
    selection: Selection,
    words: Words,
    shown: Sequence[Series],
    filters: PageFilters,
) -> None:
    """Two groups on the same axis, and in which period one is clearly higher."""
    pair = choose_groups(shown, filters)
    chart = charts.time_series(release, words, pair)
    show_chart(chart, words, pair, release, f"{selection.table.name}_pair")
    st.html(groups_table(*pair, selection.table.margin, words.title))
