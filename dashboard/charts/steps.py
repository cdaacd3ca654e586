"""Steps on a way, and progress towards a target.

A share of the first step is shown only where dashboard/figures/shares.py allows it.
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
from dashboard.figures.shares import share_in_table, share_of
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
    labels, figures = [label for label, _one in steps], [figure for _label, figure in steps]
    heights = [line + 0.5 for line in range(len(steps))]
    spoken = [
        spoken_figure(label, within, figure) if within else plain(f"{label}: {in_words(figure)}")
        for label, figure in steps
    ]
    beside = [
        beside_step(figures[0], figure, first=place == 0) for place, figure in enumerate(figures)
    ]
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


def beside_step(whole: Figure, figure: Figure, first: bool) -> list[str]:
    """The figure, and below it its share of the first step if that may be shown."""
    part = None if first else share_of(figure, whole)
    return [in_table(figure), share_in_table(part)] if part else [in_table(figure)]


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
    for line, progress in enumerate(rows):
        add_bullet(chart, line + 0.5, progress)
    labels = [progress.label for progress in rows]
    beside = [[reached(progress), target_words(progress)] for progress in rows]
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


def add_bullet(chart: Drawing, height: float, progress: Progress) -> None:
    """The target, or else the highest value, is one."""
    scale = progress.target or max(
        filter(None, (progress.exact, progress.baseline, upper(progress))), default=1
    )
    sure_value = progress.exact if progress.figure is None else progress.figure.lower
    spoken = plain(f"{progress.label}: {reached(progress)}. {target_words(progress)}")
    add_bar(chart, 0, (sure_value or 0) / scale, height, BLUE, spoken)
    if progress.figure:
        pale = see_through(BLUE, BAND)
        add_bar(
            chart,
            progress.figure.lower / scale,
            progress.figure.upper / scale,
            height,
            pale,
            spoken,
        )
    if progress.baseline is not None:
        add_mark(chart, progress.baseline / scale, height, 0.24, QUIET)
    if progress.target is not None:
        add_mark(chart, progress.target / scale, height, 0.4, VERMILLION)


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


def upper(progress: Progress) -> float | None:
    return progress.figure.upper if progress.figure else None


def reached(progress: Progress) -> str:
    if progress.figure:
        return in_table(progress.figure)
    return count(progress.exact) if progress.exact is not None else "\N{EN DASH}"


def target_words(progress: Progress) -> str:
    return (
        _("target: {number}", number=count(progress.target)) if progress.target else _("no target")
    )
