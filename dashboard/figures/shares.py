"""What part of a whole a figure is: the one place for shares. Pure functions.

Of few persons no share may be shown: a percentage looks exact, and a single person moves it by
points. It must never give a share without its interval.
"""

from dataclasses import dataclass
from math import ceil, floor, hypot

from dashboard.figures.wording import Figure
from dashboard.language.texts import _, percent

# A share needs at least so many persons in the whole, surely, and an interval no wider than this
# to each side.
FEWEST, WIDEST = 30, 0.10
CLOSE = 0.02


@dataclass(frozen=True, kw_only=True)
class Share:
    """A part of a whole and its 95 % interval, from 0 to 1."""

    value: float
    lower: float
    upper: float

    @property
    def half_width(self) -> float:
        return (self.upper - self.lower) / 2


def share_of(part: Figure, whole: Figure) -> Share | None:
    """None where the whole is too small, or the share too uncertain, to be shown.

    The errors of part and whole are taken as independent and the lower end of the whole is divided
    by: a part that is measured together with its whole is surer than that.
    """
    if part.impossible or whole.impossible or whole.lower < FEWEST:
        return None
    value = min(1.0, part.value / whole.value)
    below = hypot(part.value - part.lower, value * (whole.upper - whole.value)) / whole.lower
    above = hypot(part.upper - part.value, value * (whole.value - whole.lower)) / whole.lower
    share = Share(
        value=value,
        lower=floor(100 * max(0.0, value - below)) / 100,
        upper=ceil(100 * min(1.0, value + above)) / 100,
    )
    return share if share.half_width <= WIDEST else None


def no_share(whole: Figure) -> str:
    """Why there is none: too few persons, or too wide an interval."""
    if whole.lower < FEWEST:
        return _("no share: too few persons")
    return _("no share: too uncertain")


def share_in_words(share: Share) -> str:
    ends = {"lower": percent(share.lower), "upper": percent(share.upper)}
    if share.lower <= 0:
        return _("less than {bound}", bound=ends["upper"])
    if share.half_width <= CLOSE:
        return _("{value} ({lower} to {upper})", value=percent(share.value), **ends)
    return _("about {value} ({lower} to {upper})", value=percent(share.value), **ends)


def share_in_table(share: Share | None) -> str:
    """The same rule in signs."""
    if share is None:
        return "\N{HORIZONTAL ELLIPSIS}"
    if share.lower <= 0:
        return f"<\N{NO-BREAK SPACE}{percent(share.upper)}"
    ends = f"{percent(share.lower)}\N{EN DASH}{percent(share.upper)}"
    return f"{percent(share.value)}\N{NO-BREAK SPACE}({ends})"
