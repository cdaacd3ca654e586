"""A chart that is finished, as text: what is kept for all visitors and sent to each as it is.

It must never be changed: whoever wants another chart draws one.
"""

import json
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.drawing import Drawing
from dashboard.charts.surround import FRAME, Inner, annotations, lay_out


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
        """The picture for this machine's own programs. Plotly checks it and would add its look."""
        figure = json.loads(self.picture)
        return go.Figure({**figure, "layout": {**figure["layout"], "template": {}}})


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
    """The chart without the title and the footer, which stand around it on the page.

    Streamlit shows each chart twice; by its revision Plotly sees that it need not draw it again.
    It would all the same if there were a template or, for any other program, a meta.
    """
    kept = [annotation for annotation in annotations(chart) if annotation.get("name") != FRAME]
    bare = Drawing(**{**chart.layout, "annotations": kept, "datarevision": 1})
    bare.data = chart.data
    about = bare.layout.pop("meta")
    lay_out(bare, Inner(**about["inner"]), 0, 0)
    return bare


def as_text(chart: Drawing) -> str:
    parts = {"data": chart.data, "layout": chart.layout}
    return json.dumps(parts, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
