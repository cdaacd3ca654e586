"""A chart while it is drawn: traces, and the layout around them, in Plotly's own words.

Plain dictionaries stand for Plotly's figure, which checks each property each time that one is set:
a reader waited longer for that than for all the rest of a page. The tests have Plotly check a
chart of every kind. It must never choose a figure, a colour or a place.
"""

import re
from collections.abc import Mapping
from typing import Any

Trace = dict[str, object]
Properties = Mapping[str, object]


class Drawing:
    """What the modules of this package draw on. Properties have Plotly's names and values."""

    def __init__(self, **layout: object) -> None:
        self.data: list[Trace] = []
        self.layout: dict[str, Any] = {"xaxis": {}, "yaxis": {}, **layout}

    def add_trace(self, trace: Trace) -> None:
        self.data.append(trace)

    def add_annotation(self, **properties: object) -> None:
        self.layout.setdefault("annotations", []).append(properties)

    def add_shape(self, **properties: object) -> None:
        self.layout.setdefault("shapes", []).append(properties)

    def update_layout(self, **properties: object) -> None:
        """What is a group of words itself is added to the group that is there."""
        for name, value in properties.items():
            existing = self.layout.get(name)
            if isinstance(existing, dict) and isinstance(value, dict):
                value = {**existing, **value}
            self.layout[name] = value

    def update_xaxes(self, **properties: object) -> "Drawing":
        for name in self.axes("x"):
            self.update_layout(**{name: properties})
        return self

    def update_yaxes(self, **properties: object) -> "Drawing":
        for name in self.axes("y"):
            self.update_layout(**{name: properties})
        return self

    def suppose(self, x: Properties, y: Properties) -> None:
        """Of all axes, where nothing else was said before."""
        for letter, properties in (("x", x), ("y", y)):
            for name in self.axes(letter):
                self.layout[name] = {**properties, **self.layout[name]}

    def axes(self, letter: str) -> list[str]:
        return [name for name in self.layout if re.fullmatch(rf"{letter}axis\d*", name)]


def scatter(**properties: object) -> Trace:
    return {"type": "scatter", **properties}


def bar(**properties: object) -> Trace:
    return {"type": "bar", **properties}
