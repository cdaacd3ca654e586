"""Buttons with which the visitor's own browser makes pictures of a chart.

The server draws nothing and nothing is fetched from elsewhere: the browser gets the finished chart,
with title and footer, and what draws it from this server. The chart goes out only when a picture is
asked for and that was written down; to a session that has ended it never goes.
"""

from pathlib import Path

import plotly
import streamlit as st
from streamlit.components.v1 import declare_component

from dashboard.access.taking import NO_SUCH_FILE, TAKEN, SessionEndedError, taking
from dashboard.charts.finished import Chart
from dashboard.charts.surround import PICTURE_WIDTH
from dashboard.frame.head import language_tag
from dashboard.language.texts import _, language, use_language

DASHBOARD = Path(__file__).parents[1]
# Registered for their folders only: it makes the server hand out the files that a browser runs.
declare_component("plotly", path=str(Path(plotly.__file__).parent / "package_data"))
declare_component("pictures", path=str(DASHBOARD / "static" / "pictures"))
PLOTLY = f"component/{__name__}.plotly/plotly.min.js"
DRAWING = f"component/{__name__}.pictures/pictures.js"
ENDINGS = {"png": ".png", "png2": "_2x.png", "print": "_print.png", "svg": ".svg", "pdf": ".pdf"}
STYLE = """
.pictures { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.pictures button { font: inherit; font-size: 0.875rem; padding: 0 0.75rem; min-height: 2.5rem;
  cursor: pointer; color: var(--st-text-color); background: var(--st-background-color);
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
    js=(DASHBOARD / "static" / "picture_buttons.js").read_text(encoding="utf-8"),
)


def picture_buttons(chart: Chart, description: str, file_name: str, key: str) -> None:
    """`description`: of the chart, for who cannot see it."""
    in_language(language(), chart, description, file_name, key)


@st.fragment
def in_language(chosen: str, chart: Chart, description: str, file_name: str, key: str) -> None:
    """A press runs nothing of the page but this, in a thread that knows no language yet."""
    use_language(chosen)
    asked = st.session_state.get(key, {}).get("asked")
    ending = ending_of(asked)
    name = file_name + ending if ending else ""
    if asked:
        write_down(name)
    buttons(
        key=key,
        data={
            "labels": labels(),
            "preparing": _("Preparing the picture …"),
            "failed": _("Your browser could not make the picture."),
            "given": given(chart, description, name, asked["ticket"]) if name else None,
        },
        on_asked_change=lambda: None,
    )
    if asked and not name:
        st.error(_("No such picture is offered here. Load this page again."))


def ending_of(asked: object) -> str | None:
    """None where none of our buttons asks so: a browser can be made to send anything."""
    match asked:
        case {"way": str(way), "ticket": str()}:
            return ENDINGS.get(way)
        case _unknown:
            return None


def write_down(name: str) -> None:
    """What is taken, or that it was refused; a session that has ended gets neither."""
    try:
        taking(TAKEN if name else NO_SUCH_FILE)(name)
    except SessionEndedError:
        st.rerun()  # The gate then says why.


def given(chart: Chart, description: str, name: str, ticket: str) -> dict[str, object]:
    """What the browser needs for the picture that was asked for, once that is written down."""
    return {
        "ticket": ticket,
        "name": name,
        "figure": chart.picture,
        "title": chart.title,
        "description": description,
        "language": language_tag(language()),
        "width": PICTURE_WIDTH,
        "plotly": PLOTLY,
        "drawing": DRAWING,
    }


def labels() -> dict[str, str]:
    return {
        "png": _("Picture (PNG)"),
        "png2": _("Large picture (PNG)"),
        "print": _("Picture for print (PNG)"),
        "svg": _("Drawing (SVG)"),
        "pdf": _("Document (PDF)"),
    }
