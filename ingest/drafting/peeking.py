"""Look at the first rows of a file whose layout is not known yet, in each way it can be read.

What is read stays in memory: it only serves to guess the forms of a layout.
"""

import csv
import io
import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ingest.errors import ExtractError
from ingest.reading.encodings import SINGLE_BYTE
from ingest.reading.head import DELIMITERS
from ingest.workbook.zip_archive import read_parts

ROWS = 500
# Titles may stand above the header.
TOP_ROWS = 20
BYTES = 1024 * 1024
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One way to read the file; `encoding` is None where the file says it itself."""

    rows: list[list[str]]
    encoding: str | None = None


def peek(path: Path) -> list[Reading]:
    try:
        with path.open("rb") as file:
            head = file.read(BYTES)
    except OSError as error:
        raise ExtractError(f"{path} can't be read ({error.strerror}): check the path.") from None
    if head.startswith(b"PK\x03\x04"):
        return peek_sheets(path)
    if head.startswith(b"PAR1"):
        return [peek_parquet(path)]
    if head.lstrip().startswith(b"{"):
        return [peek_json_lines(head, path.name)]
    return [
        Reading(rows=split(head.decode(encoding, errors="replace")), encoding=encoding)
        for encoding in possible_encodings(head)
    ]


def top_cells(path: Path) -> tuple[str, ...]:
    """Every cell of the rows where a header can stand, however the file is read."""
    tops = [row for reading in peek(path) for row in reading.rows[:TOP_ROWS]]
    return tuple(cell for row in tops for cell in row)


def possible_encodings(head: bytes) -> tuple[str, ...]:
    for mark, encoding in MARKS.items():
        if head.startswith(mark):
            return (encoding,)
    try:
        # The last character may be cut in two.
        head[: head.rfind(b"\n") + 1 or None].decode("utf-8")
    except UnicodeDecodeError:
        return SINGLE_BYTE
    return ("utf-8",)


def split(text: str) -> list[list[str]]:
    """The rows, split at the delimiter that the first lines have most of."""
    lines = text.replace("\ufeff", "").splitlines(keepends=True)[:ROWS]
    top = "".join(lines[:20])
    reader = csv.reader(lines, delimiter=max(DELIMITERS, key=top.count))
    try:
        return [[cell.strip() for cell in row] for row in reader]
    except csv.Error:
        return []


def peek_sheets(path: Path) -> list[Reading]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    content = path.read_bytes()
    # Refuses what would exhaust the machine before the library unpacks it.
    read_parts(content, path.name)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        tops = [
            workbook.get_sheet_by_name(entry.name).to_python(skip_empty_area=False, nrows=ROWS)
            for entry in workbook.sheets_metadata
            if entry.visible == SheetVisibleEnum.Visible
        ]
    except (CalamineError, OSError, ValueError):
        raise ExtractError(f"{path.name} is not a spreadsheet that can be opened.") from None
    return [Reading(rows=[[text_of(cell) for cell in row] for row in rows]) for rows in tops]


def peek_parquet(path: Path) -> Reading:
    import pyarrow as pa
    import pyarrow.parquet

    try:
        file = pyarrow.parquet.ParquetFile(path)
        first = next(file.iter_batches(batch_size=ROWS), None)
    except pa.ArrowException:
        raise ExtractError(f"{path.name} is not a Parquet file that can be opened.") from None
    columns = [column.to_pylist() for column in first.columns] if first else []
    rows = [[text_of(cell) for cell in row] for row in zip(*columns, strict=True)]
    return Reading(rows=[file.schema_arrow.names, *rows])


def peek_json_lines(head: bytes, name: str) -> Reading:
    """The keys of all records as the header; the last line may be cut."""
    try:
        lines = [line for line in head.decode("utf-8", errors="ignore").splitlines() if line]
        whole = lines[:-1] if len(head) == BYTES else lines
        records = [json.loads(line) for line in whole[:ROWS]]
        headers = list(dict.fromkeys(key for record in records for key in record))
        rows = [[text_of(record.get(key)) for key in headers] for record in records]
    except (json.JSONDecodeError, AttributeError, TypeError):
        raise ExtractError(f"{name} is not a file of JSON lines, one record each.") from None
    return Reading(rows=[headers, *rows])


def text_of(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell).strip()
