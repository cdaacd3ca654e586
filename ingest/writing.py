"""Write one checked delivery into the raw schema; the caller's transaction makes it all or nothing.

Rows come as ingest/checking/checked_rows.py makes them, with pseudonyms and without identifiers.
"""

from pathlib import Path

import duckdb
import pyarrow as pa

from ingest.kinds import Kind
from ingest.reading.extract import Extract
from ingest.receipts import now, write_receipt


def write_delivery(
    path: Path,
    extract: Extract,
    delivery_id: str,
    source: str,
    fictional: bool,
    connection: duckdb.DuckDBPyConnection,
) -> None:
    """Write what is known of the delivery as a whole, when all its rows are written."""
    write_malformed(extract, delivery_id, connection)
    write_notes(extract, delivery_id, connection)
    layout, received_at = extract.layout, now()
    connection.execute(
        f"""
        insert into raw.deliveries
        select
            (select coalesce(max(delivery_number), 0) + 1 from raw.deliveries),
            $delivery_id, $file_name, $layout, $kind, $register, $source, $delivers, $container,
            $fictional, $received_at, loaded + quarantined, loaded, quarantined
        from
            (select count(*) as loaded from raw.{layout.kind.name}
             where delivery_id = $delivery_id),
            (select count(distinct row_number) as quarantined
             from raw.quarantine where delivery_id = $delivery_id)
        """,
        {
            "delivery_id": delivery_id,
            "file_name": path.name,
            "layout": layout.name,
            "kind": layout.kind.name,
            "register": layout.register,
            "source": source,
            "delivers": layout.delivers,
            "container": extract.container,
            "fictional": fictional,
            "received_at": received_at,
        },
    )
    write_receipt(connection, delivery_id, received_at)


def write_records(
    checked: pa.Table, kind: Kind, delivery_id: str, connection: duckdb.DuckDBPyConnection
) -> None:
    """Write the rows that fit; a person who was erased on request does not come back by them.

    The statements of this module find the rows in their argument `checked`: what is registered in a
    transaction would be kept in memory until it ends.
    """
    not_erased = "anti join raw.tombstones using (person_key)" if has_persons(checked) else ""
    connection.execute(
        f"insert into raw.{kind.name} by name "
        f"select ? as delivery_id, {', '.join(checked.column_names)} from checked {not_erased}",
        [delivery_id],
    )


def write_quarantine(
    checked: pa.Table, delivery_id: str, connection: duckdb.DuckDBPyConnection
) -> None:
    connection.execute(
        "insert into raw.quarantine select ?, row_number, refusal.reason, refusal.field from "
        "(select row_number, unnest(refusals) as refusal from checked where refusals is not null)",
        [delivery_id],
    )


def write_erased_persons(
    checked: pa.Table, delivery_id: str, connection: duckdb.DuckDBPyConnection
) -> None:
    """Those who were erased and whose rows would else be taken."""
    if has_persons(checked):
        connection.execute(
            "insert into raw.quarantine select ?, row_number, 'erased_person', '' "
            "from checked semi join raw.tombstones using (person_key) where refusals is null",
            [delivery_id],
        )


def has_persons(checked: pa.Table) -> bool:
    return "person_key" in checked.column_names


def write_malformed(
    extract: Extract, delivery_id: str, connection: duckdb.DuckDBPyConnection
) -> None:
    if extract.malformed:
        numbers = pa.table({"row_number": pa.array(extract.malformed, pa.int64())})
        connection.register("malformed", numbers)
        connection.execute(
            "insert into raw.quarantine "
            "select ?, row_number, 'wrong_number_of_cells', '' from malformed",
            [delivery_id],
        )
        connection.unregister("malformed")


def write_notes(extract: Extract, delivery_id: str, connection: duckdb.DuckDBPyConnection) -> None:
    for note in extract.all_notes():
        connection.execute(
            "insert into raw.notes values (?, ?, ?)", [delivery_id, note.code, note.count]
        )
