"""Every chart of the dashboard: the one place for Plotly.

A chart says itself what it counts, where it comes from and how far its figures can be trusted, so
that a downloaded picture says it too. It must never show a point without its interval, nor load
anything from elsewhere.
"""

from collections.abc import Mapping, Sequence
from math import ceil
from textwrap import wrap

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.cells import Series
from dashboard.chart_frame import AXIS, QUIET, RULE, Words, framed
from dashboard.figures import Figure, in_table, in_words
from dashboard.release_file import Release
from dashboard.texts import _, count, period

# Okabe and Ito's colours, which stay apart for colour-blind readers and in grey print.
BLUE, VERMILLION = "#0072B2", "#D55E00"
PERIODS = ("#56B4E9", "#0072B2", "#0B3C5D")
# Two panels in a row, and as many characters in their titles and labels as a phone can show.
COLUMNS, PANEL_WIDTH, CATEGORY_WIDTH = 2, 25, 20
PANEL_HEIGHT, PANEL_TITLE, LINE_HEIGHT, AXIS_WIDTH, LABEL_WIDTH = 180, 64, 16, 30, 128


def trend(
    release: Release, words: Words, years: Series, published: Sequence[tuple[int, int, str]]
) -> go.Figure:
    """One series as points with intervals, officially published totals as open diamonds."""
    chart = go.Figure()
    add_legend_entry(chart, _("Protected figure with its interval"), BLUE)
    add_points(chart, years, BLUE)
    if published:
        add_published(chart, published)
    set_years(chart, years)
    chart.update_yaxes(rangemode="tozero", zerolinecolor=AXIS, gridcolor=RULE)
    return framed(chart, release, words, height=300, left=AXIS_WIDTH, legend=True)


def small_multiples(release: Release, words: Words, shown: Sequence[Series]) -> go.Figure:
    """One panel per group on shared axes: its title is its label."""
    rows, columns = ceil(len(shown) / COLUMNS), min(COLUMNS, len(shown))
    height = PANEL_HEIGHT * rows
    chart = panels([one.label for one in shown], rows, columns, height, shared_yaxes="all")
    for place, one in enumerate(shown):
        add_points(chart, one, BLUE, **position(place))
    set_years(chart, shown[0])
    chart.update_xaxes(showticklabels=True)
    chart.update_yaxes(range=[0, 1.08 * highest(shown)], zerolinecolor=AXIS, gridcolor=RULE)
    return framed(chart, release, words, height=height, left=AXIS_WIDTH, legend=False)


def pooled_periods(
    release: Release, words: Words, groups: Mapping[str, Sequence[Series]]
) -> go.Figure:
    """One panel per group; in it a line per category and period, the latest period darkest."""
    rows, columns = ceil(len(groups) / COLUMNS), min(COLUMNS, len(groups))
    every = [one for categories in groups.values() for one in categories]
    periods = list(every[0].figures)
    lines = max(len(categories) for categories in groups.values())
    height = rows * (PANEL_TITLE + lines * max(30, 10 + LINE_HEIGHT * len(periods)))
    chart = panels(list(groups), rows, columns, height, shared_xaxes="all", shared_yaxes=True)
    for code, shade in zip(periods, shades(len(periods)), strict=True):
        add_legend_entry(chart, period(code), shade)
    for place, categories in enumerate(groups.values()):
        for turn, (code, shade) in enumerate(zip(periods, shades(len(periods)), strict=True)):
            heights = [line + (turn + 1) / (len(periods) + 1) for line in range(len(categories))]
            add_lines(chart, categories, code, shade, heights, place)
    end = 1.3 * highest(every)
    chart.update_xaxes(range=[-0.01 * end, end], gridcolor=RULE, showticklabels=True)
    chart.update_yaxes(
        range=[lines, 0],
        tickvals=[line + 0.5 for line in range(lines)],
        ticktext=["<br>".join(wrap(one.label, CATEGORY_WIDTH)) for one in every[:lines]],
        ticklabelstandoff=8,
        showgrid=False,
        zeroline=False,
    )
    legend = len(periods) > 1
    chart = framed(chart, release, words, height=height, left=LABEL_WIDTH, legend=legend)
    return chart.update_xaxes(showgrid=True)


