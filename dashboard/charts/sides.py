"""Two sides against each other: two periods of each group, or women and men by age."""

from collections.abc import Mapping, Sequence
from math import ceil

from dashboard.charts.captions import Drawn, Words
from dashboard.charts.drawing import Drawing, Trace, scatter
from dashboard.charts.rows import (
    GUTTER_GAP,
    LABEL,
    LABEL_ROOM,
    SMALL,
    add_bars,
    gutter,
    label_room,
    set_rows,
    spoken_figure,
)
from dashboard.charts.style import (
    AXIS,
    BLUE,
    INK,
    RULE,
    SKY,
    VERMILLION,
    highest,
    interval,
    legend_entry,
    marker,
)
from dashboard.charts.surround import framed
from dashboard.charts.text_width import in_lines, longest, plain
from dashboard.figures.compared import Compared
from dashboard.figures.wording import Change, Figure, change_in_words, in_table
from dashboard.language.texts import count
from dashboard.release.facts import Release

ROW, SIDE_ROW, NAME_ROOM = 44, 34, 22
MOST_MARKS, BETWEEN_COLUMNS = 4, 14


def dumbbell(
    release: Release, words: Words, rows: Sequence[Compared], names: tuple[str, str]
) -> Drawing:
    """Two points with their intervals per row, and in words whether they clearly differ."""
    chart = Drawing()
    for colour, symbol, name in zip((SKY, INK), ("circle", "square"), names, strict=True):
        chart.add_trace(legend_entry(name, colour, symbol))
    sides = ([compared.before for compared in rows], [compared.after for compared in rows])
    for place, (colour, symbol) in enumerate(((SKY, "circle"), (INK, "square"))):
        heights = [line + 0.36 + 0.28 * place for line in range(len(rows))]
        spoken = [
            spoken_figure(compared.label, names[place], figure)
            for compared, figure in zip(rows, sides[place], strict=True)
        ]
        chart.add_trace(side(sides[place], heights, colour, symbol, spoken))
    all_figures = [*sides[0], *sides[1]]
    judged = [verdict(compared.change) for compared in rows]
    set_rows(chart, [compared.label for compared in rows], all_figures)
    add_verdicts(chart, judged)
    return framed(
        chart,
        release,
        words,
        height=ROW * len(rows),
        left=label_room([compared.label for compared in rows]),
        right=ceil(longest(judged, SMALL, bold=True)) + 14,
        legend=True,
    ).update_xaxes(showgrid=True)


def side(
    figures: Sequence[Figure],
    heights: Sequence[float],
    colour: str,
    symbol: str,
    spoken: Sequence[str],
) -> Trace:
    return scatter(
        x=[figure.value for figure in figures],
        y=heights,
        error_x=interval(figures, colour),
        mode="markers",
        marker=marker(figures, colour, symbol),
        cliponaxis=False,
        showlegend=False,
        text=spoken,
        hovertemplate="%{text}<extra></extra>",
    )


def verdict(kind: Change) -> str:
    """With arrows that the bundled font has, unlike the triangles of the pages."""
    sign = {Change.UP: "↑ ", Change.DOWN: "↓ ", Change.NOT_CLEAR: ""}[kind]
    return sign + change_in_words(kind)


def add_verdicts(chart: Drawing, judged: Sequence[str]) -> None:
    for line, text in enumerate(judged):
        chart.add_annotation(
            text=plain(text),
            xref="paper",
            x=1,
            y=line + 0.5,
            xshift=10,
            xanchor="left",
            yanchor="middle",
            showarrow=False,
            font={"size": SMALL, "color": INK},
        )


def pyramid(
    release: Release,
    words: Words,
    sides: tuple[str, str],
    rows: Mapping[str, tuple[Figure, Figure]],
) -> Drawing:
    """Row label to the figures of both sides. The youngest are given first and stand lowest."""
    labels, pairs = list(rows), list(rows.values())
    all_figures = [figure for pair in pairs for figure in pair]
    heights = [len(rows) - line - 0.5 for line in range(len(rows))]
    chart = Drawing()
    for place, (colour, name) in enumerate(zip((BLUE, VERMILLION), sides, strict=True)):
        figures = [pair[place] for pair in pairs]
        spoken = [
            spoken_figure(label, name, figure)
            for label, figure in zip(labels, figures, strict=True)
        ]
        add_bars(chart, figures, heights, 0.68, colour, spoken, sign=2 * place - 1)
        add_side_figures(chart, figures, heights, place)
        add_side_name(chart, name, colour, place)
    set_sides(chart, labels, heights, all_figures)
    return framed(
        chart,
        release,
        words,
        height=SIDE_ROW * len(rows) + NAME_ROOM,
        left=label_room(labels) + gutter(all_figures) + BETWEEN_COLUMNS,
        right=gutter(all_figures),
        legend=False,
        drawn=Drawn.BARS,
    ).update_xaxes(showgrid=True, zeroline=True)


def add_side_figures(
    chart: Drawing, figures: Sequence[Figure], heights: Sequence[float], place: int
) -> None:
    """In a column outside the bars of this side."""
    for figure, height in zip(figures, heights, strict=True):
        chart.add_annotation(
            text=plain(in_table(figure)),
            xref="paper",
            x=place,
            y=height,
            xshift=(2 * place - 1) * GUTTER_GAP,
            xanchor="left" if place else "right",
            yanchor="middle",
            showarrow=False,
            font={"size": SMALL, "color": INK},
        )


def add_side_name(chart: Drawing, name: str, colour: str, place: int) -> None:
    """Above the bars, beside the middle."""
    chart.add_annotation(
        text=f"<b>{plain(name)}</b>",
        x=0,
        yref="paper",
        y=1,
        xshift=(2 * place - 1) * GUTTER_GAP,
        xanchor="left" if place else "right",
        yanchor="top",
        showarrow=False,
        font={"size": LABEL, "color": colour},
    )


def set_sides(
    chart: Drawing, labels: Sequence[str], heights: Sequence[float], all_figures: Sequence[Figure]
) -> None:
    """The same scale to both sides, and its numbers without a sign."""
    end = highest(all_figures)
    step = round_step(end)
    ticks = [turn * step for turn in range(-(end // step), end // step + 1)]
    chart.update_xaxes(
        range=[-1.02 * end, 1.02 * end],
        tickvals=ticks,
        ticktext=[count(abs(tick)) for tick in ticks],
        gridcolor=RULE,
        zerolinecolor=AXIS,
    )
    chart.update_yaxes(
        range=[len(labels), -NAME_ROOM / SIDE_ROW],
        tickvals=heights,
        ticktext=[in_lines(label, LABEL_ROOM, LABEL) for label in labels],
        ticklabelstandoff=gutter(all_figures) + BETWEEN_COLUMNS,
        showgrid=False,
        zeroline=False,
    )
    chart.update_layout(barmode="overlay")


def round_step(end: int) -> int:
    """Of the steps that make two to four marks to each side, the roundest."""
    magnitude = 10 ** max(0, len(str(end)) - 2)
    return next(
        factor * magnitude
        for factor in (1, 2, 5, 10, 20, 50)
        if end / (factor * magnitude) <= MOST_MARKS
    )
