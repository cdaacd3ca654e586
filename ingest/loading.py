"""Load one extract file into the raw schema, whole or not at all, and only once.

Identifiers become pseudonyms in memory, before anything is written. The date of birth is an
identifier too: what is kept of it is the age in completed years at the record's main date.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import duckdb

from ingest.checked_rows import check_rows, forget_rows, know_citizenships
from ingest.content import content_of_file
from ingest.errors import ExtractError
from ingest.layout import Layout
from ingest.outline import delivery_notes
from ingest.raw import create_raw_schema
from ingest.reading import Extract, read_extract
from ingest.writing import write_delivery, write_rows


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """What became of one file. `quarantined` counts rows by (reason, field).

    `notes` are sentences about the file as a whole; that the last line is open is told apart.
    """

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
    content = content_of_file(path)
    delivery_id = content.digest
    create_raw_schema(connection)
    if is_loaded(connection, delivery_id):
        return described(connection, delivery_id, None)
    extract = read_extract(content, layouts)
    source = source or extract.layout.source
    connection.begin()
    try:
        know_citizenships(connection, citizenship_words or {})
        for rows in chain([extract.rows], extract.more):
            check_rows(rows, extract.layout, connection)
            write_rows(extract.layout, connection, pseudonym_keys, delivery_id, source)
        refuse_cut_file(path, extract, connection)
        write_delivery(path, extract, delivery_id, source, fictional, connection)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    finally:
        forget_rows(connection)
    return described(connection, delivery_id, extract)


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
        "select len(refusals) from checked order by row_number desc limit 1"
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
    found = delivery_notes(connection, delivery_id)
    return Delivery(
        delivery_id=delivery_id,
        file_name=file_name,
        layout=layout,
        container=container,
        rows_loaded=loaded,
        rows_quarantined=quarantined,
        quarantined=Counter({(reason, field): count for reason, field, count in reasons}),
        already_loaded=extract is None,
        last_line_open=any(note.code == "last_line_open" for note in found),
        notes=tuple(note.sentence() for note in found if note.code != "last_line_open"),
    )
