"""Open the restricted database: one DuckDB file, encrypted with AES-GCM.

This module must never let a key reach a message, and never open the file without encryption.
"""

import os
import stat
import time
from importlib.resources import files
from pathlib import Path

import duckdb

from warehouse.errors import DatabaseBusyError, NotADatabaseError, WarehouseError, WrongKeyError

ALIAS = "restricted"
# Beyond it DuckDB works in encrypted temporary files beside the database.
MEMORY_LIMIT = "2GB"

# The same spelling of a word, whatever its script, case or accents: "Присилни рад" and
# "PRISILNI  RAD" meet as "prisilni rad". Used on words of the vocabulary and on names before
# they become pseudonyms, so it lives in the database, where both can call it.
WORD_KEY = """
create or replace macro word_key(word) as trim(regexp_replace(strip_accents(
    replace(replace(replace(replace(replace(
        translate(lower(word), 'абвгдезијклмнопрстћуфхцчшжђ', 'abvgdezijklmnoprstcufhccszđ'),
    'љ', 'lj'), 'њ', 'nj'), 'џ', 'dz'), 'đ', 'dj'), 'ѓ', 'dj')
), '[^a-z0-9]+', ' ', 'g'))
"""


def open_restricted(
    path: Path, key: str, read_only: bool = False, patience: float = 60
) -> duckdb.DuckDBPyConnection:
    """Connect to the database at `path` (made if absent) with `key`; it is the default catalog.

    Anything that spills to disk is encrypted too. Read-only needs the file to exist. Waits up to
    `patience` seconds for another process to be done with it.
    """
    if read_only and not path.exists():
        raise NotADatabaseError(f"{path} does not exist: run 'portal ingest' first.")
    connection = duckdb.connect(
        config={
            "temp_file_encryption": "true",
            "temp_directory": f"{path}.tmp",
            "memory_limit": MEMORY_LIMIT,
        }
    )
    try:
        prepare_encryption(connection)
        attach_when_free(connection, path, key, read_only, patience)
    except BaseException:
        connection.close()
        raise
    connection.execute(f"use {ALIAS}")
    if not read_only:
        connection.execute(WORD_KEY)
    return connection


def prepare_encryption(connection: duckdb.DuckDBPyConnection) -> None:
    """Load the httpfs extension, whose OpenSSL writes encrypted files; signatures stay checked."""
    try:
        connection.execute(f"load '{packaged_extension()}'")
    except (ModuleNotFoundError, FileNotFoundError, duckdb.Error):
        try:
            connection.execute("install httpfs")
            connection.execute("load httpfs")
        except duckdb.Error as error:
            raise WarehouseError(
                "DuckDB's httpfs extension, which encrypts the database, could not be loaded: "
                "install the package duckdb-extension-httpfs of the same version as duckdb."
            ) from error


def packaged_extension() -> Path:
    folder = files("duckdb_extension_httpfs") / "extensions" / f"v{duckdb.__version__}"
    extension = Path(str(folder)) / "httpfs.duckdb_extension"
    if not extension.exists():
        raise FileNotFoundError(extension)
    return extension


def attach_when_free(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    key: str,
    read_only: bool,
    patience: float,
) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            return attach(connection, path, key, read_only)
        except DatabaseBusyError:
            if time.monotonic() >= deadline:
                raise
            time.sleep(0.1)


def attach(connection: duckdb.DuckDBPyConnection, path: Path, key: str, read_only: bool) -> None:
    if not read_only:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    options = f"encryption_key {quoted(key)}" + (", read_only" if read_only else "")
    before = os.umask(0o077)  # What DuckDB makes is for its owner only, whatever folder it is in.
    try:
        connection.execute(f"attach {quoted(str(path))} as {ALIAS} ({options})")
    except duckdb.Error as error:
        # The original error is dropped: its text may quote the statement, and with it the key.
        raise explained(error, path) from None
    finally:
        os.umask(before)
    if not read_only and stat.S_IMODE(path.stat().st_mode) != 0o600:
        path.chmod(0o600)


def explained(error: duckdb.Error, path: Path) -> WarehouseError:
    text = str(error)
    if "Wrong encryption key" in text:
        return WrongKeyError(
            f"The key does not open {path}: use the key that the database was made with "
            "(PORTAL_DATABASE_KEY or the key file), or move the database away to start anew."
        )
    if "lock" in text.lower():
        return DatabaseBusyError(f"{path} is in use by another process: try again when it is done.")
    return NotADatabaseError(
        f"{path} is not an encrypted database of the portal, or it is damaged: "
        "restore it from a backup, or move it away and ingest the extracts again."
    )


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
