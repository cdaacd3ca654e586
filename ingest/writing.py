"""Write one checked delivery into the raw schema; the caller's transaction makes it all or nothing.

Rows come from the view `checked`, whose identifiers leave it as pseudonyms only.
"""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from ingest.kinds import Kind
from ingest.layout import Layout
from ingest.pseudonym import hmac_sql, key_parameters, reference_message_sql, row_message_sql
from ingest.reading import Extract

Facts = dict[str, str | bytes]


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
    layout = extract.layout
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
            "received_at": datetime.now(UTC).replace(tzinfo=None),
        },
    )


def write_rows(
    layout: Layout,
    connection: duckdb.DuckDBPyConnection,
    keys: tuple[str, ...],
    delivery_id: str,
    source: str,
) -> None:
    """Write the rows that `checked` holds now: those that fit, and the others' reasons."""
    facts = key_parameters(keys) | {"delivery_id": delivery_id, "source": source}
    pseudonyms = {
        name: hmac_sql(message, len(keys)) for name, message in key_messages(layout).items()
    }
    find_erased_persons(pseudonyms["person_key"], facts, connection)
    write_records(layout.kind, pseudonyms, facts, connection)
    write_quarantine(facts, connection)


def key_messages(layout: Layout) -> dict[str, str]:
    """What each pseudonym is made of, by the layout's identity."""
    nothing = "null::varchar"
    is_person = layout.identity == "person"
    of_person = {"person": "person_message", "row": row_message_sql(), "none": nothing}
    return {
        "person_key": of_person[layout.identity],
        "name_key": "name_message" if is_person else nothing,
        "reference_key": reference_message_sql(),
    }


def find_erased_persons(
    person_key: str, facts: Facts, connection: duckdb.DuckDBPyConnection
) -> None:
    """Make temp.erased: a person who was erased on request does not come back by a delivery."""
    any_erased = connection.execute("select 1 from raw.tombstones limit 1").fetchone()
    condition = f"{person_key} in (select person_key from raw.tombstones)"
    run(
        "create or replace temp table erased as select row_number from checked "
        f"where {condition if any_erased else 'false'}",
        facts,
        connection,
    )


def write_records(
    kind: Kind, pseudonyms: dict[str, str], facts: Facts, connection: duckdb.DuckDBPyConnection
) -> None:
    keys = [f"{value} as {name}" for name, value in pseudonyms.items()]
    run(
        f"insert into raw.{kind.name} by name "
        f"select $delivery_id as delivery_id, row_number, {', '.join([*keys, *kind.fields])} "
        "from checked anti join temp.erased using (row_number) where len(refusals) = 0",
        facts,
        connection,
    )


def write_quarantine(facts: Facts, connection: duckdb.DuckDBPyConnection) -> None:
    run(
        """
        insert into raw.quarantine
        select $delivery_id, row_number, refusal.reason, refusal.field from (
            select row_number, unnest(refusals) as refusal
            from checked anti join temp.erased using (row_number)
            where len(refusals) > 0
        )
        union all
        select $delivery_id, row_number, 'erased_person', '' from temp.erased
        """,
        facts,
        connection,
    )


def run(statement: str, facts: Facts, connection: duckdb.DuckDBPyConnection) -> None:
    """Keys and other facts are bound as parameters, and only those that the statement names."""
    connection.execute(
        statement, {name: fact for name, fact in facts.items() if f"${name}" in statement}
    )


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
