"""The views of the trends page: over time, two periods, two groups; in counts or in shares."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from dashboard.charts import gallery as charts
from dashboard.charts.breakdown import (
    TWO_GROUPS,
    TWO_PERIODS,
    Selection,
    breakdown_chart,
    breakdown_words,
    panels_on_phones,
)
from dashboard.charts.captions import Words
from dashboard.charts.table_captions import in_period
from dashboard.figures.compared import Compared, compare_spans
from dashboard.figures.series import Series, periods, series_of_groups
from dashboard.figures.sums import span_name
from dashboard.frame.parts import bar_note, show_chart
from dashboard.language.texts import _, labels, period
from dashboard.release.facts import Release
from dashboard.trends.breakdown import breakdown_table
from dashboard.trends.comparison import Comparison, answer, groups_table, in_spans, spans_table
from dashboard.trends.share_views import (
    fives_note,
    in_fives,
    mostly_withheld,
    shares_note,
    shares_table,
    single,
    together,
)


def show_view(release: Release, selection: Selection, comparison: Comparison) -> None:
    all_series = series_of_groups(release, selection.table, selection.groups, selection.periods)
    words = breakdown_words(release, selection)
    if selection.view == TWO_PERIODS:
        show_two_periods(release, selection, words, comparison)
        st.header(_("Year by year"), anchor=False)
    if selection.view == TWO_GROUPS:
        pair = all_series[comparison.first], all_series[comparison.second]
        show_two_groups(release, selection, words, pair)
    else:
        show_over_time(release, selection, words, all_series)


def show_over_time(
    release: Release, selection: Selection, words: Words, all_series: Sequence[Series]
) -> None:
    chart = breakdown_chart(release, selection, words, all_series)
    narrow = panels_on_phones(release, selection, all_series) if selection.is_pooled else ""
    show_chart(chart, words, all_series, release, selection.table.name, on_phones=narrow)
    if selection.in_shares:
        show_shares(release, selection, all_series)
    with st.expander(_("Table: figures with their intervals")):
        st.html(breakdown_table(selection, words.title, all_series))


def show_shares(release: Release, selection: Selection, all_series: Sequence[Series]) -> None:
    """Year by year, or five years together where most single years have no share."""
    whole, years = together(selection), single(selection)
    fives = in_fives(selection) if mostly_withheld(release, selection, all_series) else []
    if fives:
        st.write(fives_note())
    st.html(shares_table(release, selection, all_series, [*whole, *(fives or years)]))
    st.caption(shares_note())
    if fives:
        with st.expander(_("Table: shares of single years")):
            st.html(shares_table(release, selection, all_series, years))


def show_two_periods(
    release: Release, selection: Selection, words: Words, comparison: Comparison
) -> None:
    """Each chosen group in two spans, judged by the intervals."""
    years = periods(release, selection.table.name)
    every_year = series_of_groups(release, selection.table, selection.groups, years)
    compared_groups = compare_spans(every_year, comparison.before, comparison.after)
    if comparison.before == comparison.after:
        st.info(_("Choose two different periods to compare."))
    elif len(compared_groups) == 1:
        st.html(answer(compared_groups[0], comparison))
    else:
        show_spans(release, selection, words, compared_groups, comparison)


def show_spans(
    release: Release,
    selection: Selection,
    words: Words,
    compared_groups: Sequence[Compared],
    comparison: Comparison,
) -> None:
    names = period(span_name(comparison.before)), period(span_name(comparison.after))
    beside = replace(words, subtitle=in_period(selection.table, ", ".join(names)))
    pairs = in_spans(compared_groups, comparison)
    chart = charts.dumbbell(release, beside, compared_groups, names)
    show_chart(chart, beside, pairs, release, f"{selection.table.name}_spans")
    bar_note(len(compared_groups))
    with st.expander(_("Table: figures with their intervals")):
        st.html(spans_table(compared_groups, comparison, words.title))


def show_two_groups(
    release: Release, selection: Selection, words: Words, pair: tuple[Series, Series]
) -> None:
    """Two groups on the same axis, and in which period one is clearly higher."""
    chart = charts.time_series(release, words, pair)
    show_chart(chart, words, pair, release, f"{selection.table.name}_pair")
    sizes = [len(labels(release.vocabulary, name)) for name in selection.table.dimensions]
    st.html(groups_table(*pair, min(sizes), words.title))
    st.caption(
        _("All periods are judged at once, so the bar for a clear difference is the higher for it.")
    )
