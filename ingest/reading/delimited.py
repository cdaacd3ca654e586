"""Read a delimited text: find its encoding, delimiter and header, then its columns as texts."""

from collections.abc import Iterator
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.csv

from ingest.checking.admitting import admitted, column_names
from ingest.errors import ExtractError
from ingest.layouts.layout import Layout, header_key
from ingest.limits import HEADER_BYTES, MIB, ROWS, refuse_over
from ingest.reading.content import Content
from ingest.reading.encodings import ends_with_line_break, find_encoding, text_pieces
from ingest.reading.extract import Extract, layout_for, numbered, wanted_columns
from ingest.reading.head import Head, find_head, has_known_header
from ingest.reading.row_parts import QUOTE, ROW_BYTES, row_too_long, whole_rows
from ingest.texts.distinct import in_parts

# So much of a text is parsed at a time.
PART_BYTES = 16 * MIB
TEXTS = pa.dictionary(pa.int32(), pa.string())
Columns = dict[str, pa.DataType]


def read_csv(content: Content, layouts: tuple[Layout, ...]) -> Extract:
    name = content.name
    encoding = find_encoding(content, lambda head: has_known_header(head, layouts))
    pieces = text_pieces(content, encoding, PART_BYTES)
    top = beginning(pieces)
    head = find_head(top, name, layouts)
    layout = layout_for(head.headers, name, layouts)
    wanted = wanted_columns(head.headers, name, layout)
    line_break = b"\n" if b"\n" in top else b"\r"
    rows = whole_rows(chain([top[head.end :]], pieces), name, line_break)
    malformed: list[int] = []
    columns = column_types(column_names(head.headers, wanted), layout)
    tables = in_parts(parsed_tables(rows, name, head, columns, malformed))
    parts = (admitted(table, head.headers, layout, name) for table in tables)
    return Extract(
        layout=layout,
        rows=next(parts),
        malformed=malformed,
        more=parts,
        container=f"CSV, {encoding}, {delimiter_name(head.delimiter)}",
        unread_columns=len(head.headers) - len(wanted),
        last_line_open=not ends_with_line_break(content, encoding),
    )


def column_types(columns: list[str], layout: Layout) -> Columns:
    """Texts that recur are read as such; what numbers a person or a record hardly does."""
    numbering = {
        header_key(header)
        for field in layout.fields
        if field.name in ("national_number", "reference")
        for header in field.headers
    }
    return {column: pa.string() if column in numbering else TEXTS for column in columns}


def beginning(pieces: Iterator[bytes]) -> bytes:
    """As much of the text as can hold a header, and a little more where there is more."""
    top = b""
    for piece in pieces:
        top += piece
        if len(top) > HEADER_BYTES:
            break
    return top


def parsed_tables(
    parts: Iterator[bytes], name: str, head: Head, columns: Columns, malformed: list[int]
) -> Iterator[pa.Table]:
    """The rows of each part of the text; adds to `malformed`."""
    above = head.row_number
    for part in parts:
        table, broken, rows = parse(part, name, head.delimiter, columns, above)
        malformed += broken
        refuse_cut(part, name, table, broken)
        above += rows
        refuse_over(ROWS, above - head.row_number, name, "rows")
        yield table


def refuse_cut(part: bytes, name: str, table: pa.Table, malformed: list[int]) -> None:
    is_open = not part.endswith((b"\n", b"\r"))
    if is_open and malformed and malformed[-1] > last_row_number(table):
        raise ExtractError(
            f"{name} seems cut off: its last row (row {malformed[-1]}) is not complete. "
            "Export it again and send the whole file."
        )


def delimiter_name(delimiter: str) -> str:
    return {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}[delimiter]


def parse(
    part: bytes, name: str, delimiter: str, columns: Columns, above: int
) -> tuple[pa.Table, list[int], int]:
    """The rows of the part, the numbers of malformed ones, and how many rows there are.

    `above` rows stand before them.
    """
    if not part:
        no_texts = {column: pa.array([], data_type) for column, data_type in columns.items()}
        return numbered(no_texts, []), [], 0
    has_quotes = QUOTE in part
    try:
        # Threads don't know the numbers of rows that are left out: most files have none of those.
        table, malformed, blank = parse_rows(part, delimiter, columns, has_quotes, threads=True)
        if malformed or blank:
            table, malformed, blank = parse_rows(
                part, delimiter, columns, has_quotes, threads=False
            )
    except pa.ArrowInvalid as error:
        # Arrow's own message quotes the row.
        raise unreadable(name, str(error)) from None
    left_out = malformed + blank
    numbers = row_numbers(table.num_rows, left_out) + above
    texts = {key: table[key] for key in table.column_names}
    malformed_numbers = sorted(row + above for row in malformed)
    return numbered(texts, numbers), malformed_numbers, table.num_rows + len(left_out)


def parse_rows(
    part: bytes, delimiter: str, columns: Columns, has_quotes: bool, threads: bool
) -> tuple[pa.Table, list[int], list[int]]:
    """The table, and the malformed and the blank rows, counted from 1 (0 with threads)."""
    malformed: list[int] = []
    blank: list[int] = []

    def note(row: pyarrow.csv.InvalidRow) -> str:
        (malformed if row.text.strip() else blank).append(row.number or 0)
        return "skip"

    table = pyarrow.csv.read_csv(
        pa.BufferReader(part),
        pyarrow.csv.ReadOptions(
            use_threads=threads, column_names=list(columns), block_size=ROW_BYTES
        ),
        pyarrow.csv.ParseOptions(
            delimiter=delimiter,
            newlines_in_values=has_quotes,
            ignore_empty_lines=False,
            invalid_row_handler=note,
        ),
        pyarrow.csv.ConvertOptions(column_types=columns),
    )
    return table, malformed, blank


def unreadable(name: str, arrow_message: str) -> ExtractError:
    if "straddling" in arrow_message:
        return row_too_long(name)
    return ExtractError(
        f"{name} can't be read to its end: it was cut or damaged on its way. Export it again."
    )


def row_numbers(count: int, skipped: list[int]) -> np.ndarray:
    """The numbers of the rows that were kept: 1, 2, 3, ... without the skipped ones."""
    numbers = np.arange(1, count + len(skipped) + 1)
    return np.setdiff1d(numbers, skipped, assume_unique=True)[:count] if skipped else numbers


def last_row_number(table: pa.Table) -> int:
    return table["row_number"][-1].as_py() if table.num_rows else 0
