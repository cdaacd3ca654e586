"""A chart while it is drawn: traces, and the layout around them, in Plotly's own words.

Plain dictionaries stand for Plotly's figure, which checks each property each time that one is set:
a reader waited longer for that than for all the rest of a page. The tests have Plotly check a
chart of every kind. It must never choose a figure, a colour or a place.
"""

import re

AXIS = re.compile(r"([xy])axis\d*")

Trace = dict[str, object]


class Drawing:
    """What the chart_ modules draw on. Words are Plotly's, as for its figure."""

    def __init__(self, **layout: object) -> None:
        self.data: list[Trace] = []
        self.layout: dict[str, object] = {"xaxis": {}, "yaxis": {}, **layout}

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
            both = isinstance(known, dict) and isinstance(value, dict)
            self.layout[name] = {**known, **value} if both else value

    def update_xaxes(self, **words: object) -> "Drawing":
        return self.update_axes("x", words)

    def update_yaxes(self, **words: object) -> "Drawing":
        return self.update_axes("y", words)

    def update_axes(self, letter: str, words: dict[str, object]) -> "Drawing":
        for name in list(self.layout):
            found = AXIS.fullmatch(name)
            if found and found[1] == letter:
                self.update_layout(**{name: words})
        return self


def scatter(**words: object) -> Trace:
    return {"type": "scatter", **words}


def bar(**words: object) -> Trace:
    return {"type": "bar", **words}
