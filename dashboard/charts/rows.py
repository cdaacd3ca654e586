"""Charts that read like a table: a label at the left, a bar or points with an interval, the figure.

The order of the rows is given and never made here: rows whose intervals overlap are not ranked.
"""

from collections.abc import Mapping, Sequence
from math import ceil

from dashboard.charts.captions import Drawn, Words
from dashboard.charts.drawing import Drawing, Trace, bar, scatter
from dashboard.charts.panels import COLUMNS, TITLE_HEIGHT, panels, position
from dashboard.charts.style import (
    AXIS,
    BAND,
    BLUE,
    GROUPS,
    INK,
    QUIET,
    RULE,
    SURE,
    highest,
    interval,
    is_told,
    legend_entry,
    marker,
    see_through,
    shades,
)
from dashboard.charts.surround import framed
from dashboard.charts.text_width import broken, in_lines, longest, plain
from dashboard.figures.series import Series
from dashboard.figures.wording import Figure, in_table, in_words
from dashboard.language.texts import period
from dashboard.release.facts import Release

LABEL, SMALL = 12, 11
LABEL_ROOM, GUTTER_GAP = 132, 10
ONE_LINE, BETWEEN, TEXT_LINE = 18, 14, 15
# A panel's figures stand inside it, right of its longest interval.
PANEL_HEADROOM = 1.5


def bars(
    release: Release, words: Words, rows: Sequence[Series], colours: Sequence[str] | None = None
) -> Drawing:
    """A row per series; in it a bar per period (or per group, in colours of their own)."""
    codes = list(rows[0].figures)
    colours = colours or (shades(len(codes)) if len(codes) > 1 else [BLUE])
    lines = row_lines(rows, len(codes))
    chart = Drawing()
    for turn, (code, colour) in enumerate(zip(codes, colours, strict=False)):
        heights = [line + (turn + 0.5) / len(codes) * 0.8 + 0.1 for line in range(len(rows))]
        figures = [series.figures[code] for series in rows]
        spoken = [spoken_figure(series.label, code, series.figures[code]) for series in rows]
        add_bars(chart, figures, heights, 0.62 / len(codes), colour, spoken)
        add_figures(chart, figures, heights)
    if len(codes) > 1:
        for code, colour in zip(codes, colours, strict=False):
            chart.add_trace(legend_entry(period(code), colour, "square"))
    all_figures = [series.figures[code] for series in rows for code in codes]
    set_rows(chart, [series.label for series in rows], all_figures)
    chart.update_layout(barmode="overlay")
    return framed(
        chart,
        release,
        words,
        height=lines,
        left=label_room([series.label for series in rows]),
        right=gutter(all_figures),
        legend=len(codes) > 1,
        drawn=Drawn.BARS,
    ).update_xaxes(showgrid=True)


def grouped_bars(
    release: Release, words: Words, rows: Mapping[str, Mapping[str, Figure]]
) -> Drawing:
    """Label of the row to label of the group to figure: groups in colours of their own."""
    all_series = [Series(label=label, figures=groups) for label, groups in rows.items()]
    return bars(release, words, all_series, GROUPS)


def add_bars(
    chart: Drawing,
    figures: Sequence[Figure],
    heights: Sequence[float],
    thickness: float,
    colour: str,
    spoken: Sequence[str],
    sign: int = 1,
) -> None:
    """Dark as far as the figure surely reaches, pale to where it may end, a tick at its value."""
    for start, end, part in (
        ([0] * len(figures), [figure.lower for figure in figures], SURE),
        ([figure.lower for figure in figures], [figure.upper for figure in figures], BAND),
    ):
        chart.add_trace(
            bar(
                x=[sign * (high - low) for low, high in zip(start, end, strict=True)],
                base=[sign * low for low in start],
                y=heights,
                width=thickness,
                orientation="h",
                marker={"color": see_through(colour, part), "line": {"width": 0}},
                showlegend=False,
                cliponaxis=False,
                text=spoken,
                textposition="none",
                hovertemplate="%{text}<extra></extra>",
            )
        )
    for figure, height in zip(figures, heights, strict=True):
        if is_told(figure):
            add_tick(chart, sign * figure.value, height, thickness)


def add_tick(chart: Drawing, place: float, height: float, thickness: float) -> None:
    half = thickness / 2
    chart.add_shape(
        type="line", x0=place, x1=place, y0=height - half, y1=height + half,
        line={"color": INK, "width": 2},
    )  # fmt: skip


def add_figures(chart: Drawing, figures: Sequence[Figure], heights: Sequence[float]) -> None:
    """The figures as text in a column at the right."""
    for figure, height in zip(figures, heights, strict=True):
        chart.add_annotation(
            text=plain(in_table(figure)),
            xref="paper",
            x=1,
            y=height,
            xshift=GUTTER_GAP,
            xanchor="left",
            yanchor="middle",
            showarrow=False,
            font={"size": SMALL, "color": INK},
        )


