"""Whether two figures, or two spans of years, differ by more than their random changes explain.

It rests on wording.py, and adds two things: a span of years is judged by its sum, and two groups of
one period with a higher bar, since adjusting tables to each other ties their errors.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from dashboard.figures.series import Series
from dashboard.figures.sums import over_years
from dashboard.figures.wording import Change, Figure, change, facing_arms, widening


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One group in two spans of years."""

    label: str
    before: Figure
    after: Figure
    change: Change


def compare_spans(
    all_series: Sequence[Series], before: Sequence[str], after: Sequence[str]
) -> list[Compared]:
    """Every group in both spans, judged together."""
    pairs = [
        (
            series.label,
            over_years(series.figures[code] for code in before),
            over_years(series.figures[code] for code in after),
        )
        for series in all_series
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


def higher(first: Figure, second: Figure, codes: int, comparisons: int = 1) -> Change:
    """UP where `second` is clearly above `first` in the same period of the same table.

    Groups are adjusted to a common total, which ties their errors against each other: their
    difference is less sure than that of independent figures, by sqrt(n / (n - 1)) with n codes.
    """
    wider = widening(comparisons) * sqrt(codes / (codes - 1))
    if second.value - first.value > wider * facing_arms(first, second):
        return Change.UP
    if first.value - second.value > wider * facing_arms(second, first):
        return Change.DOWN
    return Change.NOT_CLEAR


def spans_of_length(years: Sequence[str], length: int) -> list[list[str]]:
    """Every run of so many years, the first one first."""
    return [list(years[start : start + length]) for start in range(len(years) - length + 1)]
