"""A chart on a page: title, chart, how to read it, a description for who cannot see it, and files.

Pictures carry title and footer inside; figures carry their intervals.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from dashboard.charts.captions import Words, alt_text, foot_html, head_html
from dashboard.charts.finished import Chart, SentAsItIs
from dashboard.figures.series import Series
from dashboard.files.chart_figures import figures_csv, figures_workbook
from dashboard.files.citation import citation
from dashboard.frame.address import LANGUAGE
from dashboard.frame.downloads import SPREADSHEET, download
from dashboard.frame.picture_buttons import picture_buttons
from dashboard.language.texts import _, language
from dashboard.release.facts import Release

BARE = {"displaylogo": False, "displayModeBar": False, "scrollZoom": False}


def show_chart(
    chart: Chart,
    words: Words,
    all_series: Sequence[Series],
    release: Release,
    name: str,
    on_phones: str = "",
) -> None:
    """`all_series` are what the chart shows; `name` is the table that they come from.

    `on_phones`: what stands there instead of a chart that is too wide for a phone.
    """
    st.html(head_html(words) + on_phones)
    with st.container(key=f"{'wide' if on_phones else 'any'}_{name}"):
        st.plotly_chart(
            SentAsItIs(chart.bare),
            theme=None,
            config=BARE,
            alt=alt_text(words, all_series),
            key=f"chart_{name}",
        )
    st.html(foot_html(chart.notes))
    files = st.popover(_("Download, link, cite"), key=f"files_{name}", on_change="rerun")
    if files.open:
        with files:
            show_files(chart, words, all_series, release, name)


def show_files(
    chart: Chart, words: Words, all_series: Sequence[Series], release: Release, name: str
) -> None:
    file_name = picture_name(name, all_series, release)
    picture_buttons(chart, alt_text(words, all_series), file_name, f"pictures_{name}")
    with st.container(horizontal=True, gap="xsmall"):
        download(
            _("Figures (CSV)"), lambda: figures_csv(all_series), f"{file_name}.csv", "text/csv"
        )
        download(
            _("Figures with their definitions (XLSX)"),
            lambda: figures_workbook(release, words, chart.notes, all_series),
            f"{file_name}.xlsx",
            SPREADSHEET,
        )
    link = permalink()
    st.caption(_("Link to this view"))
    st.code(link, language=None, wrap_lines=True)
    st.caption(_("Citation"))
    title = f"{words.title}. {words.subtitle}"
    st.code(citation(release, title, link), language=None, wrap_lines=True)


def permalink() -> str:
    """The address of what is shown now, with the language, so that it reads the same elsewhere."""
    asked = {key: st.query_params.get_all(key) for key in st.query_params}
    address = (st.context.url or "").split("?")[0]
    return f"{address}?{urlencode({LANGUAGE: language(), **asked}, doseq=True)}"


def picture_name(name: str, all_series: Sequence[Series], release: Release) -> str:
    """Table, periods, language and release: never a figure."""
    periods = list(all_series[0].figures) if all_series else []
    within = periods[0] if len(periods) == 1 else f"{periods[0]}_{periods[-1]}" if periods else ""
    parts = filter(None, [name, within, language(), release.name])
    return re.sub(r"[^\w-]+", "-", "_".join(parts))
