"""Whether two figures, or two spans of years, differ by more than their random changes explain.

It rests on figures.py, and adds two things: a span of years is judged by its sum, and two groups of
one period by the noise that was drawn, since adjusting tables to each other ties their errors.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from dashboard.cells import Series
from dashboard.figures import Change, Figure, change, widening
from dashboard.sums import over_years


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One group in two spans of years."""

    label: str
    before: Figure
    after: Figure
    change: Change


def compare_spans(
    shown: Sequence[Series], before: Sequence[str], after: Sequence[str]
) -> list[Compared]:
    """Every group in both spans, judged together."""
    pairs = [
        (
            one.label,
            over_years(one.figures[code] for code in before),
            over_years(one.figures[code] for code in after),
        )
        for one in shown
    ]
    return [
        Compared(
            label=label,
            before=then,
            after=now,
            change=change(then, now, comparisons=len(pairs)),
        )
        for label, then, now in pairs
    ]


def higher(first: Figure, second: Figure, margin: int, comparisons: int = 1) -> Change:
    """UP where `second` is clearly above `first` in the same period of the same table."""
    bar = widening(comparisons) * sqrt(2) * margin
    if second.value - first.value > bar:
        return Change.UP
    return Change.DOWN if first.value - second.value > bar else Change.NOT_CLEAR


def spans_of_length(years: Sequence[str], length: int) -> list[list[str]]:
    """Every run of so many years, the first one first."""
    return [list(years[start : start + length]) for start in range(len(years) - length + 1)]
