"""How points, bars, intervals and labels look in every chart: colours and small parts, no layout.

A figure is drawn only as far as it is known: a bar is dark as far as it surely reaches and pale up
to where it may end, and a figure that is known by its two ends only has no mark in between.
"""

from collections.abc import Sequence

from dashboard.charts.drawing import Trace, scatter
from dashboard.figures.wording import Figure, Precision, precision

# Okabe and Ito's colours, which stay apart for colour-blind readers; the order also stays apart in
# grey print. Yellow is left out: it cannot be read on white.
BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY = (
    "#0072B2",
    "#D55E00",
    "#007A5A",
    "#A8588C",
    "#B87700",
    "#3D8FBF",
)
GROUPS = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY)
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "star")
# Periods are told apart by shade, the latest darkest.
PERIODS = ("#56B4E9", "#0072B2", "#0B3C5D")
# From few to many on maps. Each is at least 1.25 times as dark as the one before.
SCALE = ("#E6F0F7", "#B3D1E6", "#6FA8D0", "#2B78B0", "#0B3C5D")
UNSURE = "#EDEFF1"
INK, QUIET, RULE, AXIS = "#1C2833", "#52606B", "#E3E8EC", "#9AA5AE"
PALE, BAND, SURE = 0.35, 0.26, 0.72


def see_through(colour: str, part: float) -> str:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {part})"


def shades(number: int) -> list[str]:
    """From light to dark; only the last three periods are told apart by shade."""
    return [PERIODS[max(0, 3 - number + turn)] for turn in range(number)]


def on_colour(background: str) -> str:
    """Ink or white, whichever can be read on it."""
    red, green, blue = (int(background[start : start + 2], 16) for start in (1, 3, 5))
    return INK if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else "#FFFFFF"


def marker(figures: Sequence[Figure], colour: str, symbol: str = "circle") -> dict[str, object]:
    """A point whose interval reaches zero stays hollow; what cannot be has no point."""
    return {
        "size": [0 if figure.impossible else 8 for figure in figures],
        "symbol": symbol,
        "opacity": 1,
        "color": ["#FFFFFF" if figure.reaches_zero else colour for figure in figures],
        "line": {
            "width": [0 if figure.impossible else 1.6 for figure in figures],
            "color": colour,
        },
    }


def interval(figures: Sequence[Figure], colour: str, thickness: int = 5) -> dict[str, object]:
    """A thick pale bar."""
    return {
        "type": "data",
        "symmetric": False,
        "array": [figure.upper - figure.value for figure in figures],
        "arrayminus": [figure.value - figure.lower for figure in figures],
        "thickness": thickness,
        "width": 0,
        "color": see_through(colour, PALE),
    }


def is_told(figure: Figure) -> bool:
    """Whether a figure is known well enough to show its value, and not only its two ends."""
    return precision(figure) in (Precision.ABOUT, Precision.CLOSE)


def legend_entry(name: str, colour: str, symbol: str = "circle") -> Trace:
    """A full point, whatever the first point of the series looks like."""
    return scatter(
        x=[None],
        y=[None],
        mode="markers",
        marker={"size": 9, "color": colour, "symbol": symbol},
        name=name,
    )


def highest(figures: Sequence[Figure]) -> int:
    return max((figure.upper for figure in figures), default=1) or 1
