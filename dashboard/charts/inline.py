"""A course in the space of a word, for a table cell: drawn as SVG in the page, without a frame.

It has no axis and no numbers, so it always stands beside the figures that it shows.
"""

from collections.abc import Sequence
from html import escape

from dashboard.charts.style import BLUE, see_through
from dashboard.figures.wording import Figure

WIDTH, HEIGHT, EDGE = 96, 26, 3


def sparkline(figures: Sequence[Figure], spoken: str) -> str:
    """Points and their intervals; `spoken` says the same to whoever cannot see it."""
    top = max((figure.upper for figure in figures), default=1) or 1
    step = (WIDTH - 2 * EDGE) / max(1, len(figures) - 1)
    marks = "".join(
        mark(EDGE + place * step, figure, top, last=place == len(figures) - 1)
        for place, figure in enumerate(figures)
        if not figure.impossible
    )
    return (
        f'<svg class="sparkline" role="img" aria-label="{escape(spoken)}" width="{WIDTH}" '
        f'height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">{marks}</svg>'
    )


def mark(x: float, figure: Figure, top: int, last: bool) -> str:
    low, high = down(figure.lower, top), down(figure.upper, top)
    fill = "#FFFFFF" if figure.reaches_zero else BLUE
    return (
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{low:.1f}" y2="{high:.1f}" '
        f'stroke="{see_through(BLUE, 0.35)}" stroke-width="3"/>'
        f'<circle cx="{x:.1f}" cy="{down(figure.value, top):.1f}" r="{2.6 if last else 1.8}" '
        f'fill="{fill}" stroke="{BLUE}"/>'
    )


def down(number: int, top: int) -> float:
    return HEIGHT - EDGE - number / top * (HEIGHT - 2 * EDGE)
