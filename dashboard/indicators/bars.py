"""Bars of an indicator on one scale, as shares of the longest: the page and the PDF draw them.

An exact number is a bar from zero; a protected figure a bar from end to end of its interval, with a
mark at its value only where the value itself may be told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.figures.wording import Precision, precision
from dashboard.indicators.facts import Indicator
from dashboard.indicators.periods import period_label
from dashboard.indicators.phrases import actual_in_table
from dashboard.indicators.splits import Split
from dashboard.indicators.values import Actual


@dataclass(frozen=True, kw_only=True)
class Bar:
    """From `low` to `high`, with a mark at `mid`, all between 0 and 1."""

    label: str
    text: str
    exact: bool
    low: float
    high: float
    mid: float | None = None


def split_bars(one: Indicator, found: Actual, split: Split) -> list[Bar]:
    protected = {
        code: Actual(period=found.period, figure=figure) for code, figure in split.figures.items()
    }
    every = {**split.exact, **protected}
    return bars(one, {split.labels[code]: each for code, each in every.items()})


def year_bars(one: Indicator, years: Sequence[Actual]) -> list[Bar]:
    """One for each year in which there is something to tell; shares of few persons have none."""
    told = [each for each in years if each.whole is None and not is_empty(each)]
    return bars(one, {period_label(each.period): each for each in told})


def bars(one: Indicator, shown: Mapping[str, Actual]) -> list[Bar]:
    longest = max([1.0, *(end(each) for each in shown.values())])
    return [bar(one, label, each, longest) for label, each in shown.items()]


def is_empty(each: Actual) -> bool:
    return each.exact is None and each.figure is None


def end(each: Actual) -> float:
    return each.exact or 0 if each.figure is None else each.figure.upper


def bar(one: Indicator, label: str, each: Actual, longest: float) -> Bar:
    text = actual_in_table(one, each)
    figure = each.figure
    if figure is None:
        return Bar(label=label, text=text, exact=True, low=0, high=(each.exact or 0) / longest)
    told = precision(figure) in (Precision.ABOUT, Precision.CLOSE)
    return Bar(
        label=label,
        text=text,
        exact=False,
        low=figure.lower / longest,
        high=figure.upper / longest,
        mid=figure.value / longest if told else None,
    )
