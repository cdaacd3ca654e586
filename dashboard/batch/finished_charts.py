"""Every published table of a release as finished charts, for files instead of a screen.

It needs no page and no visitor: the same charts as on the screen, one or more per table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.charts import gallery as charts
from dashboard.charts.breakdown import Selection, breakdown_words, panels
from dashboard.charts.captions import Words
from dashboard.charts.finished import Chart
from dashboard.figures.series import Series, codes, groups, periods, series_of_groups
from dashboard.language.texts import language
from dashboard.release.facts import Release, Table

# The newest years that a chart shows; the files of figures hold all of them.
YEARS, WINDOWS = 10, 2


@dataclass(frozen=True, kw_only=True)
class Page:
    """A chart with what is needed to name its files."""

    table: Table
    words: Words
    chart: Chart
    all_series: Sequence[Series]
    name: str


def pages(release: Release) -> Iterator[Page]:
    for table in release.tables.values():
        yield page(release, table)


def page(release: Release, table: Table) -> Page:
    table_periods = periods(release, table.name)
    within = (
        table_periods[-WINDOWS:] if table.period_kind == "five_years" else table_periods[-YEARS:]
    )
    chosen = groups(table, {name: codes(release, name) for name in table.dimensions})
    all_series = series_of_groups(release, table, chosen, within)
    selection = Selection(table=table, groups=chosen, residual_groups=[], periods=within)
    words = breakdown_words(release, selection)
    return Page(
        table=table,
        words=words,
        chart=drawn(release, selection, words, all_series),
        all_series=all_series,
        name=file_name(table, within, release),
    )


def drawn(
    release: Release, selection: Selection, words: Words, all_series: Sequence[Series]
) -> Chart:
    if not selection.table.dimensions:
        return charts.trend(release, words, all_series[0], [])
    if selection.table.period_kind == "five_years":
        return charts.pooled_periods(release, words, panels(release, selection, all_series))
    return charts.small_multiples(release, words, all_series)


def file_name(table: Table, within: Sequence[str], release: Release) -> str:
    """Table, periods, language and release: never a figure."""
    span = within[0] if len(within) == 1 else f"{within[0]}_{within[-1]}"
    return f"{table.name}_{span}_{language()}_{release.name}"
