"""Sums of published figures, and how sure they are. Pure functions.

A sum must never look surer than it is. Its interval is made of the arms of its parts, as that of
independent errors is:

- Years carry independent random changes.
- Codes of one dimension in one period are adjusted to a total that is known better than any of
  them. That ties their errors against each other, so that their sum is surer than independent
  errors would be.
- For cells of several dimensions the adjustment can also tie errors together. Their sum is surely
  no worse than that of the same cells as they were measured, each with the table's margin.

Where an interval was cut off at zero, its lower arm says nothing of the error: the upper one stands
for both.
"""

from collections.abc import Callable, Iterable, Sequence
from math import ceil, hypot, sqrt

from dashboard.figures.series import Group, Series, series_of_groups
from dashboard.figures.wording import SHORT, Figure, short
from dashboard.release.facts import Release, Table


def over_years(figures: Iterable[Figure]) -> Figure:
    """One group in several years together."""
    return with_independent_errors(list(figures))


def over_codes(figures: Iterable[Figure]) -> Figure:
    """Several codes of a table of one dimension, in one period together."""
    return with_independent_errors(list(figures))


def within_period(figures: Iterable[Figure], margin: int) -> Figure:
    """Several cells of any one table in one period together."""
    cells = list(figures)
    widest = margin * sqrt(len(cells))
    below = min(widest, sum(map(lower_arm, cells)))
    above = min(widest, sum(map(upper_arm, cells)))
    return around(cells, below, above)


def with_independent_errors(figures: Sequence[Figure]) -> Figure:
    if len(figures) == 1:
        return figures[0]
    return around(figures, combined(figures, lower_arm), combined(figures, upper_arm))


def combined(figures: Sequence[Figure], arm: Callable[[Figure], int]) -> float:
    """As errors are that know nothing of each other; each arm is as long as it may be."""
    return hypot(*(arm(figure) + short(figure) for figure in figures)) - SHORT


def lower_arm(figure: Figure) -> int:
    below = figure.value - figure.lower
    return below if figure.lower > 0 else max(below, upper_arm(figure))


def upper_arm(figure: Figure) -> int:
    return figure.upper - figure.value


def around(figures: Sequence[Figure], below: float, above: float) -> Figure:
    """Their sum. What cannot be in any of them cannot be in all of them either."""
    value = sum(figure.value for figure in figures)
    return Figure(
        value=value,
        lower=max(0, value - ceil(below)),
        upper=value + ceil(above),
        impossible=bool(figures) and all(figure.impossible for figure in figures),
    )


def codes_together(
    release: Release, table: Table, chosen: Sequence[Group], within: Sequence[str], label: str
) -> Series:
    """Several codes of a table of one dimension as one series."""
    parts = series_of_groups(release, table, chosen, within)
    together = {code: over_codes(series.figures[code] for series in parts) for code in within}
    return Series(label=label, figures=together)


def years_together(series: Series, name: str) -> Series:
    """A series of years as a single period."""
    return Series(label=series.label, figures={name: over_years(series.figures.values())})


def span_name(within: Sequence[str]) -> str:
    return within[0] if len(within) == 1 else f"{within[0]}-{within[-1]}"
