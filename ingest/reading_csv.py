"""Read a delimited text file: find its encoding and delimiter, then its columns as texts."""

import csv
import io

import pyarrow as pa
import pyarrow.csv

from ingest.errors import ExtractError
from ingest.layout import Layout, closest_layout, matching_layout
from ingest.reading import Extract, layout_for, numbered, wanted_columns

DELIMITERS = ",;\t|"
HEADER_BYTES = 65_536
# Control characters that no text table holds; their presence means another kind of file.
BINARY = set(range(9)) | {11, 12} | set(range(14, 32))


def read_csv(content: bytes, name: str, layouts: tuple[Layout, ...]) -> Extract:
    encoding = find_encoding(content, name, layouts)
    text = decoded(content, name, encoding)
    first_line = text[: text.find(b"\n") + 1] or text
    delimiter = find_delimiter(first_line.decode())
    headers = split_header(first_line.decode(), delimiter)
    layout = layout_for(headers, name, layouts)
    table, malformed = parse(text, name, headers, delimiter, wanted_columns(headers, name, layout))
    last_line_open = not text.endswith((b"\n", b"\r"))
    if malformed and last_line_open and malformed[-1] > last_row_number(table):
        raise ExtractError(
            f"{name} seems cut off: its last row (row {malformed[-1]}) is not complete. "
            "Export it again and send the whole file."
        )
    return Extract(
        layout=layout,
        rows=table,
        malformed=tuple(malformed),
        container=f"CSV, {encoding}, {delimiter_name(delimiter)}",
        unread_columns=len(headers) - (table.num_columns - 1),
        last_line_open=last_line_open,
    )


def find_encoding(content: bytes, name: str, layouts: tuple[Layout, ...]) -> str:
    """By the byte order mark, else UTF-8 if it is valid, else the layout whose header it gives."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = content[:HEADER_BYTES]
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if any(byte in BINARY for byte in head):
        encoding = encoding_by_header(head, ["utf-16-le", "utf-16-be"], layouts)
        if encoding is None:
            raise ExtractError(
                f"{name} is not a text table or a spreadsheet: send CSV, XLSX or Parquet."
            )
        return encoding
    try:
        content.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        return single_byte_encoding(head, name, layouts)


def single_byte_encoding(head: bytes, name: str, layouts: tuple[Layout, ...]) -> str:
    candidates = sorted(
        {encoding for layout in layouts for encoding in layout.encodings} - {"utf-8"}
    )
    encoding = encoding_by_header(head, candidates, layouts)
    if encoding is not None:
        return encoding
    raise ExtractError(
        f"{name} is in none of the known encodings (UTF-8, UTF-16, "
        f"{', '.join(candidates).upper()}) or its header is not that of a known layout: "
        "save it as UTF-8 and send it again."
    )


def encoding_by_header(
    head: bytes, candidates: list[str], layouts: tuple[Layout, ...]
) -> str | None:
    """The candidate in which the first line is a layout's header, or comes closest to one."""
    lines = {encoding: first_line_in(head, encoding) for encoding in candidates}
    for recognises in (matching_layout, closest_layout):
        for encoding, line in lines.items():
            if recognises(split_header(line, find_delimiter(line)), layouts):
                return encoding
    return None


def first_line_in(head: bytes, encoding: str) -> str:
    return head.decode(encoding, errors="replace").split("\n", 1)[0]


def decoded(content: bytes, name: str, encoding: str) -> bytes:
    """The same text as UTF-8 without a byte order mark."""
    if encoding == "utf-8":
        return content
    try:
        return content.decode(encoding).removeprefix("\ufeff").encode("utf-8")
    except UnicodeDecodeError as error:
        raise ExtractError(
            f"{name} is {encoding.upper()} up to byte {error.start} and then breaks off or "
            "changes: it was cut or damaged on its way. Export it again."
        ) from None


def find_delimiter(line: str) -> str:
    return max(DELIMITERS, key=line.count)


def split_header(line: str, delimiter: str) -> list[str]:
    return next(csv.reader(io.StringIO(line), delimiter=delimiter), [])


def delimiter_name(delimiter: str) -> str:
    return {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}[delimiter]


def parse(
    text: bytes, name: str, headers: list[str], delimiter: str, wanted: dict[int, str]
) -> tuple[pa.Table, list[int]]:
    malformed: list[int] = []
    blank: list[int] = []

    def note(row: pyarrow.csv.InvalidRow) -> str:
        (malformed if row.text.strip() else blank).append(row.number)
        return "skip"

    if text.count(b'"') % 2:
        raise ExtractError(
            f"{name} has a quotation mark that is never closed: it was cut or damaged on its way. "
            "Export it again."
        )
    columns = [wanted.get(position, f"#{position}") for position in range(len(headers))]
    try:
        table = pyarrow.csv.read_csv(
            io.BytesIO(text),
            # Row numbers of malformed rows are only known to a single thread.
            pyarrow.csv.ReadOptions(use_threads=False, column_names=columns, skip_rows=1),
            pyarrow.csv.ParseOptions(
                delimiter=delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=note,
            ),
            pyarrow.csv.ConvertOptions(
                include_columns=list(wanted.values()),
                column_types={column: pa.string() for column in wanted.values()},
            ),
        )
    except pa.ArrowInvalid:
        # Arrow's own message quotes the row.
        raise ExtractError(
            f"{name} can't be read to its end: it was cut or damaged on its way. Export it again."
        ) from None
    skipped = sorted(malformed + blank)
    rows = row_numbers(table.num_rows, skipped)
    return numbered({key: table[key] for key in table.column_names}, rows), sorted(malformed)


def row_numbers(count: int, skipped: list[int]) -> list[int]:
    """The numbers of the rows that were kept: 2, 3, 4, ... without the skipped ones."""
    left_out = set(skipped)
    numbers = (number for number in range(2, count + len(skipped) + 2) if number not in left_out)
    return list(numbers)[:count]


def last_row_number(table: pa.Table) -> int:
    return table["row_number"][-1].as_py() if table.num_rows else 0
