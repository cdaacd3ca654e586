"""How an uncertain figure may be shown and compared: the one place for these rules.

Pure functions. They must never show a value without its interval, and never call a difference
clear that the random change alone could have made.

A figure whose interval reaches zero is shown by its upper end only; one that is wider than half
its value, or than 12 to each side, by its two ends; any other by value and interval.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, hypot, sqrt
from statistics import NormalDist

from dashboard.texts import _, count

EXACT_ENOUGH = 2
TOO_WIDE = 12
# "Fewer than 1" would read as "none", which a figure with a random change can never show.
SMALLEST_BOUND = 3
CONFIDENCE = 0.95


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A published count and its 95 % interval, which need not lie evenly around it."""

    value: int
    lower: int
    upper: int

    @property
    def reaches_zero(self) -> bool:
        return self.lower <= 0

    @property
    def half_width(self) -> float:
        return (self.upper - self.lower) / 2

    @property
    def is_range_only(self) -> bool:
        return self.half_width > TOO_WIDE or self.half_width > self.value / 2


class Change(StrEnum):
    UP = "up"
    DOWN = "down"
    NOT_CLEAR = "not_clear"


def in_words(figure: Figure) -> str:
    if figure.reaches_zero:
        return _("fewer than {bound}", bound=count(upper_bound(figure)))
    ends = {"lower": count(figure.lower), "upper": count(figure.upper)}
    if figure.is_range_only:
        return _("between {lower} and {upper}", **ends)
    value = count(figure.value)
    if figure.half_width <= EXACT_ENOUGH:
        return _("{value} ({lower} to {upper})", value=value, **ends)
    return _("about {value} ({lower} to {upper})", value=value, **ends)


def in_table(figure: Figure) -> str:
    """The same rule in signs, for cells and labels."""
    if figure.reaches_zero:
        return f"<\N{NO-BREAK SPACE}{count(upper_bound(figure))}"
    ends = f"{count(figure.lower)}\N{EN DASH}{count(figure.upper)}"
    if figure.is_range_only:
        return ends
    return f"{count(figure.value)}\N{NO-BREAK SPACE}({ends})"


def headline(figure: Figure) -> tuple[str, str]:
    """The figure as a large and a small line."""
    if figure.reaches_zero or figure.is_range_only:
        return in_table(figure), in_words(figure)
    sign = "" if figure.half_width <= EXACT_ENOUGH else "≈\N{NO-BREAK SPACE}"
    ends = {"lower": count(figure.lower), "upper": count(figure.upper)}
    return sign + count(figure.value), _("{lower} to {upper}", **ends)


def upper_bound(figure: Figure) -> int:
    return max(figure.upper + 1, SMALLEST_BOUND)


def change(before: Figure, after: Figure, comparisons: int = 1) -> Change:
    """Whether two independent figures differ by more than their random changes explain.

    The arms of the two intervals that face each other are combined as independent errors are
    (after Zou and Donner 2008): intervals that do not touch are always a clear change. With several
    comparisons side by side the bar rises, so that all of them together raise a false alarm in no
    more than one of twenty releases.
    """
    wider = widening(comparisons)
    if after.value - before.value > wider * facing_arms(before, after):
        return Change.UP
    if before.value - after.value > wider * facing_arms(after, before):
        return Change.DOWN
    return Change.NOT_CLEAR


def facing_arms(low: Figure, high: Figure) -> float:
    return hypot(low.upper - low.value, high.value - high.lower)


def widening(comparisons: int) -> float:
    tail = (1 - CONFIDENCE) / 2
    quantile = NormalDist().inv_cdf
    return quantile(1 - tail / max(1, comparisons)) / quantile(1 - tail)


def change_in_words(kind: Change) -> str:
    return {
        Change.UP: _("Clearly up"),
        Change.DOWN: _("Clearly down"),
        Change.NOT_CLEAR: _("No clear change"),
    }[kind]


def clear_leader(figures: Mapping[str, Figure]) -> str | None:
    """The code whose interval lies above every other one, if there is such a code."""
    if not figures:
        return None
    leader = max(figures, key=lambda code: figures[code].value)
    others = [figure.upper for code, figure in figures.items() if code != leader]
    return leader if figures[leader].lower > max(others, default=0) else None


def right_guesses(rho: float) -> int:
    """Of 100 guesses whether a person is in the register, how many the best guesser gets right.

    Gaussian noise of cost rho separates "in" from "out" by sqrt(2 rho) standard deviations; the
    guesser knows everything about everybody else. Without any figures it is 50.
    """
    return ceil(100 * NormalDist().cdf(sqrt(2 * rho) / 2))
