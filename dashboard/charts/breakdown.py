"""One breakdown of a table: what of it is shown, in which words, and as which chart.

The trends page, the chart builder and the batch export draw the same here. It knows no page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.charts import gallery as charts
from dashboard.charts.captions import Words
from dashboard.charts.finished import Chart
from dashboard.charts.phone_rows import phone_rows
from dashboard.charts.table_captions import from_to, in_period, words_of
from dashboard.figures.series import Group, Series, group_label
from dashboard.language.texts import _, heading, lower_first, period
from dashboard.release.facts import Release, Table

OVER_TIME, TWO_PERIODS, TWO_GROUPS = "time", "periods", "groups"


@dataclass(frozen=True, kw_only=True)
class Selection:
    table: Table
    groups: list[Group]
    residual_groups: list[Group]
    periods: list[str]
    view: str = OVER_TIME
    in_shares: bool = False

    @property
    def is_pooled(self) -> bool:
        return self.table.period_kind == "five_years"


def breakdown_words(release: Release, selection: Selection) -> Words:
    """A single group gives the title its name; several are told apart in the chart."""
    dimensions = selection.table.dimensions
    if not dimensions:
        return words_of(selection.table, counted_in_all(selection.table), period_line(selection))
    split = lower_split(release, selection.table)
    if len(selection.groups) == 1:
        split = group_label(release, dimensions, selection.groups[0])
    title = counted_title(selection.table, split)
    return words_of(selection.table, title, period_line(selection))


def lower_split(release: Release, table: Table) -> str:
    """Headings of dimensions are common nouns: after a colon they begin small."""
    headings = [heading(release.vocabulary, name) for name in table.dimensions]
    return " × ".join(map(lower_first, headings))


def counted_title(table: Table, split: str) -> str:
    """Whom a chart counts, and what they are split by after a colon."""
    if table.population == "defendants":
        return _("Defendants: {split}", split=split)
    return _("Identified victims: {split}", split=split)


def counted_in_all(table: Table) -> str:
    return _("Defendants") if table.population == "defendants" else _("Identified victims")


def breakdown_chart(
    release: Release, selection: Selection, words: Words, all_series: Sequence[Series]
) -> Chart:
    if selection.is_pooled:
        return charts.pooled_periods(release, words, panels(release, selection, all_series))
    if len(all_series) == 1:
        return charts.trend(release, words, all_series[0], [])
    return charts.small_multiples(release, words, all_series)


def panels(
    release: Release, selection: Selection, all_series: Sequence[Series]
) -> Mapping[str, list[Series]]:
    """One panel per code of the first dimension, the others make its rows; or one panel of rows."""
    dimensions = selection.table.dimensions
    if len(dimensions) < 2:
        return {"": list(all_series)}
    grouped: dict[str, list[Series]] = {}
    for group, series in zip(selection.groups, all_series, strict=True):
        panel = group_label(release, dimensions[:1], group[:1])
        row = group_label(release, dimensions[1:], group[1:])
        grouped.setdefault(panel, []).append(Series(label=row, figures=series.figures))
    return grouped


def panels_on_phones(release: Release, selection: Selection, all_series: Sequence[Series]) -> str:
    """Panels of rows as a phone shows them; a single panel fits it as it is."""
    series_by_panel = panels(release, selection, all_series)
    return phone_rows(series_by_panel) if len(series_by_panel) > 1 else ""


def period_line(selection: Selection) -> str:
    within = selection.periods
    if not selection.is_pooled and len(within) > 1:
        return from_to(selection.table, within[0], within[-1])
    return in_period(selection.table, ", ".join(period(code) for code in within))
