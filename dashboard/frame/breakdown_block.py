"""One table as a chart and a table below it: the block that several pages repeat.

Codes that say something make the chart. What is not known stands below them in the table, and is
never mixed in.
"""

from collections.abc import Sequence

import streamlit as st

from dashboard.charts import gallery as charts
from dashboard.charts.phone_rows import phone_rows
from dashboard.charts.table_captions import in_period, words_of
from dashboard.figures.series import Series, codes, periods, series_of_groups
from dashboard.figures.sums import span_name, years_together
from dashboard.frame import html_tables
from dashboard.frame.parts import show_chart
from dashboard.language.texts import _, labels, period
from dashboard.release.facts import Release


def known_series(release: Release, name: str, within: Sequence[str]) -> list[Series]:
    """One series per code of a table's only dimension, without what is not known."""
    return series_of(release, name, within, residual=False)


def residual_series(release: Release, name: str, within: Sequence[str]) -> list[Series]:
    return series_of(release, name, within, residual=True)


def series_of(release: Release, name: str, within: Sequence[str], residual: bool) -> list[Series]:
    table = release.tables[name]
    (dimension,) = table.dimensions
    groups = [(code,) for code in codes(release, dimension, residual)]
    return series_of_groups(release, table, groups, within)


def window_of(release: Release, name: str, within: str) -> str | None:
    """The pooled period of a table that holds a year or a whole pooled period, if one does."""
    if name not in release.tables:
        return None
    holding = [
        code
        for code in periods(release, name)
        if code[:4] <= within[:4] and within[-4:] <= code[-4:]
    ]
    return holding[0] if holding else None


def years_of(release: Release, name: str, within: str) -> list[str]:
    """The years of a yearly table that a pooled period holds."""
    return [year for year in periods(release, name) if within[:4] <= year <= within[-4:]]


def show_years(release: Release, name: str, years: Sequence[str], title: str) -> None:
    """A yearly table with its years taken together."""
    known, residual = (
        [
            years_together(series, span_name(list(series.figures)))
            for series in series_of(release, name, years, residual)
        ]
        for residual in (False, True)
    )
    show_block(release, name, title, known, residual)


def show_periods(release: Release, name: str, within: Sequence[str], title: str) -> None:
    """A table as it was published for one or a few periods."""
    known, residual = (find(release, name, within) for find in (known_series, residual_series))
    show_block(release, name, title, known, residual)


def show_block(
    release: Release,
    name: str,
    title: str,
    known: Sequence[Series],
    residual: Sequence[Series],
) -> None:
    """Rows with intervals, one mark per period, and the table below."""
    within = ", ".join(period(code) for code in known[0].figures)
    table = release.tables[name]
    words = words_of(table, title, in_period(table, within))
    show_chart(charts.points(release, words, known), words, known, release, name)
    show_table(title, known, residual)


def show_table(title: str, known: Sequence[Series], residual: Sequence[Series] = ()) -> None:
    with st.expander(_("Table: figures with their intervals")):
        st.html(html_tables.periods_across(title, _("Group"), [*known, *residual]))


def show_panels(release: Release, name: str, within: str, title: str) -> None:
    """A table of two dimensions: one panel per code of the first, a row per code of the second."""
    table = release.tables[name]
    first, second = table.dimensions
    rows = {
        code: series_of_groups(
            release, table, [(code, other) for other in codes(release, second)], [within]
        )
        for code in codes(release, first)
    }
    panels, lines = labels(release.vocabulary, first), labels(release.vocabulary, second)
    named = {
        panels[code]: [
            Series(label=lines[other], figures=series.figures)
            for other, series in zip(codes(release, second), panel_rows, strict=True)
        ]
        for code, panel_rows in rows.items()
    }
    all_series = [series for panel_rows in rows.values() for series in panel_rows]
    words = words_of(table, title, in_period(table, within))
    chart = charts.pooled_periods(release, words, named)
    show_chart(chart, words, all_series, release, name, on_phones=phone_rows(named))
    show_table(title, all_series)
