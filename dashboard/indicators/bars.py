"""Bars of an indicator on one scale, as shares of the longest: the page and the PDF draw them.

An exact number is a bar from zero; a protected figure a bar from end to end of its interval, with a
mark at its value only where the value itself may be told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.figures.wording import Precision, precision
from dashboard.indicators.periods import period_label
from dashboard.indicators.phrases import actual_in_table
from dashboard.indicators.registry import Indicator
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


def split_bars(indicator: Indicator, actual: Actual, split: Split) -> list[Bar]:
    protected = {
        code: Actual(period=actual.period, figure=figure) for code, figure in split.figures.items()
    }
    return bars(
        indicator,
        {
            split.labels[code]: code_actual
            for code, code_actual in {**split.exact, **protected}.items()
        },
    )


def year_bars(indicator: Indicator, years: Sequence[Actual]) -> list[Bar]:
    """One for each year in which there is something to tell; shares of few persons have none."""
    shown_years = [actual for actual in years if actual.whole is None and not is_empty(actual)]
    return bars(indicator, {period_label(actual.period): actual for actual in shown_years})


def bars(indicator: Indicator, actuals: Mapping[str, Actual]) -> list[Bar]:
    longest = max([1.0, *(end(actual) for actual in actuals.values())])
    return [bar(indicator, label, actual, longest) for label, actual in actuals.items()]


def is_empty(actual: Actual) -> bool:
    return actual.exact is None and actual.figure is None


def end(actual: Actual) -> float:
    return actual.exact or 0 if actual.figure is None else actual.figure.upper


def bar(indicator: Indicator, label: str, actual: Actual, longest: float) -> Bar:
    text = actual_in_table(indicator, actual)
    figure = actual.figure
    if figure is None:
        return Bar(label=label, text=text, exact=True, low=0, high=(actual.exact or 0) / longest)
    has_mark = precision(figure) in (Precision.ABOUT, Precision.CLOSE)
    return Bar(
        label=label,
        text=text,
        exact=False,
        low=figure.lower / longest,
        high=figure.upper / longest,
        mid=figure.value / longest if has_mark else None,
    )
