"""Read a delimited text: find its encoding, delimiter and header, then its columns as texts."""

import numpy as np
import pyarrow as pa
import pyarrow.csv

from ingest.admitting import admitted, column_names
from ingest.encodings import decoded, find_encoding
from ingest.errors import ExtractError
from ingest.head import Head, find_head, has_known_header
from ingest.layout import Layout
from ingest.limits import CELL_CHARACTERS, MIB, ROWS, refuse_over
from ingest.mojibake import may_be_broken
from ingest.reading import Extract, layout_for, numbered, wanted_columns

BLOCK_BYTES = 8 * MIB


def read_csv(content: bytes, name: str, layouts: tuple[Layout, ...]) -> Extract:
    encoding = find_encoding(content, name, lambda head: has_known_header(head, layouts))
    text = decoded(content, name, encoding)
    refuse_over(ROWS, text.count(b"\n"), name, "rows")
    head = find_head(text, name, layouts)
    layout = layout_for(head.headers, name, layouts)
    wanted = wanted_columns(head.headers, name, layout)
    table, malformed = parse(text, name, head, column_names(head.headers, wanted))
    last_line_open = not text.endswith((b"\n", b"\r"))
    if malformed and last_line_open and malformed[-1] > last_row_number(table):
        raise ExtractError(
            f"{name} seems cut off: its last row (row {malformed[-1]}) is not complete. "
            "Export it again and send the whole file."
        )
    searched = may_be_broken(text) or b"#" in text
    return Extract(
        layout=layout,
        rows=admitted(table, head.headers, layout, name, searched),
        malformed=tuple(malformed),
        container=f"CSV, {encoding}, {delimiter_name(head.delimiter)}",
        unread_columns=len(head.headers) - len(wanted),
        last_line_open=last_line_open,
    )


def delimiter_name(delimiter: str) -> str:
    return {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}[delimiter]


def parse(text: bytes, name: str, head: Head, columns: list[str]) -> tuple[pa.Table, list[int]]:
    """The rows below the head, and the numbers of those with too few or too many cells."""
    if text.count(b'"') % 2:
        raise ExtractError(
            f"{name} has a quotation mark that is never closed: it was cut or damaged on its way. "
            "Export it again."
        )
    if head.end == len(text):
        return numbered({column: pa.array([], pa.string()) for column in columns}, []), []
    try:
        # Threads don't know the numbers of rows that are left out: most files have none of those.
        table, malformed, blank = parse_rows(text, head, columns, use_threads=True)
        if malformed or blank:
            table, malformed, blank = parse_rows(text, head, columns, use_threads=False)
    except pa.ArrowInvalid as error:
        # Arrow's own message quotes the row.
        raise ExtractError(unreadable(name, str(error))) from None
    numbers = row_numbers(table.num_rows, malformed + blank) + head.row_number
    columns_by_name = {key: table[key] for key in table.column_names}
    return numbered(columns_by_name, numbers), sorted(row + head.row_number for row in malformed)


def parse_rows(
    text: bytes, head: Head, columns: list[str], use_threads: bool
) -> tuple[pa.Table, list[int], list[int]]:
    """The table, and the malformed and the blank rows, counted from 1 (0 with threads)."""
    malformed: list[int] = []
    blank: list[int] = []

    def note(row: pyarrow.csv.InvalidRow) -> str:
        (malformed if row.text.strip() else blank).append(row.number or 0)
        return "skip"

    table = pyarrow.csv.read_csv(
        pa.BufferReader(pa.py_buffer(text).slice(head.end)),
        pyarrow.csv.ReadOptions(
            use_threads=use_threads, column_names=columns, block_size=BLOCK_BYTES
        ),
        pyarrow.csv.ParseOptions(
            delimiter=head.delimiter,
            newlines_in_values=b'"' in text,
            ignore_empty_lines=False,
            invalid_row_handler=note,
        ),
        pyarrow.csv.ConvertOptions(column_types={column: pa.string() for column in columns}),
    )
    return table, malformed, blank


def unreadable(name: str, arrow_message: str) -> str:
    if "straddling" in arrow_message:
        return (
            f"{name} has a row of more than {BLOCK_BYTES:,} bytes, and a cell may have "
            f"{CELL_CHARACTERS:,} characters: remove what is no word or code, and send it again."
        )
    return f"{name} can't be read to its end: it was cut or damaged on its way. Export it again."


def row_numbers(count: int, skipped: list[int]) -> np.ndarray:
    """The numbers of the rows that were kept: 1, 2, 3, ... without the skipped ones."""
    numbers = np.arange(1, count + len(skipped) + 1)
    return np.setdiff1d(numbers, skipped, assume_unique=True)[:count] if skipped else numbers


def last_row_number(table: pa.Table) -> int:
    return table["row_number"][-1].as_py() if table.num_rows else 0
