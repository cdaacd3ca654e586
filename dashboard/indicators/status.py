"""Where an indicator stands against its target, in words. The one place for this rule.

An indicator without a good direction has no status: fewer victims identified is neither good nor
bad. A protected figure has none either, since its interval may lie on both sides of a target.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from dashboard.indicators.facts import Indicator
from dashboard.indicators.values import Actual
from dashboard.language.texts import _

# Within a tenth of the target no explanation of the deviation is asked for.
NEARLY = 0.9


class Status(StrEnum):
    REACHED = "reached"
    NEARLY = "nearly"
    BELOW = "below"
    UNDER_WAY = "under_way"
    NO_TARGET = "no_target"
    NO_VALUE = "no_value"
    CONTEXT = "context"


def status(one: Indicator, found: Actual, today: date) -> Status:
    if one.is_context:
        return Status.CONTEXT
    if found.exact is None and found.figure is None:
        return Status.NO_VALUE
    if found.progress is None:
        return Status.NO_TARGET
    if found.progress >= 1:
        return Status.REACHED
    if not found.period.is_over(today):
        return Status.UNDER_WAY
    return Status.NEARLY if found.progress >= NEARLY else Status.BELOW


def status_words() -> Mapping[Status, str]:
    return {
        Status.REACHED: _("Target reached"),
        Status.NEARLY: _("Nearly reached: less than 10 % short"),
        Status.BELOW: _("Below target"),
        Status.UNDER_WAY: _("Period not over yet"),
        Status.NO_TARGET: _("No target for this period"),
        Status.NO_VALUE: _("Nothing reported"),
        Status.CONTEXT: _("Context: neither good nor bad"),
    }


def counted_by_status(found: Iterable[Status]) -> dict[Status, int]:
    """How many indicators stand where, in the order of the statuses; those of none are left out."""
    known = list(found)
    return {kind: known.count(kind) for kind in Status if kind in known}
