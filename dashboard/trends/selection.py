"""The filters of the trends page: who is counted, a breakdown, its codes and its periods.

Residual codes (unknown, not collected, not understood) are never among the choices: they are shown
apart, when asked for.
"""

import pandas as pd
import streamlit as st

from dashboard.charts.breakdown import OVER_TIME, TWO_GROUPS, TWO_PERIODS, Selection
from dashboard.figures.series import Group, codes, groups, periods, residual_groups, table_label
from dashboard.frame.page_filters import PageFilters
from dashboard.language.texts import _, heading, labels, period
from dashboard.release.facts import Release, Table
from dashboard.release.known_tables import VICTIMS_BY_FORM

PAGE = "trends"
MEASURE, TABLE, YEARS, POOLED, RESIDUAL, VIEW = (
    "measure",
    "table",
    "years",
    "pooled",
    "residual",
    "view",
)
UNIT, COUNTS, SHARES = "unit", "counts", "shares"
QUARTERS_AT_FIRST = 3


def choose(release: Release, filters: PageFilters) -> Selection:
    measure = choose_measure(release, filters)
    left, right = st.columns(2, gap="medium")
    with left:
        table = choose_table(release, measure, filters)
    with right:
        within = choose_periods(release, table, filters)
    chosen = {name: choose_codes(release, name, filters) for name in table.dimensions}
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        view = choose_view(table, groups(table, chosen), filters)
        in_shares = choose_unit(release, table, view, filters) == SHARES
        residual = bool(table.dimensions) and filters.flag(
            RESIDUAL, _("Show what is not known, apart")
        )
    return Selection(
        table=table,
        groups=groups(table, chosen),
        residual_groups=residual_groups(release, table, chosen) if residual else [],
        periods=within,
        view=view,
        in_shares=in_shares,
    )


def choose_table(release: Release, measure: str, filters: PageFilters) -> Table:
    names = [table.name for table in release.tables.values() if table.mart == measure]
    name = filters.choice(
        TABLE,
        _("Breakdown"),
        names,
        usual=first_split(release, names),
        label_of=lambda name: table_label(release, release.tables[name]),
        unfolds=True,
    )
    return release.tables[name]


def choose_measure(release: Release, filters: PageFilters) -> str:
    """Who is counted. A bookmark that names a table need not say it as well."""
    marts = list(dict.fromkeys(table.mart for table in release.tables.values()))
    incoming = filters.incoming or {}
    asked = incoming.get(TABLE, [])
    if asked and asked[0] in release.tables:
        incoming[MEASURE] = [release.tables[asked[0]].mart]
    return filters.choice(
        MEASURE, _("What is counted"), marts, usual=marts[0], label_of=measure_label
    )


def measure_label(mart: str) -> str:
    return {
        "victims": _("Victims"),
        "assistance": _("Referral and assistance"),
        "defendants": _("Defendants"),
        "proceedings": _("Proceedings"),
    }.get(mart, mart)


def first_split(release: Release, names: list[str]) -> str:
    """The breakdown by form leads; otherwise the first table that is split by something."""
    split = [name for name in names if release.tables[name].dimensions]
    return VICTIMS_BY_FORM if VICTIMS_BY_FORM in split else (split or names)[0]


def choose_codes(release: Release, dimension: str, filters: PageFilters) -> list[str]:
    """Nothing chosen means everything."""
    code_labels = labels(release.vocabulary, dimension)
    return filters.several(
        dimension,
        heading(release.vocabulary, dimension),
        codes(release, dimension),
        label_of=lambda code: code_labels[code],
    )


def choose_periods(release: Release, table: Table, filters: PageFilters) -> list[str]:
    """A span of years, its quarters, or any of the few pooled periods."""
    table_periods = periods(release, table.name)
    if table.period_kind == "five_years":
        return filters.several(
            POOLED, _("Period"), table_periods, label_of=period, usual=table_periods[-1:]
        )
    years = sorted({code[:4] for code in table_periods})
    if table.period_kind == "year":
        return filters.span(YEARS, _("Period"), years)
    latest = (years[-QUARTERS_AT_FIRST:][0], years[-1])
    within = filters.span(YEARS, _("Period"), years, usual=latest)
    return [code for code in table_periods if code[:4] in within and not code.endswith("Q0")]


def choose_view(table: Table, chosen: list[Group], filters: PageFilters) -> str:
    views = {OVER_TIME: _("Over time")}
    if table.period_kind == "year":
        views[TWO_PERIODS] = _("Two periods")
    if len(chosen) > 1 and table.period_kind != "five_years":
        views[TWO_GROUPS] = _("Two groups")
    return filters.choice(
        VIEW, _("Show"), list(views), usual=OVER_TIME, label_of=lambda view: views[view]
    )


def choose_unit(release: Release, table: Table, view: str, filters: PageFilters) -> str:
    """Shares need a whole: all persons of the same periods."""
    has_whole = table.dimensions and total_of(release, table) is not None
    if view != OVER_TIME or table.period_kind == "five_years" or not has_whole:
        return COUNTS
    unit_labels = {COUNTS: _("Counts"), SHARES: _("Counts and shares")}
    return filters.choice(
        UNIT, _("Figures"), list(unit_labels), usual=COUNTS, label_of=lambda unit: unit_labels[unit]
    )


def total_of(release: Release, table: Table) -> Table | None:
    """The table of all persons of a population; stages and several codes have none."""
    if table.cells_per_person > 1:
        return None
    totals = [
        candidate
        for candidate in release.tables.values()
        if candidate.population == table.population
        and candidate.period_kind == table.period_kind
        and not candidate.dimensions
    ]
    return totals[0] if totals else None


def as_csv(release: Release, selection: Selection) -> str:
    """The chosen figures with codes, intervals and the release that they come from."""
    table = selection.table
    cells = release.cells[table.name]
    wanted = set(selection.groups) | set(selection.residual_groups)
    split = list(table.dimensions)
    keys = (
        [tuple(row) for row in cells[split].itertuples(index=False)] if split else [()] * len(cells)
    )
    kept = cells[
        cells["period"].isin(selection.periods)
        & pd.Series([k in wanted for k in keys], index=cells.index)
    ]
    return kept.assign(release=release.name, fictional=release.fictional).to_csv(index=False)
