"""A chart while it is drawn: traces, and the layout around them, in Plotly's own words.

Plain dictionaries stand for Plotly's figure, which checks each property each time that one is set:
a reader waited longer for that than for all the rest of a page. The tests have Plotly check a
chart of every kind. It must never choose a figure, a colour or a place.
"""

import re
from collections.abc import Mapping
from typing import Any

Trace = dict[str, object]
Words = Mapping[str, object]


class Drawing:
    """What the chart_ modules draw on. Words are Plotly's, as for its figure."""

    def __init__(self, **layout: object) -> None:
        self.data: list[Trace] = []
        self.layout: dict[str, Any] = {"xaxis": {}, "yaxis": {}, **layout}

    def add_trace(self, trace: Trace) -> None:
        self.data.append(trace)

    def add_annotation(self, **words: object) -> None:
        self.layout.setdefault("annotations", []).append(words)

    def add_shape(self, **words: object) -> None:
        self.layout.setdefault("shapes", []).append(words)

    def update_layout(self, **words: object) -> None:
        """What is a group of words itself is added to the group that is there."""
        for name, value in words.items():
            known = self.layout.get(name)
            if isinstance(known, dict) and isinstance(value, dict):
                value = {**known, **value}
            self.layout[name] = value

    def update_xaxes(self, **words: object) -> "Drawing":
        for name in self.axes("x"):
            self.update_layout(**{name: words})
        return self

    def update_yaxes(self, **words: object) -> "Drawing":
        for name in self.axes("y"):
            self.update_layout(**{name: words})
        return self

    def suppose(self, x: Words, y: Words) -> None:
        """Of all axes, where nothing else was said before."""
        for letter, words in (("x", x), ("y", y)):
            for name in self.axes(letter):
                self.layout[name] = {**words, **self.layout[name]}

    def axes(self, letter: str) -> list[str]:
        return [name for name in self.layout if re.fullmatch(rf"{letter}axis\d*", name)]


def scatter(**words: object) -> Trace:
    return {"type": "scatter", **words}


def bar(**words: object) -> Trace:
    return {"type": "bar", **words}
