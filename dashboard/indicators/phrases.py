"""How baselines, targets, actuals and progress are written, in a table or a sentence.

The one place for it. A protected figure is written with its interval; a share of few people is not
written at all.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from dashboard.figures.shares import no_share, share, share_in_table, share_in_words
from dashboard.figures.wording import Figure, in_table, in_words
from dashboard.indicators.registry import Indicator, unit_words
from dashboard.indicators.values import Actual
from dashboard.language.texts import _, count, day, decimal, percent, period

NOTHING = "\N{EN DASH}"


def number_in_table(one: Indicator, value: float | None) -> str:
    if value is None:
        return NOTHING
    if one.unit == "percent":
        return percent(value / 100)
    return count(int(value)) if float(value).is_integer() else decimal(value)


def actual_in_table(one: Indicator, found: Actual) -> str:
    if found.figure is None:
        return number_in_table(one, found.exact)
    if found.whole is not None:
        told = share(found.figure, found.whole)
        return share_in_table(told) if told else withheld(found.figure, found.whole)
    return in_table(found.figure)


def actual_in_words(one: Indicator, found: Actual) -> str:
    if found.figure is None:
        return number_in_table(one, found.exact)
    if found.whole is not None:
        told = share(found.figure, found.whole)
        return share_in_words(told) if told else withheld(found.figure, found.whole)
    return in_words(found.figure)


def withheld(part: Figure, whole: Figure) -> str:
    """The two counts, which may be told, and why there is no share."""
    counts = _("{part} of {whole}", part=in_table(part), whole=in_table(whole))
    return f"{counts}; {no_share(whole)}"


def with_year(found: Actual, text: str) -> str:
    """A protected figure names its calendar year where the period is another one."""
    if not found.year or found.year == found.period.code:
        return text
    return _("{year}: {figure}", year=period(found.year), figure=text)


def progress_in_table(found: Actual) -> str:
    return NOTHING if found.progress is None else percent(found.progress)


def change_in_table(one: Indicator, found: Actual) -> str:
    if found.change is None:
        return NOTHING
    sign = "+" if found.change > 0 else "\N{MINUS SIGN}" if found.change < 0 else "±"
    return sign + number_in_table(one, abs(found.change))


def baseline_in_table(one: Indicator) -> str:
    return number_in_table(one, one.baseline)


def baseline_in_words(one: Indicator) -> str:
    if one.baseline is None or one.baseline_date is None:
        return _("None set")
    return f"{number_in_table(one, one.baseline)} ({day(one.baseline_date)})"


def unit_in_words(one: Indicator) -> str:
    return unit_words().get(one.unit, one.unit)


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