def set_rows(chart: Drawing, labels: Sequence[str], figures: Sequence[Figure]) -> None:
    chart.update_xaxes(range=[0, 1.02 * highest(figures)], gridcolor=RULE)
    chart.update_yaxes(
        range=[len(labels), 0],
        tickvals=[line + 0.5 for line in range(len(labels))],
        ticktext=[in_lines(label, LABEL_ROOM, LABEL) for label in labels],
        ticklabelstandoff=8,
        ticks="",
        showgrid=False,
        zeroline=False,
        showline=True,
        linecolor=AXIS,
    )


def label_room(labels: Sequence[str]) -> int:
    broken_labels = [line for label in labels for line in broken(label, LABEL_ROOM, LABEL)]
    return ceil(longest(broken_labels, LABEL)) + 12


def gutter(figures: Sequence[Figure]) -> int:
    return ceil(longest((in_table(figure) for figure in figures), SMALL)) + GUTTER_GAP + 2


def row_lines(rows: Sequence[Series], marks: int) -> int:
    """The height of all rows: each as high as the longest label or its marks need."""
    texts = max(len(broken(series.label, LABEL_ROOM, LABEL)) for series in rows)
    return len(rows) * (max(texts * TEXT_LINE, marks * ONE_LINE) + BETWEEN)


def spoken_figure(label: str, code: str, figure: Figure) -> str:
    return plain(f"{label}, {period(code)}: {in_words(figure)}")


def pooled_periods(
    release: Release, words: Words, groups: Mapping[str, Sequence[Series]]
) -> Drawing:
    """One panel per group; in it points per row and period, the latest period darkest."""
    all_series = [series for categories in groups.values() for series in categories]
    if len(groups) == 1:
        return points(release, words, all_series)
    periods = list(all_series[0].figures)
    rows, lines = ceil(len(groups) / COLUMNS), max(map(len, groups.values()))
    one_panel = row_lines(all_series[:lines], len(periods)) + TITLE_HEIGHT
    chart = panels(list(groups), rows, one_panel * rows)
    for code, shade in zip(periods, shades(len(periods)), strict=True):
        chart.add_trace(legend_entry(period(code), shade))
    for place, categories in enumerate(groups.values()):
        add_points(chart, categories, position(place), inside=True)
    figures = [figure for series in all_series for figure in series.figures.values()]
    set_rows(chart, [series.label for series in all_series[:lines]], figures)
    chart.update_xaxes(range=[0, PANEL_HEADROOM * highest(figures)], showticklabels=True)
    return framed(
        chart,
        release,
        words,
        height=one_panel * rows,
        left=label_room([series.label for series in all_series[:lines]]),
        legend=len(periods) > 1,
    ).update_xaxes(showgrid=True)


def points(release: Release, words: Words, rows: Sequence[Series]) -> Drawing:
    """A row per series; in it a point with its interval per period, the latest darkest."""
    codes = list(rows[0].figures)
    chart = Drawing()
    for code, shade in zip(codes, shades(len(codes)), strict=True):
        chart.add_trace(legend_entry(period(code), shade))
    add_points(chart, rows, {}, inside=False)
    figures = [figure for series in rows for figure in series.figures.values()]
    set_rows(chart, [series.label for series in rows], figures)
    return framed(
        chart,
        release,
        words,
        height=row_lines(rows, len(codes)),
        left=label_room([series.label for series in rows]),
        right=gutter(figures),
        legend=len(codes) > 1,
    ).update_xaxes(showgrid=True)


def add_points(
    chart: Drawing, rows: Sequence[Series], where: Mapping[str, str], inside: bool
) -> None:
    """Points and intervals; the figures stand inside the panel or in a column at the right."""
    codes = list(rows[0].figures)
    for turn, (code, shade) in enumerate(zip(codes, shades(len(codes)), strict=True)):
        heights = [line + (turn + 1) / (len(codes) + 1) for line in range(len(rows))]
        figures = [series.figures[code] for series in rows]
        chart.add_trace(
            scatter(
                x=[figure.value for figure in figures],
                y=heights,
                error_x=interval(figures, shade),
                mode="markers",
                marker=marker(figures, shade),
                cliponaxis=False,
                name=period(code),
                showlegend=False,
                text=[spoken_figure(series.label, code, series.figures[code]) for series in rows],
                hovertemplate="%{text}<extra></extra>",
                **where,
            )
        )
        if inside:
            chart.add_trace(figures_inside(figures, heights, where))
        else:
            add_figures(chart, figures, heights)


def figures_inside(
    figures: Sequence[Figure], heights: Sequence[float], where: Mapping[str, str]
) -> Trace:
    return scatter(
        x=[figure.upper for figure in figures],
        y=heights,
        mode="text",
        text=[f"  {plain(in_table(figure))}" for figure in figures],
        textposition="middle right",
        textfont={"size": SMALL, "color": QUIET},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
        **where,
    )
