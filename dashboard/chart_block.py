"""A chart on a page: title, chart, how to read it; a description for who cannot see it."""

from collections.abc import Sequence

import plotly.graph_objects as go
import streamlit as st

from dashboard.cells import Series
from dashboard.chart_frame import Words, alt_text, foot_html, head_html, on_page
from dashboard.release_file import Release

BARE = {"displaylogo": False, "displayModeBar": False, "scrollZoom": False}


def show_chart(
    chart: go.Figure, words: Words, groups: Sequence[Series], release: Release, name: str
) -> None:
    """`groups` are the figures that the chart shows; `name` is the table they come from."""
    st.html(head_html(words))
    st.plotly_chart(
        on_page(chart),
        theme=None,
        config=BARE,
        alt=alt_text(words, groups),
        key=f"chart_{name}",
    )
    st.html(foot_html(chart))
