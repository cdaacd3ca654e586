"""Parts that several pages show the same way."""

from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go
import streamlit as st

from dashboard.cells import Series
from dashboard.chart_frame import Words, alt_text, picture_options
from dashboard.release_file import Release
from dashboard.texts import language


def show_chart(
    chart: go.Figure, words: Words, groups: Sequence[Series], release: Release, name: str
) -> None:
    file_name = f"{release.name}_{name}_{language()}"
    st.plotly_chart(
        chart,
        theme=None,
        config=picture_options(file_name, chart.layout.height),
        alt=alt_text(words, groups),
        key=f"chart_{name}",
    )


def definitions(entries: Sequence[tuple[str, str]]) -> None:
    body = "".join(f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>" for term, text in entries)
    st.html(f'<dl class="definitions">{body}</dl>')
