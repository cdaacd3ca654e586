"""Write the restricted database anew: under another key, or so that deleted rows are really gone.

DuckDB keeps deleted rows in free blocks of its file; a fresh copy has none. The copy takes the old
file's place in one step, so that a crash leaves the one or the other, whole.
"""

import os
from collections.abc import Callable
from pathlib import Path

import duckdb

from warehouse.database import open_restricted, quoted
from warehouse.errors import DatabaseBusyError

FRESH = "fresh"


def rewrite_database(
    path: Path,
    key: str,
    new_key: str,
    change: Callable[[duckdb.DuckDBPyConnection, str], None] = lambda connection, catalog: None,
) -> None:
    """Copy the database at `path` to a fresh file under `new_key`, then put it in place.

    `change` is called with the connection and the copy's catalog name before that.
    """
    draft = path.with_name(path.name + ".draft")
    remove_with_log(draft)
    with open_restricted(path, key) as connection:
        connection.execute("checkpoint")
        connection.execute(
            f"attach {quoted(str(draft))} as {FRESH} (encryption_key {quoted(new_key)})"
        )
        connection.execute(f"copy from database restricted to {FRESH}")
        change(connection, FRESH)
        connection.execute(f"checkpoint {FRESH}")
        connection.execute(f"detach {FRESH}")
        put_in_place(draft, path)
    if log_of(path).exists():
        raise DatabaseBusyError(f"{log_of(path)} is left of the old database: stop what uses it.")


def drop_built_schemas(connection: duckdb.DuckDBPyConnection) -> None:
    """Remove everything that dbt built from raw; the next build makes it again."""
    for schema in ("cells", "marts", "staging"):
        connection.execute(f"drop schema if exists {schema} cascade")


def put_in_place(draft: Path, path: Path) -> None:
    for name in (draft, path.parent):
        descriptor = os.open(name, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
    draft.replace(path)


def remove_with_log(path: Path) -> None:
    path.unlink(missing_ok=True)
    log_of(path).unlink(missing_ok=True)


def log_of(path: Path) -> Path:
    return path.with_name(path.name + ".wal")
