"""Buttons with which the visitor's own browser makes pictures of a chart.

The server draws nothing and nothing is fetched from elsewhere: the browser gets the finished chart,
with title and footer, and Plotly's own file from this server.
"""

from pathlib import Path

import plotly
import streamlit as st
from streamlit.components.v1 import declare_component

from dashboard.chart_finished import Chart
from dashboard.chart_frame import PICTURE_WIDTH
from dashboard.texts import _

HERE = Path(__file__).parent
# Registered for its folder only: it makes the server hand out Plotly's file.
declare_component("plotly", path=str(Path(plotly.__file__).parent / "package_data"))
PLOTLY = f"component/{__name__}.plotly/plotly.min.js"
STYLE = """
.pictures { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.pictures button { font: inherit; font-size: 0.9rem; padding: 0.35rem 0.8rem; cursor: pointer;
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); }
.pictures button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
.pictures button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
.pictures p { flex-basis: 100%; margin: 0; font-size: 0.85rem; }
.pictures p:empty { display: none; }
"""
buttons = st.components.v2.component(
    "chart_pictures",
    html='<div class="pictures"></div>',
    css=STYLE,
    js=(HERE / "static" / "pictures.js").read_text(encoding="utf-8"),
)


def picture_buttons(chart: Chart, file_name: str, key: str) -> None:
    buttons(
        key=key,
        data={
            "figure": chart.picture,
            "title": chart.title,
            "width": PICTURE_WIDTH,
            "name": file_name,
            "plotly": PLOTLY,
            "ways": ways(),
            "preparing": _("Preparing the picture …"),
            "failed": _("Your browser could not make the picture."),
        },
    )


def ways() -> list[tuple[str, str]]:
    return [
        ("png", _("Picture (PNG)")),
        ("png2", _("Large picture (PNG)")),
        ("print", _("Picture for print (PNG)")),
        ("svg", _("Drawing (SVG)")),
        ("pdf", _("Print or save as PDF")),
    ]
