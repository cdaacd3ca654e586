"""Write one checked delivery into the raw schema; the caller's transaction makes it all or nothing.

Everything comes from temp.checked, which holds pseudonyms and no identifiers.
"""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from ingest.layout import Layout
from ingest.reading import Extract


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


def write_rows(layout: Layout, delivery_id: str, connection: duckdb.DuckDBPyConnection) -> None:
    """Write the rows that temp.checked holds now: those that fit, and the others' reasons."""
    refuse_erased_persons(connection)
    write_records(layout, delivery_id, connection)
    write_quarantine(delivery_id, connection)


def refuse_erased_persons(connection: duckdb.DuckDBPyConnection) -> None:
    """A person who was erased on request does not come back by a later delivery."""
    connection.execute(
        """
        update temp.checked
        set refusals = [{'reason': 'erased_person', 'field': ''}]
        where person_key in (select person_key from raw.tombstones)
        """
    )


def write_records(layout: Layout, delivery_id: str, connection: duckdb.DuckDBPyConnection) -> None:
    kind = layout.kind
    columns = ["row_number", "person_key", "name_key", "reference_key", *kind.fields]
    connection.execute(
        f"insert into raw.{kind.name} by name "
        f"select ? as delivery_id, {', '.join(columns)} "
        "from temp.checked where len(refusals) = 0",
        [delivery_id],
    )


def write_quarantine(delivery_id: str, connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "insert into raw.quarantine select ?, row_number, refusal.reason, refusal.field "
        "from (select row_number, unnest(refusals) as refusal from temp.checked)",
        [delivery_id],
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
