"""Find and read the newest release file of one audience.

The only module that opens a database. It must never open anything but a release file, and opens
that one so that no statement can write, attach, load or read another file.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

from dashboard.release.facts import Release, Table
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
    declared = {
        row["name"]: declared_table(row) for row in read(connection, "tables").to_dict("records")
    }
    cells = {name: read(connection, name) for name in declared}
    # A young register may have closed no period of some length yet: such a table says nothing.
    tables = {name: table for name, table in declared.items() if len(cells[name])}
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


def declared_table(row: Mapping[Any, Any]) -> Table:
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
