"""What stands around every chart: title above, footer below, text for who cannot see it.

The footer is part of the picture, so that a downloaded chart still names its source, its release
and its random change. It must never depend on a value from a person's row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import plotly.graph_objects as go

from dashboard.cells import Series
from dashboard.figures import in_words
from dashboard.release_file import Release
from dashboard.texts import _, day, period

INK, QUIET, RULE, AXIS = "#1C2833", "#52606B", "#E3E8EC", "#9AA5AE"
FONT = "IBM Plex Sans, Helvetica Neue, Arial, sans-serif"
# A phone shows about so many characters of each size in one line.
TITLE_WIDTH, NOTE_WIDTH = 46, 70
# Heights and margins in pixels: annotations know no other measure.
TITLE_LINE, SUBTITLE_LINE, LEGEND, GAP, AXIS_LABELS, NOTE_LINE, RIGHT, PAD = (
    22,
    26,
    42,
    24,
    40,
    15,
    14,
    8,
)
PICTURE_WIDTH = 1000


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a chart says about itself, above its points."""

    title: str
    subtitle: str


def framed(
    chart: go.Figure, release: Release, words: Words, *, height: int, left: int, legend: bool
) -> go.Figure:
    """Title above, source and the note on the random change below, inside the picture."""
    title = wrap(words.title, TITLE_WIDTH)
    notes = [line for note in footer(release) for line in wrap(note, NOTE_WIDTH)]
    head = TITLE_LINE * len(title) + SUBTITLE_LINE
    top, bottom = head + (LEGEND if legend else 0) + GAP, AXIS_LABELS + NOTE_LINE * len(notes)
    chart.update_layout(
        template="none",
        height=height + top + bottom + 2 * PAD,
        margin={"t": top + PAD, "b": bottom + PAD, "l": left + PAD, "r": RIGHT},
        font={"family": FONT, "size": 12, "color": INK},
        paper_bgcolor="#FFFFFF",
        plot_bgcolor="#FFFFFF",
        hoverlabel={"bgcolor": "#FFFFFF", "font": {"color": INK, "family": FONT}},
        showlegend=legend,
        legend={
            "orientation": "h",
            "xref": "container",
            "yref": "container",
            "x": 0.005,
            "y": 1 - (head + PAD) / (height + top + bottom + 2 * PAD),
            "yanchor": "top",
        },
    )
    chart.update_xaxes(showgrid=False, zeroline=False)
    chart.update_xaxes(tickfont={"color": QUIET}, ticklabelstandoff=4)
    add_text(chart, [f"<b>{line}</b>" for line in title], 16, INK, left, y=1, up=top)
    below_title = top - TITLE_LINE * len(title)
    add_text(chart, [words.subtitle], 13, QUIET, left, y=1, up=below_title)
    add_text(chart, notes, 11, QUIET, left, y=0, up=-AXIS_LABELS)
    return chart


def add_text(
    chart: go.Figure, lines: Sequence[str], size: int, colour: str, left: int, y: int, up: int
) -> None:
    """Text from the picture's left edge, `up` pixels above the plot's top (1) or bottom (0)."""
    chart.add_annotation(
        text="<br>".join(lines),
        xref="paper",
        yref="paper",
        x=0,
        y=y,
        xshift=-left,
        yshift=up,
        xanchor="left",
        yanchor="top",
        align="left",
        showarrow=False,
        borderpad=0,
        font={"size": size, "color": colour},
    )


def footer(release: Release) -> list[str]:
    notes = [
        _("Bars: 19 times out of 20, the recorded number lies inside."),
        _("Hollow points: the bar reaches zero."),
        _("Each figure carries a small random change that protects each person."),
        _("These are people identified by authorities, not all victims."),
        _("Source: case records of the national referral mechanism."),
        _("Release: {name}, {date}", name=release.name, date=day(release.released_on)),
    ]
    return [*notes, example_note()] if release.fictional else notes


def example_note() -> str:
    return _("Example data: every person is fictional")


def alt_text(words: Words, groups: Sequence[Series]) -> str:
    """The first and the last figure of each series, in words."""
    parts = []
    for one in groups:
        ends = list(one.figures.items())
        chosen = ends if len(ends) < 3 else [ends[0], ends[-1]]
        spoken = "; ".join(f"{period(code)}: {in_words(figure)}" for code, figure in chosen)
        parts.append(f"{one.label}. {spoken}.")
    return " ".join([f"{words.title}, {words.subtitle}.", *parts])


def picture_options(name: str, height: int) -> dict[str, object]:
    """Only the picture button remains, and it speaks the reader's language."""
    words = {
        "Download plot as a PNG": _("Download as a picture (PNG)"),
        "Preparing image - this may take a few seconds": _("Preparing the picture …"),
        "Image download succeeded": _("Picture saved"),
    }
    return {
        "displaylogo": False,
        "displayModeBar": True,
        "scrollZoom": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {
            "format": "png",
            "filename": name,
            "width": PICTURE_WIDTH,
            "height": height,
            "scale": 2,
        },
        "locale": "reader",
        "locales": {"reader": {"dictionary": words, "format": {}}},
    }
