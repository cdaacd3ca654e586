"""What stands around every chart: title above, footer below, text for who cannot see it.

A finished chart has both inside the picture, so that it names its source, its release and its
random change wherever it goes. On a page the same words stand around it as text, which wraps on a
phone and can be read aloud. It must never depend on a value from a person's row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from dashboard.cells import Series
from dashboard.chart_drawing import Drawing
from dashboard.chart_style import INK, QUIET
from dashboard.chart_text import broken, length, plain
from dashboard.figures import change, change_in_words, in_words
from dashboard.release_file import Release
from dashboard.texts import _, day, period

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


class Counted(StrEnum):
    """Whose records a chart rests on. Programme outputs are exact."""

    VICTIMS = "victims"
    DEFENDANTS = "defendants"
    OUTPUTS = "outputs"


class Drawn(StrEnum):
    """What stands for a figure in a chart, which its footer explains."""

    POINTS = "points"
    BARS = "bars"
    SHADES = "shades"
    BANDS = "bands"
    PROGRESS = "progress"


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a chart says about itself. `notes` come first in its footer, the definition next.

    `further_source`: of what the chart shows beside its figures.
    """

    title: str
    subtitle: str
    definition: str = ""
    notes: tuple[str, ...] = ()
    counted: Counted = Counted.VICTIMS
    further_source: str = ""


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
    told = [one for one in chart.data if one.get("showlegend") is not False]
    names = [str(one["name"]) for one in told if one.get("name")]
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


def annotations(chart: Drawing) -> Sequence[Mapping[str, object]]:
    return chart.layout.get("annotations", [])


def panel_room(chart: Drawing) -> int:
    """Titles of panels stand above the chart itself."""
    titles = [
        one["text"]
        for one in annotations(chart)
        if (one.get("yref"), one.get("yanchor")) == ("paper", "bottom")
    ]
    return TITLE_LINE * max((text.count("<br>") + 1 for text in titles), default=0)


def footer(release: Release, words: Words, drawn: Drawn) -> list[str]:
    """How the chart is to be read, then where it comes from."""
    reading = [*words.notes, words.definition, *certainty(words.counted, drawn)]
    origin = [
        source(words.counted),
        words.further_source,
        _("Release: {name}, {date}", name=release.name, date=day(release.released_on)),
        example_note() if release.fictional else "",
    ]
    return [" ".join(filter(None, sentences)) for sentences in (reading, map(stopped, origin))]


def certainty(counted: Counted, drawn: Drawn) -> list[str]:
    if counted is Counted.OUTPUTS:
        exact = _("These figures are exact: no victim or defendant is counted in them.")
        return [*(how_to_read(drawn) if drawn is Drawn.PROGRESS else []), exact]
    found = [
        *how_to_read(drawn),
        _("Each figure carries a small random change that protects each person."),
    ]
    if counted is Counted.VICTIMS:
        found.append(_("These are people identified by authorities, not all victims."))
    return found


def how_to_read(drawn: Drawn) -> list[str]:
    match drawn:
        case Drawn.POINTS:
            return [
                _("Bars: 19 times out of 20, the recorded number lies inside."),
                _("Hollow points: the bar reaches zero."),
            ]
        case Drawn.BARS:
            return [
                _("Dark: at least so many."),
                _("Pale: 19 times out of 20, the recorded number lies inside."),
            ]
        case Drawn.SHADES:
            return [
                _("Numbers in areas: 19 times out of 20, the recorded number lies between them."),
                _("Grey: the figure cannot be told from none."),
            ]
        case Drawn.BANDS:
            return [
                _("Two numbers: 19 times out of 20, the recorded number lies between them."),
                _("Paths that cannot be told from none are left out."),
            ]
        case Drawn.PROGRESS:
            return [_("Long line: target. Short line: baseline.")]


def source(counted: Counted) -> str:
    match counted:
        case Counted.VICTIMS:
            return _("Source: case records of the national referral mechanism.")
        case Counted.DEFENDANTS:
            return _("Source: records of criminal proceedings.")
        case Counted.OUTPUTS:
            return _("Source: records of the programme.")


def stopped(sentence: str) -> str:
    return sentence if not sentence or sentence.endswith(".") else f"{sentence}."


def example_note() -> str:
    return _("Example data: every person is fictional")


def head_html(words: Words) -> str:
    return (
        f'<div class="chart-head"><h2>{escape(words.title)}</h2>'
        f"<p>{escape(words.subtitle)}</p></div>"
    )


def foot_html(notes: Sequence[str]) -> str:
    paragraphs = "".join(f"<p>{escape(note)}</p>" for note in notes)
    return f'<div class="chart-foot">{paragraphs}</div>'


def alt_text(words: Words, groups: Sequence[Series]) -> str:
    """The first and the last figure of each series in words, and whether they clearly differ."""
    parts = []
    for one in groups:
        ends = list(one.figures.items())
        chosen = ends if len(ends) < 3 else [ends[0], ends[-1]]
        spoken = "; ".join(f"{period(code)}: {in_words(figure)}" for code, figure in chosen)
        kind = change(chosen[0][1], chosen[-1][1], len(groups)) if len(chosen) == 2 else None
        judged = f" {change_in_words(kind)}." if kind else ""
        parts.append(f"{one.label}. {spoken}.{judged}")
    return " ".join([f"{words.title}, {words.subtitle}.", *parts])
