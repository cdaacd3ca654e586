"""Steps on a way, and progress towards a target.

A share of the first step is shown only where shares.py allows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from dashboard.charts.captions import Drawn, Words
from dashboard.charts.drawing import Drawing, bar
from dashboard.charts.rows import GUTTER_GAP, SMALL, add_bars, label_room, set_rows, spoken_figure
from dashboard.charts.style import BAND, BLUE, INK, QUIET, VERMILLION, see_through
from dashboard.charts.surround import framed
from dashboard.charts.text_width import longest, plain
from dashboard.figures.shares import share, share_in_table
from dashboard.figures.wording import Figure, in_table, in_words
from dashboard.language.texts import _, count
from dashboard.release.facts import Release

STEP_ROW, BULLET_ROW = 46, 44
# Where a bar ends that has left its target far behind.
BEYOND = 1.15


@dataclass(frozen=True, kw_only=True)
class Progress:
    """An indicator on its way: exact for programme outputs, a figure with interval otherwise."""

    label: str
    exact: float | None = None
    figure: Figure | None = None
    baseline: float | None = None
    target: float | None = None


def funnel(
    release: Release, words: Words, steps: Sequence[tuple[str, Figure]], within: str = ""
) -> Drawing:
    """A bar per step, its figure, and what part of the first step it is."""
    labels, figures = [label for label, _one in steps], [one for _label, one in steps]
    heights = [line + 0.5 for line in range(len(steps))]
    spoken = [
        spoken_figure(label, within, one) if within else plain(f"{label}: {in_words(one)}")
        for label, one in steps
    ]
    beside = [beside_step(figures[0], one, first=place == 0) for place, one in enumerate(figures)]
    chart = Drawing()
    add_bars(chart, figures, heights, 0.7, BLUE, spoken)
    set_rows(chart, labels, figures)
    add_beside(chart, beside)
    chart.update_layout(barmode="overlay")
    return framed(
        chart,
        release,
        words,
        height=STEP_ROW * len(steps),
        left=label_room(labels),
        right=ceil(longest((line for text in beside for line in text), SMALL, bold=True)) + 14,
        legend=False,
        drawn=Drawn.BARS,
    ).update_xaxes(showgrid=True)


def beside_step(whole: Figure, one: Figure, first: bool) -> list[str]:
    """The figure, and below it its share of the first step if that may be shown."""
    part = None if first else share(one, whole)
    return [in_table(one), share_in_table(part)] if part else [in_table(one)]


def add_beside(chart: Drawing, texts: Sequence[Sequence[str]]) -> None:
    for line, text in enumerate(texts):
        first, *others = map(plain, text)
        chart.add_annotation(
            text="<br>".join([f"<b>{first}</b>", *others]),
            xref="paper",
            x=1,
            y=line + 0.5,
            xshift=GUTTER_GAP,
            xanchor="left",
            yanchor="middle",
            align="left",
            showarrow=False,
            font={"size": SMALL, "color": INK},
        )


def bullets(release: Release, words: Words, rows: Sequence[Progress]) -> Drawing:
    """A bar per indicator, each on its own scale, with lines for its baseline and its target."""
    chart = Drawing()
    for line, one in enumerate(rows):
        add_bullet(chart, line + 0.5, one)
    labels = [one.label for one in rows]
    beside = [[reached(one), target_words(one)] for one in rows]
    set_rows(chart, labels, [])
    add_beside(chart, beside)
    chart.update_layout(barmode="overlay")
    framed(
        chart,
        release,
        words,
        height=BULLET_ROW * len(rows),
        left=label_room(labels),
        right=ceil(longest((line for text in beside for line in text), SMALL, bold=True)) + 14,
        legend=False,
        axis=False,
        drawn=Drawn.PROGRESS,
    )
    return chart.update_xaxes(range=[0, BEYOND], showticklabels=False)


def add_bullet(chart: Drawing, height: float, one: Progress) -> None:
    """The target, or else the highest value, is one."""
    scale = one.target or max(filter(None, (one.exact, one.baseline, upper(one))), default=1)
    known = one.exact if one.figure is None else one.figure.lower
    spoken = plain(f"{one.label}: {reached(one)}. {target_words(one)}")
    add_bar(chart, 0, (known or 0) / scale, height, BLUE, spoken)
    if one.figure:
        pale = see_through(BLUE, BAND)
        add_bar(chart, one.figure.lower / scale, one.figure.upper / scale, height, pale, spoken)
    if one.baseline is not None:
        add_mark(chart, one.baseline / scale, height, 0.24, QUIET)
    if one.target is not None:
        add_mark(chart, one.target / scale, height, 0.4, VERMILLION)


def add_bar(
    chart: Drawing, start: float, end: float, height: float, colour: str, spoken: str
) -> None:
    chart.add_trace(
        bar(
            x=[min(BEYOND, end) - start],
            base=[start],
            y=[height],
            width=0.34,
            orientation="h",
            marker={"color": colour, "line": {"width": 0}},
            showlegend=False,
            text=[spoken],
            textposition="none",
            hovertemplate="%{text}<extra></extra>",
        )
    )


def add_mark(chart: Drawing, place: float, height: float, half: float, colour: str) -> None:
    place = min(BEYOND, place)
    chart.add_shape(
        type="line", x0=place, x1=place, y0=height - half, y1=height + half,
        line={"color": colour, "width": 3},
    )  # fmt: skip


def upper(one: Progress) -> float | None:
    return one.figure.upper if one.figure else None


def reached(one: Progress) -> str:
    if one.figure:
        return in_table(one.figure)
    return count(one.exact) if one.exact is not None else "\N{EN DASH}"


def target_words(one: Progress) -> str:
    return _("target: {number}", number=count(one.target)) if one.target else _("no target")
