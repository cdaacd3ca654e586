"""A chart that is finished, as text: what is kept for all visitors and sent to each as it is.

It must never be changed: whoever wants another chart draws one.
"""

import json
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.chart_drawing import Drawing
from dashboard.chart_frame import FRAME, Inner, annotations, lay_out


@dataclass(frozen=True, kw_only=True)
class Chart:
    """In Plotly's JSON: `picture` has title and footer inside, `bare` leaves them to the page."""

    picture: str
    bare: str
    title: str
    notes: tuple[str, ...]
    height: int

    @property
    def figure(self) -> go.Figure:
        """The picture for this machine's own programs; Plotly checks it."""
        return go.Figure(json.loads(self.picture))


class SentAsItIs(go.Figure):
    """A chart for Streamlit, which else checks and copies its figure anew for each visitor."""

    def __init__(self, text: str) -> None:
        self._text = text

    def to_dict(self) -> dict[str, object]:
        return json.loads(self._text)


def finished(chart: Drawing) -> Chart:
    about = chart.layout["meta"]
    return Chart(
        picture=as_text(chart),
        bare=as_text(on_page(chart)),
        title=about["title"],
        notes=tuple(about["notes"]),
        height=chart.layout["height"],
    )


def on_page(chart: Drawing) -> Drawing:
    """The chart without the title and the footer, which stand around it on the page."""
    kept = [one for one in annotations(chart) if one.get("name") != FRAME]
    bare = Drawing(**{**chart.layout, "annotations": kept})
    bare.data = chart.data
    lay_out(bare, Inner(**chart.layout["meta"]["inner"]), 0, 0)
    return bare


def as_text(chart: Drawing) -> str:
    parts = {"data": chart.data, "layout": chart.layout}
    return json.dumps(parts, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
