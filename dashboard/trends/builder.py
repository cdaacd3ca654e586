"""What the chart builder makes of the choices: chart, table, embed code."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard.charts import gallery as charts
from dashboard.charts.breakdown import Selection, panels
from dashboard.charts.captions import Words
from dashboard.charts.finished import Chart
from dashboard.figures.series import Series
from dashboard.figures.wording import Figure
from dashboard.frame import html_tables
from dashboard.frame.chart_block import permalink
from dashboard.language.texts import _
from dashboard.release.facts import Release
from dashboard.trends import builder_choice

# The way to the rest and the button for files; a narrow frame also breaks the footer's lines.
AROUND_AN_EMBEDDED_CHART = 220


def built_chart(
    release: Release, selection: Selection, words: Words, all_series: Sequence[Series]
) -> Chart:
    match selection.view:
        case builder_choice.EACH_OVER_TIME:
            return charts.small_multiples(release, words, all_series)
        case builder_choice.TOGETHER_OVER_TIME:
            return charts.time_series(release, words, all_series)
        case builder_choice.BARS if len(selection.table.dimensions) == 1:
            return charts.bars(release, words, all_series)
        case builder_choice.BARS:
            return charts.grouped_bars(
                release, words, rows_of_groups(release, selection, all_series)
            )
        case _points:
            return charts.pooled_periods(release, words, panels(release, selection, all_series))


def rows_of_groups(
    release: Release, selection: Selection, all_series: Sequence[Series]
) -> dict[str, dict[str, Figure]]:
    """A row for each code of the first dimension, in it a bar for each of the second."""
    (only,) = selection.periods
    return {
        row: {series.label: series.figures[only] for series in groups}
        for row, groups in panels(release, selection, all_series).items()
    }


def built_table(selection: Selection, words: Words, all_series: Sequence[Series]) -> str:
    if len(selection.periods) == 1:
        return html_tables.periods_across(words.title, _("Group"), all_series)
    return html_tables.periods_down(words.title, _("Period"), all_series)


def embed_code(link: str, title: str, height: int) -> str:
    """An element for another page. `embed` makes Streamlit leave out everything but the chart."""
    address = f"{link}{'&' if '?' in link else '?'}embed=true"
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" '
        f'height="{height + AROUND_AN_EMBEDDED_CHART}" style="border:0" loading="lazy"></iframe>'
    )


def show_embedding(words: Words, chart: Chart) -> None:
    with st.container(key="screen_only_embedding"):
        st.header(_("Code to embed it in a web page"), anchor=False)
        code = embed_code(permalink(), words.title, chart.height)
        st.code(code, language=None, wrap_lines=True)


def show_origin() -> None:
    """The way from another page, where the chart is embedded, to where it comes from."""
    site = _("Counter-trafficking statistics")
    st.caption(f"[{site}]({permalink()})")
