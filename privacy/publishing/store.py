"""The versions of a release on disk: written as a draft, put in place whole, then pointed to.

A dashboard that has a version open keeps it; it finds the newest one by the pointer file `current`.
Nothing is ever written into a version that is in place.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from privacy.errors import StorageError
from privacy.publishing.contents import Sheet
from privacy.records import durable

POINTER = "current"
# Small blocks, since a release has many small sheets. These ways of compressing begin with a random
# sample: without them the same sheets always give the same bytes.
FILE_FORMAT: dict[str, str | bool | int | float | list[str]] = {
    "default_block_size": "16384",
    "disabled_compression_methods": "fsst,dict_fsst,alp,alprd",
}


@dataclass(frozen=True, kw_only=True)
class Version:
    number: int
    path: Path


def newest_version(folder: Path, audience: str) -> Version | None:
    return next(iter(all_versions(folder, audience)), None)


def all_versions(folder: Path, audience: str) -> list[Version]:
    """The newest one first."""
    pattern = re.compile(rf"{re.escape(audience)}-(\d{{4,}})\.duckdb")
    named = [(pattern.fullmatch(path.name), path) for path in folder.glob("*.duckdb")]
    versions = [Version(number=int(name[1]), path=path) for name, path in named if name]
    return sorted(versions, key=lambda version: version.number, reverse=True)


def write_version(path: Path, sheets: list[Sheet]) -> None:
    draft = durable.draft_of(path)
    try:
        with duckdb.connect(draft, config=FILE_FORMAT) as connection:
            connection.begin()
            for sheet in sheets:
                write_sheet(connection, sheet)
            connection.commit()
    except duckdb.IOException:
        raise StorageError(f"{path} could not be written: is the disk full?") from None
    durable.sync_file(draft)
    durable.put_in_place(draft, path)


def point_to(path: Path) -> None:
    pointer, line = path.with_name(POINTER), f"{path.name}\n".encode()
    if not pointer.exists() or pointer.read_bytes() != line:
        durable.replace_whole(pointer, line, mode=0o644)


def write_sheet(connection: duckdb.DuckDBPyConnection, sheet: Sheet) -> None:
    columns = ", ".join(f'"{name}" {kind}' for name, kind in sheet.columns.items())
    connection.execute(f'create table "{sheet.name}" ({columns})')
    if sheet.rows:
        lists = ", ".join(f"unnest(?::{kind}[])" for kind in sheet.columns.values())
        values = [list(column) for column in zip(*sheet.rows, strict=True)]
        connection.execute(f'insert into "{sheet.name}" select {lists}', values)


def read_sheets(path: Path) -> dict[str, Sheet]:
    """All of a release file. A file that can't be read has nothing in it that could be kept."""
    try:
        with duckdb.connect(path, read_only=True) as connection:
            names = connection.execute("select table_name from duckdb_tables()").fetchall()
            return {name: read_sheet(connection, name) for (name,) in names}
    except duckdb.Error:
        return {}


def read_sheet(connection: duckdb.DuckDBPyConnection, name: str) -> Sheet:
    result = connection.execute(f'select * from "{name}"')
    columns = {column[0]: str(column[1]) for column in result.description}
    return Sheet(name=name, columns=columns, rows=result.fetchall())
