"""Receipts: each time that a file came, also one whose content was there before.

They say when a body delivered, and which complete list of a source is its newest. A receipt must
never depend on what is in the file.
"""

from datetime import UTC, datetime

import duckdb


def is_loaded(connection: duckdb.DuckDBPyConnection, delivery_id: str) -> bool:
    row = connection.execute(
        "select 1 from raw.deliveries where delivery_id = ?", [delivery_id]
    ).fetchone()
    return row is not None


def write_receipt(
    connection: duckdb.DuckDBPyConnection, delivery_id: str, received_at: datetime
) -> None:
    connection.execute(
        "insert into raw.receipts "
        "select coalesce(max(receipt_number), 0) + 1, ?, ? from raw.receipts",
        [delivery_id, received_at],
    )


def now() -> datetime:
    """As the raw schema keeps times: UTC, without saying so."""
    return datetime.now(UTC).replace(tzinfo=None)
