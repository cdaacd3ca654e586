"""What became of one delivery, for its sender: counts, row numbers and column names.

No value of a row is here but the words that are not understood, and those leave only by
`as_record(..., with_words=True)`: they are the sender's own.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import duckdb

from ingest.deliveries.outline import Outline, delivery_notes, full_id, outline, previous_delivery
from ingest.deliveries.report_words import UnknownWords, unknown_words
from ingest.kinds import Kind, read_kinds
from ingest.layouts.layout import Layout, header_key
from ingest.notes import Note
from ingest.reading.extract import SHEET_STEP

# That a person asked to be forgotten is not told to those who deliver: no row, no reason.
NOT_TOLD = {"erased_person": "withheld"}
# An empty cell says nothing about how complete a delivery is.
NOT_MEASURED = ("record_state",)


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Rows kept out for one reason at one field. `rows` is empty where the numbers are withheld.

    `sheet` counts the sheets of a spreadsheet that were read; it is 1 for every other file.
    """

    reason: str
    field: str
    header: str | None
    count: int
    sheet: int
    rows: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class ToLookAt:
    """Accepted rows that a person has to look at, since other records of the register say so."""

    finding: str
    field: str
    header: str | None
    count: int
    sheet: int
    rows: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Completeness:
    """How many accepted rows have the field; `previous` is the share of the delivery before."""

    field: str
    header: str | None
    filled: int
    share: float
    previous: float | None


@dataclass(frozen=True, kw_only=True)
class Report:
    delivery: Outline
    previous: Outline | None
    notes: tuple[Note, ...]
    refusals: tuple[Refusal, ...]
    to_look_at: tuple[ToLookAt, ...]
    completeness: tuple[Completeness, ...]
    words: tuple[UnknownWords, ...]


def delivery_report(
    connection: duckdb.DuckDBPyConnection,
    delivery_id: str,
    layouts: tuple[Layout, ...],
    known_words: Mapping[str, Container[str]],
    file_headers: tuple[str, ...] = (),
    findings: Iterable[tuple[str, str, tuple[int, ...]]] = (),
) -> Report:
    """The report on the delivery whose id begins with `delivery_id`.

    `known_words` maps a dimension to its understood word keys. `file_headers` are those of the
    sender's file, if it is at hand; else the layout's only header of a field stands for it.
    `findings`, of accepted rows, are a code, a field and row numbers each.
    """
    delivery = outline(connection, full_id(connection, delivery_id))
    kind = read_kinds()[delivery.kind]
    layout = next((layout for layout in layouts if layout.name == delivery.layout), None)
    headers = sender_headers(layout, file_headers)
    previous = previous_delivery(connection, delivery)
    return Report(
        delivery=delivery,
        previous=previous,
        notes=delivery_notes(connection, delivery.delivery_id),
        refusals=refusals(connection, delivery, headers),
        to_look_at=to_look_at(findings, headers),
        completeness=completeness(connection, delivery, previous, measured(kind, layout), headers),
        words=unknown_words(connection, delivery.delivery_id, kind.name, known_words, headers),
    )


def sender_headers(layout: Layout | None, file_headers: tuple[str, ...]) -> dict[str, str]:
    """field -> the column's name in the sender's file, where it is known."""
    by_key = {header_key(header): header for header in file_headers}
    headers: dict[str, str] = {}
    for field in layout.fields if layout else ():
        own_headers = [by_key[key] for key in map(header_key, field.headers) if key in by_key]
        certain_headers = own_headers or (field.headers if len(field.headers) == 1 else ())
        if certain_headers:
            headers[field.name] = certain_headers[0]
    return headers


def refusals(
    connection: duckdb.DuckDBPyConnection, delivery: Outline, headers: dict[str, str]
) -> tuple[Refusal, ...]:
    # Rows of a spreadsheet's further sheets are numbered from SHEET_STEP on.
    sheet = f"row_number // {SHEET_STEP}" if delivery.container.startswith("XLSX") else "0"
    rows = connection.execute(
        f"""
        select reason, field, {sheet} as sheet, list(row_number order by row_number)
        from raw.quarantine where delivery_id = ?
        group by all order by count(*) desc, reason, field, sheet
        """,
        [delivery.delivery_id],
    ).fetchall()
    return tuple(
        Refusal(
            reason=NOT_TOLD.get(reason, reason),
            field=field,
            header=headers.get(field),
            count=len(numbers),
            sheet=sheet + 1,
            rows=()
            if reason in NOT_TOLD
            else tuple(number - sheet * SHEET_STEP for number in numbers),
        )
        for reason, field, sheet, numbers in rows
    )


def to_look_at(
    findings: Iterable[tuple[str, str, tuple[int, ...]]], headers: dict[str, str]
) -> tuple[ToLookAt, ...]:
    by_sheet: dict[tuple[str, str, int], list[int]] = {}
    for finding, field, numbers in findings:
        for number in numbers:
            sheet, row = divmod(number, SHEET_STEP)
            by_sheet.setdefault((finding, field, sheet), []).append(row)
    return tuple(
        ToLookAt(
            finding=finding,
            field=field,
            header=headers.get(field),
            count=len(rows),
            sheet=sheet + 1,
            rows=tuple(rows),
        )
        for (finding, field, sheet), rows in by_sheet.items()
    )


def measured(kind: Kind, layout: Layout | None) -> list[str]:
    """The kept fields that the layout reads; the age also where it comes from the birth date."""
    if layout is None:
        return [name for name in kind.fields if name not in NOT_MEASURED]
    read = {field.name for field in layout.fields} | set(layout.flags)
    if "birth_date" in read:
        read.add("age_years")
    return [name for name in kind.fields if name in read and name not in NOT_MEASURED]


def completeness(
    connection: duckdb.DuckDBPyConnection,
    delivery: Outline,
    previous: Outline | None,
    fields: list[str],
    headers: dict[str, str],
) -> tuple[Completeness, ...]:
    counts = filled_counts(connection, delivery, fields)
    before = filled_counts(connection, previous, fields) if previous else {}
    return tuple(
        Completeness(
            field=name,
            header=headers.get(name),
            filled=counts[name],
            share=counts[name] / max(1, delivery.rows_loaded),
            previous=before[name] / max(1, previous.rows_loaded) if previous else None,
        )
        for name in fields
    )


def filled_counts(
    connection: duckdb.DuckDBPyConnection, delivery: Outline, fields: list[str]
) -> dict[str, int]:
    counts = ", ".join(f"count({name})" for name in fields)
    [row] = connection.execute(
        f"select {counts} from raw.{delivery.kind} where delivery_id = ?", [delivery.delivery_id]
    ).fetchall()
    return dict(zip(fields, row, strict=True))


def as_record(report: Report, with_words: bool = False) -> dict[str, Any]:
    """The report as plain data for JSON; without `with_words` words are only counted."""
    record = asdict(report)
    for delivery in filter(None, (record["delivery"], record["previous"])):
        delivery["received_at"] = delivery["received_at"].isoformat(timespec="seconds")
    for column in record["words"]:
        column["different_words"] = len(column["words"])
        if not with_words:
            del column["words"]
    return record
