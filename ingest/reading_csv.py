"""Read a delimited text: find its encoding, delimiter and header, then its columns as texts."""

from collections.abc import Iterator

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
# So much of a file is parsed, checked and written at a time: memory does not grow with the file.
PART_BYTES = 64 * MIB


def read_csv(content: bytes, name: str, layouts: tuple[Layout, ...]) -> Extract:
    encoding = find_encoding(content, name, lambda head: has_known_header(head, layouts))
    text = decoded(content, name, encoding)
    refuse_over(ROWS, text.count(b"\n"), name, "rows")
    head = find_head(text, name, layouts)
    layout = layout_for(head.headers, name, layouts)
    wanted = wanted_columns(head.headers, name, layout)
    malformed: list[int] = []
    parts = admitted_parts(text, name, head, layout, wanted, malformed)
    return Extract(
        layout=layout,
        rows=next(parts),
        malformed=malformed,
        more=parts,
        container=f"CSV, {encoding}, {delimiter_name(head.delimiter)}",
        unread_columns=len(head.headers) - len(wanted),
        last_line_open=not text.endswith((b"\n", b"\r")),
    )


def admitted_parts(
    text: bytes,
    name: str,
    head: Head,
    layout: Layout,
    wanted: dict[int, str],
    malformed: list[int],
) -> Iterator[pa.Table]:
    """The admitted rows, a part of the text at a time; adds to `malformed`."""
    if text.count(b'"') % 2:
        raise ExtractError(
            f"{name} has a quotation mark that is never closed: it was cut or damaged on its way. "
            "Export it again."
        )
    columns = column_names(head.headers, wanted)
    searched = may_be_broken(text) or b"#" in text
    above = head.row_number
    for start, end in part_bounds(text, head.end):
        table, broken, rows = parse(text, name, head.delimiter, columns, start, end, above)
        malformed += broken
        refuse_cut(text, name, table, broken, is_last=end == len(text))
        above += rows
        yield admitted(table, head.headers, layout, name, searched)


def part_bounds(text: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Where parts of about PART_BYTES begin and end: at line breaks outside quotation marks."""
    while True:
        end = line_end(text, start + PART_BYTES)
        while text.count(b'"', start, end) % 2:
            end = line_end(text, end)
        yield start, end
        if end == len(text):
            return
        start = end


def line_end(text: bytes, after: int) -> int:
    """The place behind the first line break at or after `after`, or the end of the text."""
    found = text.find(b"\n", after)
    return len(text) if found < 0 else found + 1


def refuse_cut(
    text: bytes, name: str, table: pa.Table, malformed: list[int], is_last: bool
) -> None:
    is_open = is_last and not text.endswith((b"\n", b"\r"))
    if is_open and malformed and malformed[-1] > last_row_number(table):
        raise ExtractError(
            f"{name} seems cut off: its last row (row {malformed[-1]}) is not complete. "
            "Export it again and send the whole file."
        )


def delimiter_name(delimiter: str) -> str:
    return {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}[delimiter]


def parse(
    text: bytes,
    name: str,
    delimiter: str,
    columns: list[str],
    start: int,
    end: int,
    above: int,
) -> tuple[pa.Table, list[int], int]:
    """The rows of text[start:end], the numbers of malformed ones, and how many rows there are.

    `above` rows stand before them.
    """
    if start == end:
        return numbered({column: pa.array([], pa.string()) for column in columns}, []), [], 0
    part = pa.py_buffer(text).slice(start, end - start)
    has_quotes = text.find(b'"', start, end) >= 0
    try:
        # Threads don't know the numbers of rows that are left out: most files have none of those.
        table, malformed, blank = parse_rows(part, delimiter, columns, has_quotes, threads=True)
        if malformed or blank:
            table, malformed, blank = parse_rows(
                part, delimiter, columns, has_quotes, threads=False
            )
    except pa.ArrowInvalid as error:
        # Arrow's own message quotes the row.
        raise ExtractError(unreadable(name, str(error))) from None
    left_out = malformed + blank
    numbers = row_numbers(table.num_rows, left_out) + above
    texts = {key: table[key] for key in table.column_names}
    found = sorted(row + above for row in malformed)
    return numbered(texts, numbers), found, table.num_rows + len(left_out)


def parse_rows(
    part: pa.Buffer, delimiter: str, columns: list[str], has_quotes: bool, threads: bool
) -> tuple[pa.Table, list[int], list[int]]:
    """The table, and the malformed and the blank rows, counted from 1 (0 with threads)."""
    malformed: list[int] = []
    blank: list[int] = []

    def note(row: pyarrow.csv.InvalidRow) -> str:
        (malformed if row.text.strip() else blank).append(row.number or 0)
        return "skip"

    table = pyarrow.csv.read_csv(
        pa.BufferReader(part),
        pyarrow.csv.ReadOptions(use_threads=threads, column_names=columns, block_size=BLOCK_BYTES),
        pyarrow.csv.ParseOptions(
            delimiter=delimiter,
            newlines_in_values=has_quotes,
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
