"""One table as a chart and a table below it: the block that several pages repeat.

Codes that say something make the chart. What is not known stands below them in the table, and is
never mixed in.
"""

from collections.abc import Sequence

import streamlit as st

from dashboard.charts import gallery as charts
from dashboard.charts.phone_rows import phone_rows
from dashboard.charts.table_captions import in_period, words_of
from dashboard.figures.series import Series, codes, periods, series
from dashboard.figures.sums import span_name, years_together
from dashboard.frame import html_tables as tables
from dashboard.frame.parts import show_chart
from dashboard.language.texts import _, labels, period
from dashboard.release.facts import Release


def known_series(release: Release, name: str, within: Sequence[str]) -> list[Series]:
    """One series per code of a table's only dimension, without what is not known."""
    return series_of(release, name, within, residual=False)


def residual_series(release: Release, name: str, within: Sequence[str]) -> list[Series]:
    return series_of(release, name, within, residual=True)


def series_of(release: Release, name: str, within: Sequence[str], residual: bool) -> list[Series]:
    declared = release.tables[name]
    (dimension,) = declared.dimensions
    groups = [(code,) for code in codes(release, dimension, residual)]
    return series(release, declared, groups, within)


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
            years_together(one, span_name(list(one.figures)))
            for one in series_of(release, name, years, residual)
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
    declared = release.tables[name]
    words = words_of(declared, title, in_period(declared, within))
    show_chart(charts.points(release, words, known), words, known, release, name)
    show_table(title, known, residual)


def show_table(title: str, known: Sequence[Series], residual: Sequence[Series] = ()) -> None:
    with st.expander(_("Table: figures with their intervals")):
        st.html(tables.periods_across(title, _("Group"), [*known, *residual]))


def show_panels(release: Release, name: str, within: str, title: str) -> None:
    """A table of two dimensions: one panel per code of the first, a row per code of the second."""
    declared = release.tables[name]
    first, second = declared.dimensions
    rows = {
        code: series(
            release, declared, [(code, other) for other in codes(release, second)], [within]
        )
        for code in codes(release, first)
    }
    panels, lines = labels(release.vocabulary, first), labels(release.vocabulary, second)
    named = {
        panels[code]: [
            Series(label=lines[other], figures=one.figures)
            for other, one in zip(codes(release, second), found, strict=True)
        ]
        for code, found in rows.items()
    }
    every = [one for found in rows.values() for one in found]
    words = words_of(declared, title, in_period(declared, within))
    chart = charts.pooled_periods(release, words, named)
    show_chart(chart, words, every, release, name, on_phones=phone_rows(named))
    show_table(title, every)
