"""The head of a delimited text: where the header stands, and what separates the cells.

Titles may stand above the header, and Excel's line that names the separator. No data are read.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.errors import ExtractError
from ingest.layouts.layout import Layout, closest_layout, matching_layout
from ingest.limits import COLUMNS, HEADER_BYTES, HEADER_ROWS, refuse_over
from ingest.texts.mojibake import repaired

DELIMITERS = ",;\t|"
BOM = "\ufeff".encode()
LINE = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r|$)")
SEPARATOR_LINE = re.compile(rb'\s*"?sep=(.)"?\s*', re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Head:
    """`row_number` is the header's, as a spreadsheet program counts; `end` is where data begin."""

    headers: list[str]
    delimiter: str
    row_number: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Record:
    number: int
    text: str
    end: int


def find_head(text: bytes, name: str, layouts: tuple[Layout, ...]) -> Head:
    """The first row that is a layout's header, else the one that comes closest to one."""
    delimiters, records = split_head(text)
    heads = [head for record in records for head in heads_of(record, delimiters)]
    if not heads:
        raise ExtractError(f"{name} has nothing but blank rows: send the extract again.")
    for recognises in (matching_layout, closest_layout):
        for head in heads:
            if recognises(head.headers, layouts):
                refuse_over(COLUMNS, len(head.headers), name, "columns")
                return head
    if len(text) > HEADER_BYTES and heads[-1].end >= HEADER_BYTES:
        raise ExtractError(
            f"{name} has a header longer than {HEADER_BYTES:,} bytes: "
            "remove what is not part of the extract, and send it again."
        )
    return heads[0]


def has_known_header(text: bytes, layouts: tuple[Layout, ...]) -> bool:
    delimiters, records = split_head(text)
    heads = (head for record in records for head in heads_of(record, delimiters))
    return any(
        matching_layout(head.headers, layouts) or closest_layout(head.headers, layouts)
        for head in heads
    )


def split_head(text: bytes) -> tuple[str, list[Record]]:
    """The delimiters that are possible, and the first filled records."""
    start = len(BOM) if text.startswith(BOM) else 0
    separator = SEPARATOR_LINE.fullmatch(text, start, end_of_line(text, start, len(text)))
    delimiters = DELIMITERS
    if separator and separator[1].decode(errors="replace") in DELIMITERS:
        delimiters, start = separator[1].decode(), separator.end()
    records = []
    for record in split_records(text, start, start + HEADER_BYTES):
        if record.text.strip(DELIMITERS + ' \t\r\n"'):
            records.append(record)
        if len(records) == HEADER_ROWS:
            break
    return delimiters, records


def end_of_line(text: bytes, at: int, stop: int) -> int:
    line = LINE.match(text, at, stop)
    return line.end() if line else stop


def split_records(text: bytes, start: int, stop: int) -> Iterator[Record]:
    """Lines, joined where a line break stands within quotation marks."""
    number, begin, quotes, position = 1, start, 0, start
    while position < min(len(text), stop):
        end = end_of_line(text, position, min(len(text), stop))
        quotes += text.count(b'"', position, end)
        position = end
        if quotes % 2 == 0 or position >= min(len(text), stop):
            yield Record(number=number, text=text[begin:end].decode(errors="replace"), end=end)
            number, begin = number + 1, end


def heads_of(record: Record, delimiters: str) -> list[Head]:
    """The record split by each delimiter, the one that it holds most of first."""
    ordered = sorted(delimiters, key=record.text.count, reverse=True)
    return [
        Head(
            headers=[repaired(header) for header in split_row(record.text, delimiter)],
            delimiter=delimiter,
            row_number=record.number,
            end=record.end,
        )
        for delimiter in ordered
        if delimiter in record.text or delimiter == ordered[0]
    ]


def split_row(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []
