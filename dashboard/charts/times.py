"""Figures over time: points with intervals, which no line joins.

A line would tell of a course between two noisy points that nobody knows.
"""

from collections.abc import Mapping, Sequence
from math import ceil
from types import MappingProxyType

from dashboard.charts.captions import Words
from dashboard.charts.drawing import Drawing, scatter
from dashboard.charts.panels import COLUMNS, panels, position
from dashboard.charts.rows import spoken_figure
from dashboard.charts.style import (
    AXIS,
    BLUE,
    GROUPS,
    RULE,
    SYMBOLS,
    VERMILLION,
    highest,
    interval,
    legend_entry,
    marker,
)
from dashboard.charts.surround import framed
from dashboard.charts.text_width import broken, in_lines, length, longest, plain
from dashboard.figures.series import Series
from dashboard.figures.wording import in_table
from dashboard.language.texts import _, count, period
from dashboard.release.facts import Release

AXIS_ROOM, LABEL, NAME_ROOM, NAME_LINE = 34, 12, 110, 16
LAST_GAP = 8
HEIGHT, PANEL_HEIGHT = 300, 200
HEADROOM = 1.08
# How far the points of several series stand apart within a period, and published totals from ours.
APART, BESIDE = 0.16, 0.28
# The width of one of two panels on a phone.
PHONE_PANEL = 138


def trend(
    release: Release, words: Words, years: Series, published: Sequence[tuple[int, int, str]]
) -> Drawing:
    """One series as points with intervals, officially published totals as open diamonds."""
    printed = [total for total in published if str(total[0]) in years.figures]
    chart = Drawing()
    if printed:
        chart.add_trace(legend_entry(_("Protected figure with its interval"), BLUE))
    add_points(chart, years, BLUE)
    if printed:
        add_published(chart, list(years.figures), printed)
    last_text = in_table(list(years.figures.values())[-1])
    add_last_figure(chart, years, last_text)
    set_times(chart, list(years.figures))
    set_counts(chart, max([top([years]), *(victims for _year, victims, _source in printed)]))
    return framed(
        chart,
        release,
        words,
        height=HEIGHT,
        left=AXIS_ROOM,
        right=ceil(length(last_text, LABEL, bold=True)) + LAST_GAP,
        legend=bool(printed),
    )


def time_series(release: Release, words: Words, all_series: Sequence[Series]) -> Drawing:
    """Up to six series in one chart, each named beside its last point in its own colour."""
    chart = Drawing()
    for turn, (series, colour, symbol) in enumerate(zip(all_series, GROUPS, SYMBOLS, strict=False)):
        shift = (turn - (len(all_series) - 1) / 2) * APART
        add_points(chart, series, colour, symbol, shift)
    set_times(chart, list(all_series[0].figures))
    set_counts(chart, top(all_series))
    add_names(chart, all_series)
    lines = [
        line for series in all_series for line in broken(series.label, NAME_ROOM, LABEL, bold=True)
    ]
    right = ceil(longest(lines, LABEL, bold=True)) + 12
    return framed(chart, release, words, height=HEIGHT, left=AXIS_ROOM, right=right, legend=False)


def small_multiples(release: Release, words: Words, all_series: Sequence[Series]) -> Drawing:
    """One panel per group on shared axes: its title is its label."""
    rows = ceil(len(all_series) / COLUMNS)
    height = PANEL_HEIGHT * rows
    chart = panels([series.label for series in all_series], rows, height, PHONE_PANEL)
    for place, series in enumerate(all_series):
        add_points(chart, series, BLUE, where=position(place))
    set_times(chart, list(all_series[0].figures), fitting=4)
    set_counts(chart, top(all_series))
    return framed(chart, release, words, height=height, left=AXIS_ROOM, legend=False)


