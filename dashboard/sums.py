"""Sums of published figures, and how sure they are. Pure functions.

A sum must never look surer than it is. Figures of different years carry independent random changes:
their arms add up as independent errors do. Figures of one period were adjusted to each other, which
can tie their errors together: their sum is surely no worse than the sum of the same cells as they
were measured, each with the table's margin.
"""

from collections.abc import Iterable, Sequence
from math import ceil, hypot, sqrt

from dashboard.cells import Group, Series, series
from dashboard.figures import Figure
from dashboard.release_file import Release, Table


def over_years(figures: Iterable[Figure]) -> Figure:
    """One group in several years together."""
    known = list(figures)
    below = hypot(*(figure.value - figure.lower for figure in known))
    above = hypot(*(figure.upper - figure.value for figure in known))
    return around(known, below, above)


def within_period(figures: Iterable[Figure], margin: int) -> Figure:
    """Several groups of one table in one period together."""
    known = list(figures)
    widest = margin * sqrt(len(known))
    below = min(widest, sum(figure.value - figure.lower for figure in known))
    above = min(widest, sum(figure.upper - figure.value for figure in known))
    return around(known, below, above)


def around(known: Sequence[Figure], below: float, above: float) -> Figure:
    """Their sum. What cannot be in any of them cannot be in all of them either."""
    value = sum(figure.value for figure in known)
    return Figure(
        value=value,
        lower=max(0, value - ceil(below)),
        upper=value + ceil(above),
        impossible=bool(known) and all(figure.impossible for figure in known),
    )


def groups_together(
    release: Release, table: Table, chosen: Sequence[Group], within: Sequence[str], label: str
) -> Series:
    """Several groups of a table as one series."""
    parts = series(release, table, chosen, within)
    together = {
        code: within_period((one.figures[code] for one in parts), table.margin) for code in within
    }
    return Series(label=label, figures=together)


def years_together(one: Series, name: str) -> Series:
    """A series of years as a single period."""
    return Series(label=one.label, figures={name: over_years(one.figures.values())})


def span_name(within: Sequence[str]) -> str:
    return within[0] if len(within) == 1 else f"{within[0]}-{within[-1]}"
