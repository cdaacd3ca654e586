"""How an uncertain figure may be shown and compared: the one place for these rules.

Pure functions. They must never show a value without its interval, and never call a difference
clear that the random change alone could have made.

What cannot be (an adult of nine years) has no figure at all. A figure whose interval reaches zero
is shown by its upper end only; one that is wider than half its value, or than 12 to each side, by
its two ends; any other by value and interval. A share needs enough persons: see shares.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, hypot, sqrt
from statistics import NormalDist

from dashboard.language.texts import _, count, decimal

EXACT_ENOUGH = 2
TOO_WIDE = 12
# "Fewer than 1" would read as "none", which a figure with a random change can never show.
SMALLEST_BOUND = 3
CONFIDENCE = 0.95
# The ends of an interval are the last whole numbers inside: on average they lie half a person short
# of where 95 % end. A single count loses nothing by that; a sum or a difference of several would.
SHORT = 0.5


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A published count and its 95 % interval, which need not lie evenly around it.

    `impossible`: a structural zero. Nobody can be counted there, so it says nothing of anybody.
    `exact`: an output of the programme, published without a random change: its ends are its value.
    """

    value: int
    lower: int
    upper: int
    impossible: bool = False
    exact: bool = False

    @property
    def reaches_zero(self) -> bool:
        return self.lower <= 0 and not self.impossible and not self.exact

    @property
    def half_width(self) -> float:
        return (self.upper - self.lower) / 2

    @property
    def is_range_only(self) -> bool:
        return self.half_width > TOO_WIDE or self.half_width > self.value / 2


class Precision(StrEnum):
    """How far a figure is known, and so how it is shown."""

    EXACT = "exact"
    IMPOSSIBLE = "impossible"
    SMALL = "small"
    RANGE = "range"
    ABOUT = "about"
    CLOSE = "close"


def precision(figure: Figure) -> Precision:
    """The rule for small and uncertain figures. Everything that shows a figure asks here."""
    if figure.exact:
        return Precision.EXACT
    if figure.impossible:
        return Precision.IMPOSSIBLE
    if figure.reaches_zero:
        return Precision.SMALL
    if figure.is_range_only:
        return Precision.RANGE
    return Precision.CLOSE if figure.half_width <= EXACT_ENOUGH else Precision.ABOUT


class Change(StrEnum):
    UP = "up"
    DOWN = "down"
    NOT_CLEAR = "not_clear"


def in_words(figure: Figure) -> str:
    ends = {"lower": count(figure.lower), "upper": count(figure.upper)}
    match precision(figure):
        case Precision.EXACT:
            return number(figure.value)
        case Precision.IMPOSSIBLE:
            return _("cannot be")
        case Precision.SMALL:
            return _("fewer than {bound}", bound=count(upper_bound(figure)))
        case Precision.RANGE:
            return _("between {lower} and {upper}", **ends)
        case Precision.ABOUT:
            return _("about {value} ({lower} to {upper})", value=count(figure.value), **ends)
        case Precision.CLOSE:
            return _("{value} ({lower} to {upper})", value=count(figure.value), **ends)


def in_table(figure: Figure) -> str:
    """The same rule in signs, for cells and labels."""
    ends = f"{count(figure.lower)}\N{EN DASH}{count(figure.upper)}"
    match precision(figure):
        case Precision.EXACT:
            return number(figure.value)
        case Precision.IMPOSSIBLE:
            return "\N{EN DASH}"
        case Precision.SMALL:
            return f"<\N{NO-BREAK SPACE}{count(upper_bound(figure))}"
        case Precision.RANGE:
            return ends
        case Precision.ABOUT | Precision.CLOSE:
            return f"{count(figure.value)}\N{NO-BREAK SPACE}({ends})"


def headline(figure: Figure) -> tuple[str, str]:
    """The figure as a large and a small line."""
    how = precision(figure)
    if how not in (Precision.ABOUT, Precision.CLOSE):
        return in_table(figure), in_words(figure)
    sign = "" if how is Precision.CLOSE else "≈\N{NO-BREAK SPACE}"
    ends = {"lower": count(figure.lower), "upper": count(figure.upper)}
    return sign + count(figure.value), _("{lower} to {upper}", **ends)


def number(value: float) -> str:
    """An exact number: a mean has decimals, a count has none."""
    return count(int(value)) if float(value).is_integer() else decimal(value)


def upper_bound(figure: Figure) -> int:
    return max(figure.upper + 1, SMALLEST_BOUND)


def change(before: Figure, after: Figure, comparisons: int = 1) -> Change:
    """Whether two independent figures differ by more than their random changes explain.

    The arms of the two intervals that face each other are combined as independent errors are
    (after Zou and Donner 2008): intervals that do not touch are always a clear change. With several
    comparisons side by side the bar rises, so that all of them together raise a false alarm in no
    more than one of twenty releases.
    """
    if before.impossible or after.impossible:
        return Change.NOT_CLEAR
    wider = widening(comparisons)
    if after.value - before.value > wider * facing_arms(before, after):
        return Change.UP
    if before.value - after.value > wider * facing_arms(after, before):
        return Change.DOWN
    return Change.NOT_CLEAR


def facing_arms(low: Figure, high: Figure) -> float:
    return hypot(low.upper - low.value + short(low), high.value - high.lower + short(high))


def short(figure: Figure) -> float:
    """How far an end of its interval may lie short of where 95 % end."""
    return 0 if figure.exact or figure.impossible else SHORT


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
    """Of 100 guesses whether a person is in the register, at most so many are right.

    Of a guesser who knows everything about everybody else. Without any figures it is 50. The bound
    is that of docs/method.md, section 8, and of `portal ledger show`.
    """
    return ceil(100 * min(1.0, 0.5 + sqrt(rho / 8)))
