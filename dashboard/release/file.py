"""Find and read the newest release file of one audience.

The only module that opens a database. It must never open anything but a release file, and opens
that one so that no statement can write, attach, load or read another file.
"""

import os
import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

from dashboard.release.lacking import OPTIONAL_SHEETS, VICTIMS, optional_sheet, with_population

HARDENED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "allow_community_extensions": "false",
    "lock_configuration": "true",
}
TABLE_NAME = re.compile(r"[a-z][a-z0-9_]*")


class NoReleaseError(Exception):
    """There is no release for this audience yet."""


class NotAReleaseError(Exception):
    """The file that the pointer names is not a release for this audience."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A declared table: whom it counts, how it is split and how wide its intervals are.

    `margin` is of a measured cell, `published_margin` of a published one, both in persons.
    `several` is the dimension of which one person can have several codes, or empty: such a table's
    cells do not add up to persons.
    """

    name: str
    count: str
    period_kind: str
    dimensions: tuple[str, ...]
    cells_per_person: int
    rho: float
    scale: float
    margin: int
    published_margin: int
    population: str
    mart: str
    several: str


@dataclass(frozen=True, kw_only=True)
class Release:
    """All that the dashboard may know. Sheets that the audience does not get are empty."""

    name: str
    audience: str
    register: str
    released_on: date
    spec_hash: str
    ledger_hash: str
    fictional: bool
    tables: Mapping[str, Table]
    cells: Mapping[str, pd.DataFrame]
    vocabulary: pd.DataFrame
    published_totals: pd.DataFrame
    measurements: pd.DataFrame
    budget: pd.DataFrame
    structural_zeros: pd.DataFrame
    indicators: pd.DataFrame
    indicator_values: pd.DataFrame
    deliveries: pd.DataFrame
    ledger: pd.DataFrame
    synthetic_victims: pd.DataFrame
    synthetic_defendants: pd.DataFrame

    @cached_property
    def counts(self) -> Mapping[str, Mapping[tuple[str, ...], tuple[int, int, int]]]:
        """By table, period and codes: the published count and the two ends of its interval."""
        return {name: counts_of(sheet, self.tables[name]) for name, sheet in self.cells.items()}

    @cached_property
    def forbidden(self) -> Set[tuple[str, ...]]:
        """Dimension, code, dimension, code: what cannot be together, the structural zeros."""
        return frozenset(self.structural_zeros.itertuples(index=False, name=None))


def counts_of(
    sheet: pd.DataFrame, declared: Table
) -> Mapping[tuple[str, ...], tuple[int, int, int]]:
    keys = zip(*(sheet[name].tolist() for name in ("period", *declared.dimensions)), strict=True)
    ends = (declared.count, "lower", "upper")
    counts = zip(*(sheet[name].astype(int).tolist() for name in ends), strict=True)
    return dict(zip(keys, counts, strict=True))


def own_audience() -> str:
    """The one audience that this server was started for."""
    return os.environ.get("PORTAL_AUDIENCE", "coordinator")


def current_release() -> Release:
    """The newest release of this server's audience."""
    folder = Path(os.environ.get("PORTAL_RELEASE_DIR", "releases"))
    return read_release(str(newest_file(folder, own_audience())), own_audience())


def newest_file(folder: Path, audience: str) -> Path:
    pointer = folder / audience / "current"
    if not pointer.is_file():
        raise NoReleaseError(f"{pointer} does not exist: run 'portal run' first.")
    name = pointer.read_text(encoding="utf-8").strip()
    if not re.fullmatch(rf"{re.escape(audience)}-\d+\.duckdb", name):
        raise NotAReleaseError(f"{pointer} does not name a release file: run 'portal run' again.")
    if not (pointer.parent / name).is_file():
        raise NoReleaseError(f"{pointer.parent / name} does not exist: run 'portal run' again.")
    return pointer.parent / name


# Release files are never rewritten, so their versioned path is all that the cache has to know.
@st.cache_resource(max_entries=4, show_spinner=False)
def read_release(path: str, audience: str) -> Release:
    try:
        with open_hardened(path) as connection:
            release = read_all(connection)
    except duckdb.Error as error:
        raise NotAReleaseError(f"{path} cannot be read: run 'portal run' again.") from error
    if release.audience != audience:
        raise NotAReleaseError(f"{path} is a release for another audience than '{audience}'.")
    return release


def open_hardened(path: str) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(path, read_only=True, config=HARDENED)


def read_all(connection: duckdb.DuckDBPyConnection) -> Release:
    (facts,) = read(connection, "release").to_dict("records")
    declared = {row["name"]: table(row) for row in read(connection, "tables").to_dict("records")}
    cells = {name: read(connection, name) for name in declared}
    # A young register may have closed no period of some length yet: such a table says nothing.
    tables = {name: one for name, one in declared.items() if len(cells[name])}
    return Release(
        name=facts["name"],
        audience=facts["audience"],
        register=facts["register"],
        released_on=pd.Timestamp(facts["released_on"]).date(),
        spec_hash=facts["spec_hash"],
        ledger_hash=facts["ledger_hash"],
        fictional=bool(facts["fictional"]),
        tables=tables,
        cells={name: cells[name] for name in tables},
        vocabulary=read(connection, "vocabulary").sort_values(["dimension", "position"]),
        published_totals=read(connection, "published_totals").sort_values(["year", "source"]),
        measurements=read(connection, "measurements"),
        budget=with_population(read(connection, "budget")).sort_values("cohort", kind="stable"),
        **{name: optional_sheet(connection, name) for name in OPTIONAL_SHEETS},
    )


def table(row: Mapping[Any, Any]) -> Table:
    return Table(
        name=row["name"],
        count=row["count"],
        period_kind=row["period_kind"],
        dimensions=tuple(row["dimensions"]),
        cells_per_person=int(row["cells_per_person"]),
        rho=float(row["rho"]),
        scale=float(row["scale"]),
        margin=int(row["margin"]),
        published_margin=int(row.get("published_margin", row["margin"])),
        population=str(row.get("population", VICTIMS)),
        mart=str(row.get("mart", VICTIMS)),
        several=str(row.get("several", "")),
    )


def read(connection: duckdb.DuckDBPyConnection, name: str) -> pd.DataFrame:
    if not TABLE_NAME.fullmatch(name):
        raise NotAReleaseError(f"The release declares a table with a name that is not one: {name}")
    return connection.execute(f'from "{name}"').df()
