"""Read JSON lines: one object a line, whose keys are the headers. Nested values are refused."""

import json
from typing import Any

import pyarrow as pa

from ingest.checking.admitting import admitted, column_names
from ingest.errors import ExtractError
from ingest.layouts.layout import Layout
from ingest.limits import COLUMNS, JSON_LINES_BYTES, refuse_over
from ingest.reading.content import Content
from ingest.reading.extract import Extract, layout_for, numbered, wanted_columns
from ingest.texts.numbers import machine_number

BOM = "\ufeff".encode()
# Numbered as the lines of the file: there is no header line.
Records = dict[int, dict[str, Any]]


def read_jsonl(content: Content, layouts: tuple[Layout, ...]) -> Extract:
    name = content.name
    refuse_over(JSON_LINES_BYTES, content.size, name, "bytes of JSON lines")
    records, malformed = parse_lines(content.whole().removeprefix(BOM), name)
    headers = list(dict.fromkeys(key for record in records.values() for key in record))
    refuse_over(COLUMNS, len(headers), name, "different keys")
    layout = layout_for(headers, name, layouts)
    wanted = wanted_columns(headers, name, layout)
    texts = {
        key: pa.chunked_array(
            [pa.array([as_text(record.get(header)) for record in records.values()], pa.string())]
        )
        for header, key in zip(headers, column_names(headers, wanted), strict=True)
    }
    return Extract(
        layout=layout,
        rows=admitted(numbered(texts, list(records)), headers, layout, name),
        malformed=tuple(malformed),
        container="JSON lines",
        unread_columns=len(headers) - len(wanted),
        last_line_open=not content.tail.endswith((b"\n", b"\r")),
    )


def parse_lines(content: bytes, name: str) -> tuple[Records, list[int]]:
    """The objects by line, and the numbers of lines that are none."""
    records: Records = {}
    malformed: list[int] = []
    lines = content.split(b"\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        record = parse_line(line)
        if record is not None:
            records[number] = record
        elif number == len(lines):
            raise ExtractError(
                f"{name} seems cut off: its last line (line {number}) is not complete. "
                "Export it again and send the whole file."
            )
        else:
            malformed.append(number)
    if not records:
        raise ExtractError(f"{name} has no line that is a JSON object: send one object a line.")
    return records, malformed


def parse_line(line: bytes) -> dict[str, Any] | None:
    """The object of the line; None where it is none, or holds another object or list."""
    try:
        record = json.loads(line.decode("utf-8"), parse_float=machine_number, parse_int=str)
    except (ValueError, RecursionError):
        return None
    if not isinstance(record, dict):
        return None
    return None if any(isinstance(value, dict | list) for value in record.values()) else record


def as_text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value).strip()
