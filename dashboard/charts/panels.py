"""Panels of a chart, two in a row, each with its title at its left edge.

Written out instead of asked from Plotly's own `make_subplots`, which takes ten times as long. It
must never choose the figures.
"""

from collections.abc import Mapping, Sequence
from itertools import product

from dashboard.charts.drawing import Drawing
from dashboard.charts.text_width import in_lines

COLUMNS, ROOM, TITLE_HEIGHT, TITLE_SIZE = 2, 190, 76, 13
BETWEEN = 0.05


def panels(titles: Sequence[str], rows: int, height: int, room: int = ROOM) -> Drawing:
    """The axes of all panels. The title's lines are no longer than `room`; all is in pixels."""
    columns = min(COLUMNS, len(titles))
    width = (1 - BETWEEN * (columns - 1)) / columns
    gap = min(TITLE_HEIGHT / height, 1 / rows) if rows > 1 else 0
    tall = (1 - gap * (rows - 1)) / rows
    layout: dict[str, object] = {}
    named = []
    for place, (row, column) in enumerate(
        list(product(range(rows), range(columns)))[: len(titles)]
    ):
        left, top = column * (width + BETWEEN), 1 - row * (tall + gap)
        layout[f"xaxis{number(place)}"] = {
            "domain": [left, min(1, left + width)],
            "anchor": f"y{number(place)}",
        }
        layout[f"yaxis{number(place)}"] = {
            "domain": [max(0, top - tall), top],
            "anchor": f"x{number(place)}",
            "showticklabels": column == 0,
        }
        named.append(title(in_lines(titles[place], room, TITLE_SIZE, bold=True), left, top))
    return Drawing(**layout, annotations=named)


def title(text: str, left: float, top: float) -> Mapping[str, object]:
    return {
        "text": text,
        "xref": "paper",
        "yref": "paper",
        "x": left,
        "y": top,
        "xanchor": "left",
        "yanchor": "bottom",
        "align": "left",
        "showarrow": False,
        "font": {"size": TITLE_SIZE, "weight": 600},
    }


def position(place: int) -> Mapping[str, str]:
    """The axes that a trace of this panel is drawn on."""
    return {"xaxis": f"x{number(place)}", "yaxis": f"y{number(place)}"}


def number(place: int) -> str:
    """Plotly counts axes from one and leaves the first number out."""
    return str(place + 1) if place else ""
