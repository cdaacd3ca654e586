"""The raw schema: what is kept of a delivery. No identifier, and of a refused row no value."""

import duckdb

from ingest.kinds import SQL_TYPES, Kind, read_kinds

DELIVERIES = """
create table if not exists raw.deliveries (
    delivery_id varchar primary key,
    file_name varchar not null,
    layout varchar not null,
    kind varchar not null,
    register varchar not null,
    source varchar not null,
    container varchar not null,
    fictional boolean not null,
    received_at timestamp not null,
    rows_read integer not null,
    rows_loaded integer not null,
    rows_quarantined integer not null
)
"""

QUARANTINE = """
create table if not exists raw.quarantine (
    delivery_id varchar not null,
    row_number bigint not null,
    reason varchar not null,
    field varchar not null
)
"""


def create_raw_schema(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what is missing of the schema `raw`: deliveries, quarantine, a table per kind."""
    connection.execute("create schema if not exists raw")
    for statement in (DELIVERIES, QUARANTINE, *map(kind_table, read_kinds().values())):
        connection.execute(statement)


def kind_table(kind: Kind) -> str:
    fields = [f"{name} {SQL_TYPES[type_name]}" for name, type_name in kind.fields.items()]
    return f"""
        create table if not exists raw.{kind.name} (
            delivery_id varchar not null,
            row_number bigint not null,
            person_key varchar not null,
            {", ".join(fields)}
        )
    """
