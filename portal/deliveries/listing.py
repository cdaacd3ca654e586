"""Deliveries, as the command line lists them: who sent what, when, and how late."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import duckdb

from ingest.deliveries.calendar import Expected, expected_deliveries, read_calendar
from ingest.deliveries.empty_delivery import load_empty_delivery
from ingest.deliveries.outline import HASH_SHOWN, Outline, all_outlines
from ingest.raw import create_raw_schema
from portal.keys import read_keys
from portal.messages import errors_told, out, shown
from portal.settings import settings
from portal.terminal_tables import terminal_table
from warehouse.database import open_restricted


def tell_nothing(source: str, kind: str, fictional: bool) -> None:
    with errors_told(), restricted() as connection:
        register = settings().register_name
        written = load_empty_delivery(connection, source, kind, register, fictional)
    outcome = "written down" if written else "written down already today, nothing was added"
    out.print(f"{shown(source)}, {kind}: nothing to report; {outcome}.")


def tell_deliveries(as_json: bool) -> None:
    with errors_told():
        with restricted() as connection:
            deliveries = all_outlines(connection)
        expected = expected_deliveries(read_calendar(), deliveries, datetime.now(UTC).date())
        if as_json:
            listing = {
                "deliveries": [delivery_record(delivery, expected) for delivery in deliveries],
                "expected": [asdict(agreed) for agreed in expected],
            }
            out.print(json.dumps(listing, ensure_ascii=False, indent=2, default=str), markup=False)
            return
        tell_received(deliveries, expected)
        tell_expected(expected)


def delivery_record(delivery: Outline, expected: list[Expected]) -> dict[str, Any]:
    return asdict(delivery) | {"days_late": days_late(delivery, expected)}


def days_late(delivery: Outline, expected: list[Expected]) -> int | None:
    """Of the agreed deliveries that this one made good, the worst; None if it made good none."""
    made_good = [agreed for agreed in expected if agreed.delivery_id == delivery.delivery_id]
    return max((agreed.standing.days_late for agreed in made_good), default=None)


def tell_received(deliveries: list[Outline], expected: list[Expected]) -> None:
    if not deliveries:
        out.print("No delivery is loaded.")
        return
    table = terminal_table(
        "Deliveries",
        ["From", "Kind", "File", "Content", "Received", "Covers", "In time"],
        ["Rows", "Quarantined"],
    )
    for delivery in deliveries:
        late = days_late(delivery, expected)
        table.add_row(
            shown(delivery.source),
            delivery.kind,
            shown(delivery.file_name) + (" (example)" if delivery.fictional else ""),
            delivery.delivery_id[:HASH_SHOWN],
            f"{delivery.received_at:%Y-%m-%d}",
            covered(delivery),
            "-" if late is None else f"{late} days late" if late else "yes",
            str(delivery.rows_read),
            str(delivery.rows_quarantined),
        )
    out.print(table)


def covered(delivery: Outline) -> str:
    if delivery.first_month is None or delivery.last_month is None:
        return "-"
    return " to ".join(dict.fromkeys((delivery.first_month, delivery.last_month)))


def tell_expected(expected: list[Expected]) -> None:
    if not expected:
        out.print("Nothing was due yet by ingest/calendar.toml.")
        return
    table = terminal_table(
        "Agreed deliveries", ["Period", "From", "Kind", "Due", "Received", "Standing"], []
    )
    for agreed in expected:
        table.add_row(
            agreed.period,
            agreed.source,
            agreed.kind,
            str(agreed.due_on),
            str(agreed.received_on or "-"),
            standing_text(agreed),
        )
    out.print(table)


def standing_text(agreed: Expected) -> str:
    days = agreed.standing.days_late
    match agreed.standing.state:
        case "on_time":
            return "in time"
        case "late":
            return f"{days} days late"
        case "missing":
            return f"[bold red]missing[/] for {days} days"
        case _:
            return "not due yet"


@contextmanager
def restricted() -> Iterator[duckdb.DuckDBPyConnection]:
    with open_restricted(settings().database, read_keys(settings()).database) as connection:
        create_raw_schema(connection)
        yield connection
