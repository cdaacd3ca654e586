"""The filters of the trends page: a breakdown, its codes and its periods, kept in the address.

Residual codes (unknown, not collected, not understood) are never among the choices: they are shown
apart, when asked for.
"""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import address
from dashboard.address import State, seed
from dashboard.cells import Group, codes, groups, periods, residual_groups, table_label
from dashboard.release_file import Release, Table
from dashboard.texts import _, heading, labels, period

PAGE = "trends"
TABLE, PERIODS, POOLED, RESIDUAL = "table", "years", "pooled", "residual"


@dataclass(frozen=True, kw_only=True)
class Selection:
    table: Table
    groups: list[Group]
    residual_groups: list[Group]
    periods: list[str]

    @property
    def is_yearly(self) -> bool:
        return self.table.period_kind == "year"


def choose(release: Release) -> Selection:
    incoming = address.taken_over(PAGE)
    left, right = st.columns(2, gap="medium")
    with left:
        table = choose_table(release, incoming)
    with right:
        within = choose_periods(release, table, incoming)
    chosen = {name: choose_codes(release, name, incoming) for name in table.dimensions}
    residual = bool(table.dimensions) and choose_residual(incoming)
    address.record(PAGE, state(release, table, chosen, within, residual))
    return Selection(
        table=table,
        groups=groups(table, chosen),
        residual_groups=residual_groups(release, table, chosen) if residual else [],
        periods=within,
    )


def choose_table(release: Release, incoming: State | None) -> Table:
    names = list(release.tables)
    st.session_state[TABLE] = seed(TABLE, incoming, names, default_table(release))[0]
    name = st.selectbox(
        _("Breakdown"),
        names,
        format_func=lambda name: table_label(release, release.tables[name]),
        key=TABLE,
    )
    return release.tables[name]


def default_table(release: Release) -> list[str]:
    """The first table that is split by something."""
    split = [table.name for table in release.tables.values() if table.dimensions]
    return (split or list(release.tables))[:1]


def choose_codes(release: Release, dimension: str, incoming: State | None) -> list[str]:
    """Nothing chosen means everything."""
    known = codes(release, dimension)
    words = labels(release.vocabulary, dimension)
    st.session_state[dimension] = seed(dimension, incoming, known, known)
    chosen = st.pills(
        heading(release.vocabulary, dimension),
        known,
        selection_mode="multi",
        format_func=words.get,
        key=dimension,
    )
    return [code for code in known if code in chosen] or known


def choose_periods(release: Release, table: Table, incoming: State | None) -> list[str]:
    """A span of years, or any of the few pooled periods."""
    known = periods(release, table.name)
    usual = default_periods(table, known)
    if table.period_kind != "year":
        st.session_state[POOLED] = seed(POOLED, incoming, known, usual)
        chosen = st.pills(
            _("Period"), known, selection_mode="multi", format_func=period, key=POOLED
        )
        return [code for code in known if code in chosen] or usual
    if len(known) == 1:
        return known
    picked = [int(year) for year in seed(PERIODS, incoming, known, usual)]
    st.session_state[PERIODS] = (min(picked), max(picked))
    first, last = st.slider(_("Period"), int(known[0]), int(known[-1]), key=PERIODS)
    return [code for code in known if first <= int(code) <= last]


def default_periods(table: Table, known: list[str]) -> list[str]:
    """All years; of the pooled periods, whose tables are finer, the last one."""
    return known if table.period_kind == "year" else known[-1:]


def choose_residual(incoming: State | None) -> bool:
    if incoming is not None:
        st.session_state[RESIDUAL] = incoming.get(RESIDUAL) == ["1"]
    return st.toggle(_("Show what is not known, apart"), key=RESIDUAL)


def state(
    release: Release,
    table: Table,
    chosen: dict[str, list[str]],
    within: list[str],
    residual: bool,
) -> State:
    """What differs from the defaults, as codes."""
    span = within if table.period_kind != "year" else [within[0], within[-1]]
    usual = within == default_periods(table, periods(release, table.name))
    narrowed = {name: picked for name, picked in chosen.items() if picked != codes(release, name)}
    return {
        TABLE: [] if [table.name] == default_table(release) else [table.name],
        POOLED if table.period_kind != "year" else PERIODS: [] if usual else span,
        RESIDUAL: ["1"] if residual else [],
        **narrowed,
    }


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
