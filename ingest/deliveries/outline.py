"""A delivery in figures: what raw.deliveries keeps of it, and the months that it covers."""

from dataclasses import dataclass, replace
from datetime import datetime

import duckdb

from ingest.errors import DeliveryError
from ingest.kinds import Kind, read_kinds
from ingest.notes import Note

# As much of a content's hash as people compare and type.
HASH_SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class Outline:
    """A delivery's own figures, as raw.deliveries keeps them, and the months of its main date.

    `received_at` is its first receipt, unless a list of receipts says otherwise.
    """

    delivery_id: str
    file_name: str
    layout: str
    kind: str
    source: str
    delivers: str
    container: str
    fictional: bool
    received_at: datetime
    rows_read: int
    rows_loaded: int
    rows_quarantined: int
    first_month: str | None
    last_month: str | None

    @property
    def refused_share(self) -> float:
        return self.rows_quarantined / self.rows_read if self.rows_read else 0.0


def full_id(connection: duckdb.DuckDBPyConnection, begins_with: str) -> str:
    ids = connection.execute(
        "select delivery_id from raw.deliveries where starts_with(delivery_id, ?)",
        [begins_with.lower()],
    ).fetchall()
    if len(ids) != 1 or not begins_with:
        raise DeliveryError(
            f"{len(ids)} deliveries have the content code {begins_with[:HASH_SHOWN]!r}: "
            "'portal deliveries' lists them; a file must be loaded by 'portal ingest' first."
        )
    return ids[0][0]


def outline(connection: duckdb.DuckDBPyConnection, delivery_id: str) -> Outline:
    columns = [name for name in Outline.__dataclass_fields__ if not name.endswith("_month")]
    [row] = connection.execute(
        f"select {', '.join(columns)} from raw.deliveries where delivery_id = ?", [delivery_id]
    ).fetchall()
    facts = dict(zip(columns, row, strict=True))
    first, last = months(connection, read_kinds()[facts["kind"]], delivery_id)
    return Outline(**facts, first_month=first, last_month=last)


def all_outlines(connection: duckdb.DuckDBPyConnection) -> list[Outline]:
    """Every receipt of a file, in their order: the same file again is a delivery again."""
    receipts = connection.execute(
        "select delivery_id, received_at from raw.receipts order by receipt_number"
    ).fetchall()
    return [
        replace(outline(connection, delivery_id), received_at=received_at)
        for delivery_id, received_at in receipts
    ]


def months(
    connection: duckdb.DuckDBPyConnection, kind: Kind, delivery_id: str
) -> tuple[str | None, str | None]:
    """The first and the last month ("2024-03") of the accepted rows' main dates."""
    [(first, last)] = connection.execute(
        f"select strftime(min({kind.main_date}), '%Y-%m'), strftime(max({kind.main_date}), '%Y-%m')"
        f" from raw.{kind.name} where delivery_id = ?",
        [delivery_id],
    ).fetchall()
    return first, last


def previous_delivery(connection: duckdb.DuckDBPyConnection, delivery: Outline) -> Outline | None:
    row = connection.execute(
        "select delivery_id from raw.deliveries "
        "where source = ? and kind = ? and received_at < ? order by received_at desc limit 1",
        [delivery.source, delivery.kind, delivery.received_at],
    ).fetchone()
    return outline(connection, row[0]) if row else None


def delivery_notes(connection: duckdb.DuckDBPyConnection, delivery_id: str) -> tuple[Note, ...]:
    rows = connection.execute(
        "select note, count from raw.notes where delivery_id = ? order by rowid", [delivery_id]
    ).fetchall()
    return tuple(Note(code=code, count=count) for code, count in rows)
