"""Load one extract file into the raw schema, whole or not at all, and only once.

Identifiers become pseudonyms in memory, before anything is written. The date of birth is an
identifier too: what is kept of it is the age in completed years at the record's main date.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import duckdb
import pyarrow as pa

from ingest.checking.checked_rows import Sending, checked_rows, pseudonymised
from ingest.deliveries.outline import delivery_notes
from ingest.errors import ExtractError
from ingest.layouts.layout import Layout
from ingest.raw import create_raw_schema
from ingest.reading.content import content_of_file
from ingest.reading.extract import Extract
from ingest.reading.reader import read_extract
from ingest.reading.row_parts import ready_ahead
from ingest.receipts import is_loaded, now, write_receipt
from ingest.texts.distinct import in_chunks, in_parts
from ingest.writing import (
    write_delivery,
    write_erased_persons,
    write_quarantine,
    write_records,
)


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
    """Load the file at `path` by the one of `layouts` that fits; a known content adds no record,
    and is a receipt all the same.

    `citizenship_words` (word key to country code) let bodies that write a country differently
    name the same person.
    """
    content = content_of_file(path)
    delivery_id = content.digest
    create_raw_schema(connection)
    if is_loaded(connection, delivery_id):
        write_receipt(connection, delivery_id, now())
        return described(connection, delivery_id, None)
    extract = read_extract(content, layouts)
    sending = Sending(
        delivery_id=delivery_id, source=source or extract.layout.source, keys=pseudonym_keys
    )
    connection.begin()
    try:
        write_extract(extract, sending, citizenship_words or {}, path.name, connection)
        write_delivery(path, extract, delivery_id, sending.source, fictional, connection)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    return described(connection, delivery_id, extract)


def write_extract(
    extract: Extract,
    sending: Sending,
    citizenship_words: Mapping[str, str],
    name: str,
    connection: duckdb.DuckDBPyConnection,
) -> None:
    """Write all rows: while a part is written, the next gets pseudonyms, the one after it is read.

    Three steps, since each of them alone would leave a processor waiting for it.
    """
    layout = extract.layout
    with (
        second_connection(connection, citizenship_words) as second,
        ThreadPoolExecutor(max_workers=1) as reader,
        ThreadPoolExecutor(max_workers=1) as hasher,
    ):
        parts = chain([extract.rows], extract.more)
        checked = ready_ahead(
            (checked_rows(rows, layout, sending, second) for rows in parts), reader
        )
        hashed = ready_ahead((pseudonymised(rows, sending.keys) for rows in checked), hasher)
        accepted = accepted_rows(hashed, extract, name, sending.delivery_id, connection)
        for rows in in_parts(accepted):
            write_records(in_chunks(rows), layout.kind, sending.delivery_id, connection)


def accepted_rows(
    parts: Iterator[pa.Table],
    extract: Extract,
    name: str,
    delivery_id: str,
    connection: duckdb.DuckDBPyConnection,
) -> Iterator[pa.Table]:
    """The rows that fit; of the others only the reasons are written."""
    for rows in parts:
        write_quarantine(rows, delivery_id, connection)
        write_erased_persons(rows, delivery_id, connection)
        fits = rows["refusals"].is_null()
        yield rows.drop_columns("refusals").filter(fits)
    if extract.last_line_open:
        refuse_cut_file(rows, name)


@contextmanager
def second_connection(
    connection: duckdb.DuckDBPyConnection, citizenship_words: Mapping[str, str]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Another connection to the same database: rows are checked on it, and nothing is written.

    Its temporary table citizenship_words has word keys and country codes.
    """
    [(catalog,)] = connection.execute("select current_catalog()").fetchall()
    words = pa.array(list(citizenship_words), pa.string())
    codes = pa.array(list(citizenship_words.values()), pa.string())
    with connection.cursor() as second:
        second.execute(f'use "{catalog}"')
        second.register("known_words", pa.table({"word": words, "code": codes}))
        second.execute("create temp table citizenship_words as from known_words")
        second.unregister("known_words")
        yield second


def refuse_cut_file(last_rows: pa.Table, name: str) -> None:
    """Without a final line break and with a last row that does not fit, the file was cut."""
    if last_rows.num_rows and last_rows["refusals"][-1].is_valid:
        raise ExtractError(
            f"{name} seems cut off: its last row is not complete and has no line break. "
            "Export it again and send the whole file."
        )


def described(
    connection: duckdb.DuckDBPyConnection, delivery_id: str, extract: Extract | None
) -> Delivery:
    """The delivery as it stands in the database; `extract` is None where it was loaded before."""
    [(file_name, layout, container, loaded, quarantined)] = connection.execute(
        "select file_name, layout, container, rows_loaded, rows_quarantined "
        "from raw.deliveries where delivery_id = ?",
        [delivery_id],
    ).fetchall()
    reasons = connection.execute(
        "select reason, field, count(*) from raw.quarantine where delivery_id = ? group by all",
        [delivery_id],
    ).fetchall()
    all_notes = delivery_notes(connection, delivery_id)
    return Delivery(
        delivery_id=delivery_id,
        file_name=file_name,
        layout=layout,
        container=container,
        rows_loaded=loaded,
        rows_quarantined=quarantined,
        quarantined=Counter({(reason, field): count for reason, field, count in reasons}),
        already_loaded=extract is None,
        last_line_open=any(note.code == "last_line_open" for note in all_notes),
        notes=tuple(note.sentence() for note in all_notes if note.code != "last_line_open"),
    )
