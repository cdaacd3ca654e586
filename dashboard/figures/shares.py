"""What part of a whole a figure is: the one place for shares. Pure functions.

Of few persons no share may be shown: a percentage looks exact, and a single person moves it by
points. It must never give a share without its interval.
"""

from dataclasses import dataclass
from math import ceil, floor, sqrt

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
    """None where the whole is too small, or the share too uncertain, to be shown."""
    if part.impossible or whole.impossible or whole.lower < FEWEST:
        return None
    lower, upper = ends(part, whole)
    share = Share(
        value=min(1.0, part.value / whole.value),
        lower=floor(100 * lower) / 100,
        upper=ceil(100 * min(1.0, upper)) / 100,
    )
    return share if share.half_width <= WIDEST else None


def ends(part: Figure, whole: Figure) -> tuple[float, float]:
    """Between which numbers part / whole lies, 95 times in 100; the whole is surely above zero.

    All r for which part - r whole is no further from zero than its error: the ends solve
    (p - r w)² = a² + r² b² (Fieller 1954), with the arms a and b of the two intervals that face
    that end (Donner and Zou 2012). A release file tells no covariance, so the errors are taken as
    independent. Those of a part and its whole go together: the share is surer than its interval.
    """
    # A part that was published larger than its whole is all of it, and as uncertain as it is.
    p, w = min(part.value, whole.value), whole.value

    def root(part_arm: int, whole_arm: int) -> float:
        return sqrt((part_arm * w) ** 2 + (whole_arm * p) ** 2 - (part_arm * whole_arm) ** 2)

    below, wider = part.value - part.lower, whole.upper - w
    above, narrower = part.upper - part.value, w - whole.lower
    lower = (p**2 - below**2) / (p * w + root(below, wider)) if part.lower else 0.0
    return lower, (p * w + root(above, narrower)) / (w**2 - narrower**2)


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
