"""The charts of one indicator: its calendar years, and each disaggregation in one period.

Exact outputs and protected figures are drawn by the same charts; what they say below themselves
tells which they are.
"""

from collections.abc import Mapping
from typing import Any

from dashboard.charts import gallery as charts
from dashboard.charts.captions import Counted, Words
from dashboard.charts.table_captions import whose
from dashboard.figures.series import Series
from dashboard.figures.wording import Figure
from dashboard.frame.parts import show_chart
from dashboard.indicators.periods import period_label
from dashboard.indicators.phrases import unit_in_words
from dashboard.indicators.sheet import ReferenceSheet
from dashboard.indicators.splits import Split
from dashboard.indicators.values import Actual
from dashboard.language.texts import _
from dashboard.release.facts import Release


def show_years(release: Release, sheet: ReferenceSheet) -> None:
    """A share of few persons, which may not be told, has no chart."""
    figures = {
        actual.period.code: figure
        for actual in sheet.years
        if (figure := as_figure(actual)) is not None
    }
    if len(figures) < 2 or any(actual.whole for actual in sheet.years):
        return
    unit = unit_in_words(sheet.indicator)
    words = chart_words(release, sheet, " · ".join([_("By calendar year"), unit]))
    name = f"{sheet.indicator.code}_years"
    if sheet.indicator.is_protected:
        line = Series(label=sheet.indicator.name, figures=figures)
        show_chart(charts.trend(release, words, line, []), words, [line], release, name)
    else:
        rows = [Series(label=year, figures={unit: figure}) for year, figure in figures.items()]
        show_chart(charts.bars(release, words, rows), words, rows, release, name)


def show_split(release: Release, sheet: ReferenceSheet, split: Split) -> None:
    within = named_period(sheet)
    all_series = [
        Series(label=split.labels[code], figures={within: figure})
        for code, figure in split_figures(split).items()
    ]
    subtitle = " · ".join([split.heading, within, unit_in_words(sheet.indicator)])
    words = chart_words(release, sheet, subtitle)
    name = f"{sheet.indicator.code}_{split.dimension}"
    show_chart(charts.bars(release, words, all_series), words, all_series, release, name)


def split_figures(split: Split) -> Mapping[str, Figure]:
    exact = {code: as_figure(actual) for code, actual in split.exact.items()}
    both = {**exact, **split.figures}
    return {code: figure for code, figure in both.items() if figure is not None}


def as_figure(actual: Actual) -> Figure | None:
    if actual.exact is None:
        return actual.figure
    # An output may be no whole number, which a count of persons always is.
    value: Any = actual.exact
    return Figure(value=value, lower=value, upper=value, exact=True)


def named_period(sheet: ReferenceSheet) -> str:
    """Of a protected figure the calendar year that it is of."""
    return sheet.actual.year or period_label(sheet.period)


def chart_words(release: Release, sheet: ReferenceSheet, subtitle: str) -> Words:
    return Words(
        title=sheet.indicator.name,
        subtitle=subtitle,
        definition=sheet.indicator.definition,
        counted=counted(release, sheet),
    )


def counted(release: Release, sheet: ReferenceSheet) -> Counted:
    if not sheet.indicator.is_protected:
        return Counted.OUTPUTS
    return whose(release.tables[sheet.indicator.release_table])
