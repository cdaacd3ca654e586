"""The charts of one indicator: its calendar years, and each disaggregation in one period.

Exact outputs and protected figures are drawn by the same charts; what they say below themselves
tells which they are.
"""

from collections.abc import Mapping

from dashboard.charts import gallery as charts
from dashboard.charts.captions import Counted, Words
from dashboard.charts.table_captions import whose
from dashboard.figures.series import Series
from dashboard.figures.wording import Figure
from dashboard.frame.parts import show_chart
from dashboard.indicators.periods import period_label
from dashboard.indicators.phrases import unit_in_words
from dashboard.indicators.sheet import Sheet
from dashboard.indicators.splits import Split
from dashboard.indicators.values import Actual
from dashboard.language.texts import _
from dashboard.release.file import Release


def show_years(release: Release, one: Sheet) -> None:
    """A share of few persons, which may not be told, has no chart."""
    told = {
        each.period.code: figure for each in one.years if (figure := as_figure(each)) is not None
    }
    if len(told) < 2 or any(each.whole for each in one.years):
        return
    unit = unit_in_words(one.one)
    words = chart_words(release, one, " · ".join([_("By calendar year"), unit]))
    name = f"{one.one.code}_years"
    if one.one.is_protected:
        line = Series(label=one.one.name, figures=told)
        show_chart(charts.trend(release, words, line, []), words, [line], release, name)
    else:
        rows = [Series(label=year, figures={unit: figure}) for year, figure in told.items()]
        show_chart(charts.bars(release, words, rows), words, rows, release, name)


def show_split(release: Release, one: Sheet, split: Split) -> None:
    within = named_period(one)
    shown = [
        Series(label=split.labels[code], figures={within: figure})
        for code, figure in split_figures(split).items()
    ]
    subtitle = " · ".join([split.heading, within, unit_in_words(one.one)])
    words = chart_words(release, one, subtitle)
    name = f"{one.one.code}_{split.dimension}"
    show_chart(charts.bars(release, words, shown), words, shown, release, name)


def split_figures(split: Split) -> Mapping[str, Figure]:
    exact = {code: as_figure(each) for code, each in split.exact.items()}
    return {code: one for code, one in (exact | dict(split.figures)).items() if one is not None}


def as_figure(each: Actual) -> Figure | None:
    if each.exact is None:
        return each.figure
    # An output may be no whole number, which a count of persons always is.
    return Figure(value=each.exact, lower=each.exact, upper=each.exact, exact=True)  # type: ignore[arg-type]


def named_period(one: Sheet) -> str:
    """Of a protected figure the calendar year that it is of."""
    return one.found.year or period_label(one.period)


def chart_words(release: Release, one: Sheet, subtitle: str) -> Words:
    return Words(
        title=one.one.name,
        subtitle=subtitle,
        definition=one.one.definition,
        counted=counted(release, one),
    )


def counted(release: Release, one: Sheet) -> Counted:
    if not one.one.is_protected:
        return Counted.OUTPUTS
    return whose(release.tables[one.one.release_table])
