"""Where: the map of cantons, Republika Srpska and Brčko, and the same as tiles of equal area.

A large area draws the eye without having more victims: the tiles show every area alike. Areas are
shaded by classes of figures that can be told from none; the others are grey and never look small.
Nothing is fetched: the boundaries are bundled and drawn as plain shapes.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from math import ceil, cos, radians
from pathlib import Path
from typing import Any

from dashboard.charts.captions import Drawn, Words
from dashboard.charts.drawing import Drawing, Trace, scatter
from dashboard.charts.style import AXIS, SCALE, UNSURE, on_colour
from dashboard.charts.surround import framed
from dashboard.charts.text_width import broken, plain
from dashboard.figures.wording import Figure, in_table, in_words
from dashboard.language.texts import _, count
from dashboard.release.facts import Release

BOUNDARIES = Path(__file__).parents[1] / "static" / "geo" / "areas.geojson"
MAP_HEIGHT, TILE, TILE_GAP, LABEL, FIGURE = 470, 92, 0.04, 9.5, 11
MIDDLE_LATITUDE = 44
# Where each area lies, roughly: column and row of its tile.
TILES = {
    "BA-01": (0, 0), "BA-SRP": (1, 0), "BA-02": (2, 0), "BA-BRC": (3, 0),
    "BA-10": (0, 1), "BA-06": (1, 1), "BA-04": (2, 1), "BA-03": (3, 1),
    "BA-08": (0, 2), "BA-07": (1, 2), "BA-09": (2, 2), "BA-05": (3, 2),
}  # fmt: skip
TILE_COLUMNS = 4
# Where the figure of an area stands on the map, if its middle does not suit.
FIGURE_PLACES = {"BA-SRP": (17.15, 44.75), "BA-05": (18.98, 43.66), "BA-07": (17.85, 43.5)}

Ring = Sequence[tuple[float, float]]


def area_map(
    release: Release, words: Words, figures: Mapping[str, Figure], names: Mapping[str, str]
) -> Drawing:
    """Each area by its code. An area that is not on the map (abroad) has no shape."""
    classes = class_ends(figures)
    chart = Drawing()
    for code, rings in boundaries().items():
        if code in figures:
            spoken = plain(f"{names[code]}: {in_words(figures[code])}")
            chart.add_trace(shape(rings, class_colour(figures[code], classes), spoken))
    for code, (x, y) in figure_places().items():
        if code in figures:
            colour = on_colour(class_colour(figures[code], classes))
            add_text(chart, in_table(figures[code]), x, y, colour)
    add_class_legend(chart, classes)
    set_plane(chart)
    lines = _("Boundaries: Natural Earth, for orientation only.")
    return framed_places(chart, release, replace(words, further_source=lines), MAP_HEIGHT)


def tile_grid(
    release: Release, words: Words, figures: Mapping[str, Figure], names: Mapping[str, str]
) -> Drawing:
    """A square for each area in the place where it lies; what is not on the map comes last."""
    classes = class_ends(figures)
    places = tile_places(list(figures))
    rows = max(row for _column, row in places.values()) + 1
    chart = Drawing()
    for code, (column, row) in places.items():
        colour = class_colour(figures[code], classes)
        spoken = plain(f"{names[code]}: {in_words(figures[code])}")
        chart.add_trace(shape([square(column, row)], colour, spoken))
        lines = "<br>".join(plain(line) for line in broken(names[code], TILE - 12, LABEL))
        label = f'<span style="font-size: {LABEL}px">{lines}</span><br><b>'
        label += f"{plain(in_table(figures[code]))}</b>"
        add_label(chart, label, column + 0.5, row + 0.5, on_colour(colour))
    add_class_legend(chart, classes)
    chart.update_xaxes(range=[0, TILE_COLUMNS], visible=False)
    chart.update_yaxes(range=[rows, 0], visible=False)
    return framed_places(chart, release, words, TILE * rows)


def framed_places(chart: Drawing, release: Release, words: Words, height: int) -> Drawing:
    return framed(
        chart,
        release,
        words,
        height=height,
        left=0,
        right=0,
        legend=True,
        axis=False,
        drawn=Drawn.SHADES,
    )


def class_ends(figures: Mapping[str, Figure]) -> list[int]:
    """The highest figure of each class: up to four classes of equal and round width."""
    values = [figure.value for figure in figures.values() if has_shade(figure)]
    if not values:
        return []
    width = rounded_up(ceil((max(values) + 1) / (len(SCALE) - 1)))
    return [width * turn - 1 for turn in range(1, ceil((max(values) + 1) / width) + 1)]


def rounded_up(number: int) -> int:
    """To 1, 2, 5, 10, 20, 50 ..."""
    magnitude = 10 ** (len(str(number)) - 1)
    return next(step * magnitude for step in (1, 2, 5, 10) if step * magnitude >= number)


def has_shade(figure: Figure) -> bool:
    return not figure.reaches_zero and not figure.impossible


def class_colour(figure: Figure, classes: Sequence[int]) -> str:
    if not has_shade(figure):
        return UNSURE
    return SCALE[next(place for place, end in enumerate(classes) if figure.value <= end)]


def add_class_legend(chart: Drawing, classes: Sequence[int]) -> None:
    starts = [0, *(end + 1 for end in classes[:-1])]
    named = [
        (f"{count(max(1, start))}\N{EN DASH}{count(end)}", colour)
        for start, end, colour in zip(starts, classes, SCALE, strict=False)
    ]
    for name, colour in [(_("too few to be told from none"), UNSURE), *named]:
        chart.add_trace(
            scatter(
                x=[None],
                y=[None],
                mode="markers",
                name=name,
                marker={
                    "symbol": "square",
                    "size": 12,
                    "color": colour,
                    "line": {"color": AXIS, "width": 0.8},
                },
            )
        )


def shape(rings: Sequence[Ring], colour: str, spoken: str) -> Trace:
    """Closed lines with a fill; None stands between two rings."""
    points = [point for ring in rings for point in (*ring, (None, None))][:-1]
    return scatter(
        x=[x for x, _y in points],
        y=[y for _x, y in points],
        mode="lines",
        fill="toself",
        fillcolor=colour,
        line={"color": AXIS, "width": 0.8},
        hoveron="fills",
        name=spoken,
        text=spoken,
        hoverinfo="text",
        hoverlabel={"namelength": -1},
        showlegend=False,
    )


def square(column: int, row: int) -> Ring:
    left, right = column + TILE_GAP, column + 1 - TILE_GAP
    top, bottom = row + TILE_GAP, row + 1 - TILE_GAP
    return [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]


def tile_places(codes: Sequence[str]) -> dict[str, tuple[int, int]]:
    others = [code for code in codes if code not in TILES]
    last = max((row for code, (_c, row) in TILES.items() if code in codes), default=-1) + 1
    added = {
        code: (place % TILE_COLUMNS, last + place // TILE_COLUMNS)
        for place, code in enumerate(others)
    }
    return {code: (TILES | added)[code] for code in codes}


def add_text(chart: Drawing, text: str, x: float, y: float, colour: str) -> None:
    add_label(chart, f"<b>{plain(text)}</b>", x, y, colour)


def add_label(chart: Drawing, text: str, x: float, y: float, colour: str) -> None:
    chart.add_annotation(
        text=text,
        x=x,
        y=y,
        xanchor="center",
        yanchor="middle",
        showarrow=False,
        font={"size": FIGURE, "color": colour},
        captureevents=False,
    )


def set_plane(chart: Drawing) -> None:
    """Lengths of east and north alike, as they are in the middle of the country."""
    chart.update_xaxes(visible=False)
    chart.update_yaxes(visible=False, scaleanchor="x", scaleratio=1 / cos(radians(MIDDLE_LATITUDE)))


@lru_cache
def boundaries() -> Mapping[str, Sequence[Ring]]:
    """Code to the outer rings of its area."""
    features = json.loads(BOUNDARIES.read_text(encoding="utf-8"))["features"]
    return {feature["properties"]["code"]: rings_of(feature["geometry"]) for feature in features}


def rings_of(geometry: Mapping[str, Any]) -> Sequence[Ring]:
    parts = geometry["coordinates"]
    polygons = [parts] if geometry["type"] == "Polygon" else parts
    return [[tuple(point) for point in polygon[0]] for polygon in polygons]


@lru_cache
def figure_places() -> Mapping[str, tuple[float, float]]:
    return {code: FIGURE_PLACES.get(code, middle(rings)) for code, rings in boundaries().items()}


def middle(rings: Sequence[Ring]) -> tuple[float, float]:
    """The centre of gravity of the largest ring."""
    return max((centre(ring) for ring in rings), key=lambda area_and_centre: area_and_centre[0])[1]


def centre(ring: Ring) -> tuple[float, tuple[float, float]]:
    """Area and centre of gravity."""
    area = x_sum = y_sum = 0.0
    for (x0, y0), (x1, y1) in pairwise(ring):
        cross = x0 * y1 - x1 * y0
        area, x_sum, y_sum = area + cross, x_sum + (x0 + x1) * cross, y_sum + (y0 + y1) * cross
    return abs(area / 2), (x_sum / (3 * area), y_sum / (3 * area))