def panels(
    titles: Sequence[str], rows: int, columns: int, height: int, **shared: str | bool
) -> go.Figure:
    chart = make_subplots(
        rows=rows,
        cols=columns,
        subplot_titles=["<br>".join(wrap(title, PANEL_WIDTH)) for title in titles],
        vertical_spacing=min(PANEL_TITLE / height, 1 / rows),
        horizontal_spacing=0.05,
        **shared,
    )
    for place, title in enumerate(chart.layout.annotations):
        left = place % COLUMNS * (1 + 0.05) / columns
        title.update(x=left, xanchor="left", align="left", font={"size": 13, "weight": 600})
    return chart


def position(place: int) -> dict[str, int]:
    return {"row": place // COLUMNS + 1, "col": place % COLUMNS + 1}


def set_years(chart: go.Figure, one: Series) -> None:
    years = [int(code) for code in one.figures]
    step = 1 if len(years) < 6 else None
    chart.update_xaxes(range=[years[0] - 0.7, years[-1] + 0.8], dtick=step, tickformat="d")


def add_points(chart: go.Figure, one: Series, colour: str, **where: int) -> None:
    figures = list(one.figures.values())
    chart.add_trace(
        go.Scatter(
            x=[int(code[:4]) for code in one.figures],
            y=[figure.value for figure in figures],
            error_y=interval(figures, colour),
            mode="markers",
            marker=marker(figures, colour),
            cliponaxis=False,
            name=one.label,
            showlegend=False,
            text=[f"{period(code)}: {in_words(figure)}" for code, figure in one.figures.items()],
            hovertemplate="%{text}<extra></extra>",
        ),
        **where,
    )


def add_published(chart: go.Figure, published: Sequence[tuple[int, int, str]]) -> None:
    chart.add_trace(
        go.Scatter(
            x=[year + 0.28 for year, _total, _source in published],
            y=[victims for _year, victims, _source in published],
            mode="markers",
            marker={
                "symbol": "diamond-open",
                "size": 8,
                "color": VERMILLION,
                "line": {"width": 1.8},
            },
            name=_("Officially published total (sources in the table)"),
            text=[f"{year}: {count(victims)} ({source})" for year, victims, source in published],
            hovertemplate="%{text}<extra></extra>",
        )
    )


def add_lines(
    chart: go.Figure,
    categories: Sequence[Series],
    code: str,
    shade: str,
    heights: Sequence[float],
    place: int,
) -> None:
    """Points, intervals and figures of one period, at the given heights of one panel."""
    figures = [one.figures[code] for one in categories]
    spoken = [f"{one.label}, {period(code)}: {in_words(one.figures[code])}" for one in categories]
    chart.add_trace(
        go.Scatter(
            x=[figure.value for figure in figures],
            y=heights,
            error_x=interval(figures, shade),
            mode="markers",
            marker=marker(figures, shade),
            cliponaxis=False,
            name=period(code),
            showlegend=False,
            text=spoken,
            hovertemplate="%{text}<extra></extra>",
        ),
        **position(place),
    )
    chart.add_trace(
        go.Scatter(
            x=[figure.upper for figure in figures],
            y=heights,
            mode="text",
            text=[f"  {in_table(figure)}" for figure in figures],
            textposition="middle right",
            textfont={"size": 11, "color": QUIET},
            cliponaxis=False,
            hoverinfo="skip",
            showlegend=False,
        ),
        **position(place),
    )


def add_legend_entry(chart: go.Figure, name: str, colour: str) -> None:
    """A full point, whatever the first point of the period looks like."""
    chart.add_trace(
        go.Scatter(
            x=[None], y=[None], mode="markers", marker={"size": 8, "color": colour}, name=name
        )
    )


def marker(figures: Sequence[Figure], colour: str) -> dict[str, object]:
    """A point whose interval reaches zero stays hollow."""
    return {
        "size": 7,
        "color": ["#FFFFFF" if figure.reaches_zero else colour for figure in figures],
        "line": {"width": 1.6, "color": colour},
    }


def interval(figures: Sequence[Figure], colour: str) -> dict[str, object]:
    """A thick pale bar."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return {
        "type": "data",
        "symmetric": False,
        "array": [figure.upper - figure.value for figure in figures],
        "arrayminus": [figure.value - figure.lower for figure in figures],
        "thickness": 5,
        "width": 0,
        "color": f"rgba({red}, {green}, {blue}, 0.35)",
    }


def shades(number: int) -> list[str]:
    """From light to dark; only the last three periods are told apart by shade."""
    return [PERIODS[max(0, 3 - number + turn)] for turn in range(number)]


def highest(groups: Sequence[Series]) -> int:
    return max((figure.upper for one in groups for figure in one.figures.values()), default=1) or 1
