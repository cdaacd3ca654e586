"""A chart of several panels or of bands as rows that fit a phone: the same figures and order.

It stands in the page beside the chart itself, and style.css shows one of the two. It must never
show a figure that the chart does not.
"""

from collections.abc import Mapping, Sequence
from html import escape

from dashboard.charts.style import highest
from dashboard.figures.series import Series
from dashboard.figures.wording import Figure, in_table
from dashboard.language.texts import period


def phone_rows(groups: Mapping[str, Sequence[Series]], with_points: bool = True) -> str:
    """A heading per group, in it a row per series and period: label, interval, figure."""
    figures = [
        figure for rows in groups.values() for row in rows for figure in row.figures.values()
    ]
    end = highest(figures)
    sections = (
        f"<section>{heading(title)}<dl>{rows_html(rows, end, with_points)}</dl></section>"
        for title, rows in groups.items()
    )
    return f'<div class="on-phone">{"".join(sections)}</div>'


def heading(title: str) -> str:
    """A single group needs no name beside the chart's own."""
    return f"<h3>{escape(title)}</h3>" if title else ""


def rows_html(rows: Sequence[Series], end: int, with_points: bool) -> str:
    several = max(len(series.figures) for series in rows) > 1
    return "".join(
        f"<div><dt>{escape(label_of(series.label, code, several))}</dt>"
        f"<dd>{interval_html(figure, end, with_points)}"
        f"<span>{escape(in_table(figure))}</span></dd></div>"
        for series in rows
        for code, figure in series.figures.items()
    )


def label_of(label: str, code: str, several: bool) -> str:
    return f"{label}, {period(code)}" if several else label


def interval_html(figure: Figure, end: int, with_points: bool) -> str:
    """The interval as a pale bar, and the point in it, hollow where the bar reaches zero."""
    if figure.impossible:
        return "<i></i>"
    left, width = 100 * figure.lower / end, 100 * (figure.upper - figure.lower) / end
    kind = ' class="hollow"' if figure.reaches_zero else ""
    point = f'<b{kind} style="left:{100 * figure.value / end:.1f}%"></b>' if with_points else ""
    return f'<i><u style="left:{left:.1f}%;width:{width:.1f}%"></u>{point}</i>'
