"""Load one extract file into the raw schema, whole or not at all, and only once.

Identifiers become pseudonyms in memory, before anything is written. The date of birth is an
identifier too: what is kept of it is the age in completed years at the record's main date.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import duckdb

from ingest.checked_rows import check_rows
from ingest.errors import ExtractError
from ingest.layout import Layout
from ingest.raw import create_raw_schema
from ingest.reading import Extract, read_extract
from ingest.writing import write_delivery, write_rows


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """What became of one file. `quarantined` counts rows by (reason, field)."""

    delivery_id: str
    file_name: str
    layout: str
    container: str
    rows_loaded: int
    rows_quarantined: int
    quarantined: Counter[tuple[str, str]]
    already_loaded: bool
    last_line_open: bool
    notes: tuple[str, ...]


def load_extract(
    path: Path,
    connection: duckdb.DuckDBPyConnection,
    pseudonym_keys: tuple[str, ...],
    layouts: tuple[Layout, ...],
    source: str | None = None,
    fictional: bool = False,
    citizenship_words: Mapping[str, str] | None = None,
) -> Delivery:
    """Load the file at `path` by the one of `layouts` that fits; a known content adds nothing.

    `citizenship_words` (word key to country code) let bodies that write a country differently
    name the same person.
    """
    content = read_bytes(path)
    delivery_id = hashlib.sha256(content).hexdigest()
    create_raw_schema(connection)
    if is_loaded(connection, delivery_id):
        return described(connection, delivery_id, None)
    extract = read_extract(content, path.name, layouts)
    del content
    source = source or extract.layout.source
    connection.begin()
    try:
        for rows in chain([extract.rows], extract.more):
            check_rows(
                rows,
                extract.layout,
                connection,
                pseudonym_keys,
                citizenship_words or {},
                delivery_id=delivery_id,
                source=source,
            )
            write_rows(extract.layout, delivery_id, connection)
        refuse_cut_file(path, extract, connection)
        write_delivery(path, extract, delivery_id, source, fictional, connection)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    finally:
        connection.execute("drop table if exists temp.checked")
    return described(connection, delivery_id, extract)


def read_bytes(path: Path) -> bytes:
    """The file's content, if it stood still while it was read."""
    if not path.is_file():
        raise ExtractError(f"{path} is not a file: give the path of an extract.")
    try:
        before = path.stat()
        content = path.read_bytes()
        after = path.stat()
    except OSError as error:
        raise ExtractError(
            f"{path} can't be read ({error.strerror}): check its permissions and its disk or mount."
        ) from None
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise ExtractError(f"{path.name} is still being written: load it when it is complete.")
    return content


def is_loaded(connection: duckdb.DuckDBPyConnection, delivery_id: str) -> bool:
    found = connection.execute(
        "select 1 from raw.deliveries where delivery_id = ?", [delivery_id]
    ).fetchone()
    return found is not None


def refuse_cut_file(path: Path, extract: Extract, connection: duckdb.DuckDBPyConnection) -> None:
    """Without a final line break and with a last row that does not fit, the file was cut."""
    if not extract.last_line_open:
        return
    last_refusals = connection.execute(
        "select len(refusals) from temp.checked order by row_number desc limit 1"
    ).fetchone()
    if last_refusals and last_refusals[0]:
        raise ExtractError(
            f"{path.name} seems cut off: its last row is not complete and has no line break. "
            "Export it again and send the whole file."
        )


def described(
    connection: duckdb.DuckDBPyConnection, delivery_id: str, extract: Extract | None
) -> Delivery:
    """The delivery as it stands in the database; `extract` is None where it was loaded before."""
    file_name, layout, container, loaded, quarantined = connection.execute(
        "select file_name, layout, container, rows_loaded, rows_quarantined "
        "from raw.deliveries where delivery_id = ?",
        [delivery_id],
    ).fetchone()
    reasons = connection.execute(
        "select reason, field, count(*) from raw.quarantine where delivery_id = ? group by all",
        [delivery_id],
    ).fetchall()
    return Delivery(
        delivery_id=delivery_id,
        file_name=file_name,
        layout=layout,
        container=container,
        rows_loaded=loaded,
        rows_quarantined=quarantined,
        quarantined=Counter({(reason, field): count for reason, field, count in reasons}),
        already_loaded=extract is None,
        last_line_open=extract is not None and extract.last_line_open,
        notes=extract.notes if extract else (),
    )
