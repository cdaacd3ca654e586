"""How baselines, targets, actuals and progress are written, in a table or a sentence.

The one place for it. A protected figure is written with its interval; a share of few people is not
written at all.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from dashboard.figures.shares import no_share, share_in_table, share_in_words, share_of
from dashboard.figures.wording import Figure, in_table, in_words
from dashboard.indicators.registry import Indicator, unit_words
from dashboard.indicators.values import Actual
from dashboard.language.texts import _, count, day, decimal, percent, period

NOTHING = "\N{EN DASH}"


def number_in_table(indicator: Indicator, value: float | None) -> str:
    if value is None:
        return NOTHING
    if indicator.unit == "percent":
        return percent(value / 100)
    return count(int(value)) if float(value).is_integer() else decimal(value)


def actual_in_table(indicator: Indicator, actual: Actual) -> str:
    if actual.figure is None:
        return number_in_table(indicator, actual.exact)
    if actual.whole is not None:
        share = share_of(actual.figure, actual.whole)
        return share_in_table(share) if share else withheld(actual.figure, actual.whole)
    return in_table(actual.figure)


def actual_in_words(indicator: Indicator, actual: Actual) -> str:
    if actual.figure is None:
        return number_in_table(indicator, actual.exact)
    if actual.whole is not None:
        share = share_of(actual.figure, actual.whole)
        return share_in_words(share) if share else withheld(actual.figure, actual.whole)
    return in_words(actual.figure)


def withheld(part: Figure, whole: Figure) -> str:
    """The two counts, which may be told, and why there is no share."""
    counts = _("{part} of {whole}", part=in_table(part), whole=in_table(whole))
    return f"{counts}; {no_share(whole)}"


def with_year(actual: Actual, text: str) -> str:
    """A protected figure names its calendar year where the period is another one."""
    if not actual.year or actual.year == actual.period.code:
        return text
    return _("{year}: {figure}", year=period(actual.year), figure=text)


def progress_in_table(actual: Actual) -> str:
    return NOTHING if actual.progress is None else percent(actual.progress)


def change_in_table(indicator: Indicator, actual: Actual) -> str:
    if actual.change is None:
        return NOTHING
    sign = "+" if actual.change > 0 else "\N{MINUS SIGN}" if actual.change < 0 else "±"
    return sign + number_in_table(indicator, abs(actual.change))


def baseline_in_table(indicator: Indicator) -> str:
    return number_in_table(indicator, indicator.baseline)


def baseline_in_words(indicator: Indicator) -> str:
    if indicator.baseline is None or indicator.baseline_date is None:
        return _("None set")
    return f"{number_in_table(indicator, indicator.baseline)} ({day(indicator.baseline_date)})"


def unit_in_words(indicator: Indicator) -> str:
    return unit_words().get(indicator.unit, indicator.unit)


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


def status(indicator: Indicator, actual: Actual, today: date) -> Status:
    if indicator.is_context:
        return Status.CONTEXT
    if actual.exact is None and actual.figure is None:
        return Status.NO_VALUE
    if actual.progress is None:
        return Status.NO_TARGET
    if actual.progress >= 1:
        return Status.REACHED
    if not actual.period.is_over(today):
        return Status.UNDER_WAY
    return Status.NEARLY if actual.progress >= NEARLY else Status.BELOW


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


def counted_by_status(statuses: Iterable[Status]) -> dict[Status, int]:
    """How many indicators stand where, in the order of the statuses; those of none are left out."""
    all_statuses = list(statuses)
    return {kind: all_statuses.count(kind) for kind in Status if kind in all_statuses}
