"""What stands around every chart: the room that its words need, title above and footer below.

A finished chart has both inside the picture, so that it names its source, its release and its
random change wherever it goes. The words themselves are made in captions.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.captions import Drawn, Words, footer
from dashboard.charts.drawing import Drawing
from dashboard.charts.style import INK, QUIET
from dashboard.charts.text_width import broken, length, plain
from dashboard.release.facts import Release

FONT = "IBM Plex Sans, Helvetica Neue, Arial, sans-serif"
# Pixels: annotations know no other measure. A picture of this width is one column of a report.
PICTURE_WIDTH, PAD = 800, 16
TITLE, SUBTITLE, NOTE, LEGEND_TEXT = 20, 14, 11.5, 12
TITLE_LINE, SUBTITLE_LINE, NOTE_LINE = 26, 20, 16
LEGEND, GAP, AXIS_LABELS, RIGHT = 32, 12, 34, 14
# A second row of the legend, and how much of one fits on a phone beside the entries' marks.
LEGEND_ROW, LEGEND_MARK, PHONE = 20, 46, 330
FRAME = "frame"
# What all axes have in common. A template would say it once, but makes Plotly draw all twice.
EVERY_X = {
    "showgrid": False,
    "zeroline": False,
    "fixedrange": True,
    "tickfont": {"color": QUIET},
    "ticklabelstandoff": 4,
}
EVERY_Y = {"fixedrange": True}


@dataclass(frozen=True, kw_only=True)
class Inner:
    """The room that the chart itself needs, in pixels."""

    height: int
    left: int
    right: int = RIGHT
    legend: bool = False
    axis: bool = True


def framed(
    chart: Drawing,
    release: Release,
    words: Words,
    *,
    height: int,
    left: int,
    legend: bool,
    right: int = RIGHT,
    axis: bool = True,
    drawn: Drawn = Drawn.POINTS,
) -> Drawing:
    """The finished picture: title above, how to read it, source and release below."""
    inner = Inner(height=height, left=left, right=right, legend=legend, axis=axis)
    room = PICTURE_WIDTH - 2 * PAD
    title = broken(words.title, room, TITLE, bold=True)
    subtitle = broken(words.subtitle, room, SUBTITLE)
    spoken = footer(release, words, drawn)
    notes = [line for note in spoken for line in broken(note, room, NOTE)]
    head = TITLE_LINE * len(title) + SUBTITLE_LINE * len(subtitle) + GAP
    look(chart, inner)
    top, bottom = lay_out(chart, inner, head, NOTE_LINE * len(notes) + GAP)
    left = left + PAD
    bold = [f"<b>{plain(line)}</b>" for line in title]
    add_text(chart, bold, TITLE, INK, left, y=1, up=top - PAD)
    below = top - PAD - TITLE_LINE * len(title)
    add_text(chart, [plain(line) for line in subtitle], SUBTITLE, QUIET, left, y=1, up=below)
    start = -bottom + PAD + NOTE_LINE * len(notes)
    add_text(chart, [plain(line) for line in notes], NOTE, QUIET, left, y=0, up=start)
    chart.update_layout(meta={"title": words.title, "notes": spoken, "inner": vars(inner)})
    return chart


def look(chart: Drawing, inner: Inner) -> None:
    chart.suppose(EVERY_X, EVERY_Y)
    chart.update_layout(
        font={"family": FONT, "size": 12, "color": INK},
        paper_bgcolor="#FFFFFF",
        plot_bgcolor="#FFFFFF",
        hoverlabel={"bgcolor": "#FFFFFF", "font": {"color": INK, "family": FONT}},
        showlegend=inner.legend,
        dragmode=False,
    )


def lay_out(chart: Drawing, inner: Inner, head: int, foot: int) -> tuple[int, int]:
    """Room for title and footer around the chart; the heights above and below it."""
    pad = PAD if head else 4
    top = head + pad + legend_room(chart, inner, on_phones=not head) + panel_room(chart)
    bottom = foot + pad + (AXIS_LABELS if inner.axis else 0)
    height = inner.height + top + bottom
    chart.update_layout(
        height=height,
        margin={"t": top, "b": bottom, "l": inner.left + pad, "r": inner.right + pad},
        legend={
            "orientation": "h",
            "xref": "container",
            "yref": "container",
            "x": 0.005,
            "y": 1 - (head + pad) / height,
            "yanchor": "top",
        },
    )
    return top, bottom


def legend_room(chart: Drawing, inner: Inner, on_phones: bool) -> int:
    """A page may be as narrow as a phone, where the legend takes a second row."""
    if not inner.legend:
        return 0
    traces = [trace for trace in chart.data if trace.get("showlegend") is not False]
    names = [str(trace["name"]) for trace in traces if trace.get("name")]
    taken = sum(length(name, LEGEND_TEXT) + LEGEND_MARK for name in names)
    return LEGEND + (LEGEND_ROW if on_phones and taken > PHONE else 0)


def add_text(
    chart: Drawing,
    lines: Sequence[str],
    size: float,
    colour: str,
    left: int,
    y: int,
    up: float,
) -> None:
    """Text from the picture's left edge, `up` pixels above the chart's top (1) or bottom (0)."""
    chart.add_annotation(
        name=FRAME,
        text="<br>".join(lines),
        xref="paper",
        yref="paper",
        x=0,
        y=y,
        xshift=PAD - left,
        yshift=up,
        xanchor="left",
        yanchor="top",
        align="left",
        showarrow=False,
        borderpad=0,
        font={"size": size, "color": colour},
    )


def annotations(chart: Drawing) -> Sequence[Mapping[str, Any]]:
    kept: Sequence[Mapping[str, Any]] = chart.layout.get("annotations", [])
    return kept


def panel_room(chart: Drawing) -> int:
    """Titles of panels stand above the chart itself."""
    titles = [
        annotation["text"]
        for annotation in annotations(chart)
        if (annotation.get("yref"), annotation.get("yanchor")) == ("paper", "bottom")
    ]
    return TITLE_LINE * max((text.count("<br>") + 1 for text in titles), default=0)
