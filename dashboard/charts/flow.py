"""From where to where, as bands between two columns: of an aggregated table only, never of paths.

A flow that cannot be told from none has no band: the table beside the chart holds it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from dashboard.charts.captions import Drawn, Words
from dashboard.charts.drawing import Drawing, Trace, scatter
from dashboard.charts.rows import LABEL, SMALL
from dashboard.charts.style import GROUPS, INK, see_through
from dashboard.charts.surround import framed
from dashboard.charts.text_width import broken, in_lines, longest, plain
from dashboard.figures.wording import Figure, in_table, in_words
from dashboard.release.facts import Release

ROOM, LINE, BETWEEN, LEAST = 112, 15, 10, 16
PIXELS_PER_PERSON, TALLEST = 6, 420
COLUMN = 0.02
STEPS = 16

Flow = Mapping[tuple[str, str], Figure]


@dataclass(frozen=True, kw_only=True)
class Band:
    """A flow with the heights of its middle at both ends, from the top, in pixels."""

    start: str
    end: str
    figure: Figure
    thickness: float
    left: float
    right: float


def flow(
    release: Release, words: Words, figures: Flow, names: tuple[Mapping[str, str], ...]
) -> Drawing:
    """`names`: the labels of the codes at the left and of those at the right."""
    starts, ends = names
    clear = {pair: figure for pair, figure in figures.items() if not figure.reaches_zero}
    drawn_bands = bands_of(clear)
    left, right = places(drawn_bands, "start"), places(drawn_bands, "end")
    chart = Drawing()
    for band in drawn_bands:
        colour = GROUPS[list(left).index(band.start) % len(GROUPS)]
        spoken = f"{starts[band.start]} → {ends[band.end]}: {in_words(band.figure)}"
        chart.add_trace(ribbon(band, colour, plain(spoken)))
        add_figure(chart, band)
    add_columns(chart, left, 0, starts)
    add_columns(chart, right, 1, ends)
    height = ceil(max([end for _start, end in [*left.values(), *right.values()]], default=60))
    chart.update_xaxes(range=[0, 1], visible=False)
    chart.update_yaxes(range=[height + LINE, -LINE], visible=False)
    return framed(
        chart,
        release,
        words,
        height=height + 2 * LINE,
        left=room([starts[code] for code in left]),
        right=room([ends[code] for code in right]),
        legend=False,
        axis=False,
        drawn=Drawn.BANDS,
    )


def bands_of(clear: Flow) -> list[Band]:
    """In the given order of both columns, stacked without crossing inside a column."""
    scale = min(PIXELS_PER_PERSON, TALLEST / max(1, sum(figure.value for figure in clear.values())))
    sizes = {pair: max(LEAST, figure.value * scale) for pair, figure in clear.items()}
    lefts, rights = stacked(sizes, 0), stacked(sizes, 1)
    return [
        Band(
            start=pair[0],
            end=pair[1],
            figure=figure,
            thickness=sizes[pair],
            left=lefts[pair],
            right=rights[pair],
        )
        for pair, figure in clear.items()
    ]


def stacked(sizes: Mapping[tuple[str, str], float], side: int) -> dict[tuple[str, str], float]:
    """The middle of each band at one side: bands of one code together, codes apart."""
    middles, top = {}, 0.0
    for code in dict.fromkeys(pair[side] for pair in sorted_by(sizes, side)):
        for pair in (other for other in sizes if other[side] == code):
            middles[pair] = top + sizes[pair] / 2
            top += sizes[pair]
        top += BETWEEN
    return middles


def sorted_by(sizes: Mapping[tuple[str, str], float], side: int) -> Sequence[tuple[str, str]]:
    """The pairs in the order in which the codes of this side were given."""
    order = list(dict.fromkeys(pair[side] for pair in sizes))
    return sorted(sizes, key=lambda pair: order.index(pair[side]))


def places(bands: Sequence[Band], side: str) -> dict[str, tuple[float, float]]:
    """Code to top and bottom of its column."""
    heights: dict[str, list[float]] = {}
    for band in bands:
        middle = band.left if side == "start" else band.right
        ends = [middle - band.thickness / 2, middle + band.thickness / 2]
        heights.setdefault(getattr(band, side), []).extend(ends)
    return {code: (min(ends), max(ends)) for code, ends in heights.items()}


def ribbon(band: Band, colour: str, spoken: str) -> Trace:
    """A band that leaves and arrives level."""
    way = [step / STEPS for step in range(STEPS + 1)]
    across = [COLUMN + (1 - 2 * COLUMN) * part for part in way]
    middle = [band.left + (band.right - band.left) * part**2 * (3 - 2 * part) for part in way]
    half = band.thickness / 2 - 0.5
    return scatter(
        x=[*across, *reversed(across)],
        y=[*(y - half for y in middle), *(y + half for y in reversed(middle))],
        mode="lines",
        fill="toself",
        fillcolor=see_through(colour, 0.32),
        line={"width": 0, "color": colour},
        hoveron="fills",
        name=spoken,
        text=spoken,
        hoverinfo="text",
        showlegend=False,
    )


def add_figure(chart: Drawing, band: Band) -> None:
    """The figure at the start of its band."""
    chart.add_annotation(
        text=plain(in_table(band.figure)),
        x=COLUMN,
        y=band.left,
        xshift=6,
        xanchor="left",
        yanchor="middle",
        showarrow=False,
        font={"size": SMALL, "color": INK},
    )


def add_columns(
    chart: Drawing,
    heights: Mapping[str, tuple[float, float]],
    side: int,
    names: Mapping[str, str],
) -> None:
    for place, (code, (top, bottom)) in enumerate(heights.items()):
        chart.add_shape(
            type="rect",
            x0=side * (1 - COLUMN),
            x1=side * (1 - COLUMN) + COLUMN,
            y0=top,
            y1=bottom,
            line={"width": 0},
            fillcolor=GROUPS[place % len(GROUPS)] if side == 0 else INK,
        )
        chart.add_annotation(
            text=in_lines(names[code], ROOM, LABEL),
            xref="paper",
            x=side,
            y=(top + bottom) / 2,
            xshift=8 * (2 * side - 1),
            xanchor="left" if side else "right",
            yanchor="middle",
            align="left" if side else "right",
            showarrow=False,
            font={"size": LABEL, "color": INK},
        )


def room(labels: Sequence[str]) -> int:
    lines = [line for label in labels for line in broken(label, ROOM, LABEL)]
    return ceil(longest(lines, LABEL)) + 12