def add_points(
    chart: Drawing,
    series: Series,
    colour: str,
    symbol: str = "circle",
    shift: float = 0,
    where: Mapping[str, str] = MappingProxyType({}),
) -> None:
    figures = list(series.figures.values())
    chart.add_trace(
        scatter(
            x=[place + shift for place in range(len(figures))],
            y=[figure.value for figure in figures],
            error_y=interval(figures, colour),
            mode="markers",
            marker=marker(figures, colour, symbol),
            cliponaxis=False,
            name=series.label,
            showlegend=False,
            text=[
                spoken_figure(series.label, code, figure) for code, figure in series.figures.items()
            ],
            hovertemplate="%{text}<extra></extra>",
            **where,
        )
    )


def set_times(chart: Drawing, codes: Sequence[str], fitting: int = 6) -> None:
    """A place for each period, and as many of their names as fit on a phone."""
    step = ceil(len(codes) / fitting)
    if "Q" in codes[0]:
        step = 4 * ceil(step / 4) if len(codes) > fitting else 1
    places = range((len(codes) - 1) % step, len(codes), step)
    chart.update_xaxes(
        range=[-0.6, len(codes) - 0.4],
        tickvals=list(places),
        ticktext=[period(codes[place]) for place in places],
        tickangle=0,
        showticklabels=True,
    )


def set_counts(chart: Drawing, highest_figure: int) -> None:
    chart.update_yaxes(
        range=[0, HEADROOM * highest_figure],
        gridcolor=RULE,
        nticks=6,
        zeroline=True,
        zerolinecolor=AXIS,
    )


def top(all_series: Sequence[Series]) -> int:
    return highest([figure for series in all_series for figure in series.figures.values()])


def add_published(
    chart: Drawing, codes: Sequence[str], published: Sequence[tuple[int, int, str]]
) -> None:
    chart.add_trace(
        scatter(
            x=[codes.index(str(year)) + BESIDE for year, _total, _source in published],
            y=[victims for _year, victims, _source in published],
            mode="markers",
            marker={
                "symbol": "diamond-open",
                "size": 8,
                "color": VERMILLION,
                "line": {"width": 1.8},
            },
            name=_("Officially published total (sources in the table)"),
            text=[plain(f"{year}: {count(total)} ({source})") for year, total, source in published],
            hovertemplate="%{text}<extra></extra>",
        )
    )


def add_last_figure(chart: Drawing, series: Series, text: str) -> None:
    """The newest figure stands beside its point."""
    last = list(series.figures.values())[-1]
    chart.add_annotation(
        text=f"<b>{plain(text)}</b>",
        xref="paper",
        x=1,
        xshift=LAST_GAP / 2,
        y=last.value,
        xanchor="left",
        yanchor="middle",
        showarrow=False,
        font={"size": LABEL, "color": BLUE},
    )


def add_names(chart: Drawing, all_series: Sequence[Series]) -> None:
    for (label, height), colour in zip(name_heights(all_series).items(), GROUPS, strict=False):
        chart.add_annotation(
            text=f"<b>{in_lines(label, NAME_ROOM, LABEL, bold=True)}</b>",
            xref="paper",
            x=1,
            y=height,
            xshift=4,
            xanchor="left",
            yanchor="middle",
            align="left",
            showarrow=False,
            font={"size": LABEL, "color": colour},
        )


def name_heights(all_series: Sequence[Series]) -> Mapping[str, float]:
    """As near to the last points as names can stand without touching each other."""
    pixel = HEADROOM * top(all_series) / HEIGHT
    last = {series.label: list(series.figures.values())[-1].value for series in all_series}
    rooms = {
        label: len(broken(label, NAME_ROOM, LABEL, bold=True)) * NAME_LINE * pixel for label in last
    }
    heights: dict[str, float] = {}
    free = 0.0
    for label in sorted(last, key=lambda name: last[name]):
        heights[label] = max(last[label], free + rooms[label] / 2)
        free = heights[label] + rooms[label] / 2
    return {series.label: heights[series.label] for series in all_series}
