"""The raw schema: what is kept of a delivery. No identifier, and of a refused row no value."""

import duckdb

from ingest.kinds import SQL_TYPES, Kind, read_kinds

TABLES = (
    """
    create table if not exists raw.deliveries (
        delivery_number integer primary key,
        delivery_id varchar unique,
        file_name varchar not null,
        layout varchar not null,
        kind varchar not null,
        register varchar not null,
        source varchar not null,
        delivers varchar not null,
        container varchar not null,
        fictional boolean not null,
        received_at timestamp not null,
        rows_read integer not null,
        rows_loaded integer not null,
        rows_quarantined integer not null
    )
    """,
    # Each time that a file came. The same content again brings no record twice, and is a delivery.
    """
    create table if not exists raw.receipts (
        receipt_number integer primary key,
        delivery_id varchar not null,
        received_at timestamp not null
    )
    """,
    # A database that was made before there were receipts: each file came once.
    """
    insert into raw.receipts
    select delivery_number, delivery_id, received_at
    from raw.deliveries
    where not exists (from raw.receipts)
    """,
    """
    create table if not exists raw.quarantine (
        delivery_id varchar not null,
        row_number bigint not null,
        reason varchar not null,
        field varchar not null
    )
    """,
    # What the sender is told about the file as a whole: codes of ingest/notes.py.
    """
    create table if not exists raw.notes (
        delivery_id varchar not null,
        note varchar not null,
        count integer not null
    )
    """,
    # Pseudonyms of erased persons: a later delivery about them is kept out.
    "create table if not exists raw.tombstones (person_key varchar, erased_at timestamp)",
    # In which year a draw has counted a person, or an event of a person: there they stay. Written
    # by warehouse/counted.py. `event` is a stage of the proceedings, or empty.
    """
    create table if not exists raw.counted_years (
        register varchar not null,
        population varchar not null,
        person_key varchar not null,
        event varchar not null,
        year integer not null,
        quarter integer
    )
    """,
    # What was done to the register by hand: erasures and key rotations. Never a value.
    "create table if not exists raw.acts (acted_at timestamp, act varchar, detail varchar)",
)


def create_raw_schema(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what is missing of the schema `raw`: deliveries, quarantine, a table per kind."""
    connection.execute("create schema if not exists raw")
    for statement in (*TABLES, *map(kind_table, read_kinds().values())):
        connection.execute(statement)


def kind_table(kind: Kind) -> str:
    """One row per record as delivered. The keys are pseudonyms; null where the source has none.

    `name_key` is the pseudonym of name and birth date alone, by which possible doubles are counted.
    """
    fields = [f"{name} {SQL_TYPES[type_name]}" for name, type_name in kind.fields.items()]
    return f"""
        create table if not exists raw.{kind.name} (
            delivery_id varchar not null,
            row_number bigint not null,
            person_key varchar,
            name_key varchar,
            reference_key varchar,
            {", ".join(fields)}
        )
    """
