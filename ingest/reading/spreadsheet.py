"""Read a spreadsheet: every visible sheet that holds a table of the first known layout.

The archive is judged before the spreadsheet library sees it (ingest/workbook/worksheet_facts.py).
Titles may stand above the header. Hidden sheets are left alone, and the sender is told.
"""

import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from ingest.checking.admitting import admitted, column_names
from ingest.errors import ExtractError
from ingest.layouts.layout import Layout, closest_layout, matching_layout
from ingest.limits import HEADER_ROWS, SPREADSHEET_BYTES, refuse_over
from ingest.notes import Note, notes
from ingest.reading.content import Content
from ingest.reading.extract import SHEET_STEP, Extract, layout_for, numbered, wanted_columns
from ingest.texts.numbers import machine_number
from ingest.workbook.worksheet_facts import checked_worksheets
from ingest.workbook.worksheet_scan import WorksheetFacts
from ingest.workbook.zip_archive import not_a_spreadsheet

# What the library shows as an empty cell is marked, so that it is refused like any formula error.
ERROR_MARK = "#ERROR!"
# A filled row and its number in the spreadsheet program.
Row = tuple[int, list[Any]]


@dataclass(frozen=True, kw_only=True)
class Worksheet:
    """A visible worksheet: its filled rows from the header on."""

    name: str
    rows: list[Row]

    @property
    def headers(self) -> list[str]:
        return [cell_text(cell) for cell in self.rows[0][1]]


def read_xlsx(content: Content, layouts: tuple[Layout, ...]) -> Extract:
    name = content.name
    refuse_over(SPREADSHEET_BYTES, content.size, name, "bytes")
    whole = content.whole()
    facts = checked_worksheets(whole, name)
    worksheets, hidden = read_worksheets(whole, name, facts)
    if not worksheets:
        raise ExtractError(f"{name} has no sheet with anything in it: send the filled spreadsheet.")
    headed = [below for worksheet in worksheets if (below := from_header(worksheet, layouts))]
    first = headed[0] if headed else from_closest_header(worksheets[0], layouts)
    layout = layout_for(first.headers, f"{name}, sheet {first.name!r},", layouts)
    fitting = [below for below in headed if matching_layout(below.headers, layouts) == layout]
    parts = [rows_of(worksheet, step, layout, name) for step, worksheet in enumerate(fitting)]
    unread = sum(1 for header in first.headers if header) - (parts[0].num_columns - 1)
    return Extract(
        layout=layout,
        rows=pa.concat_tables(parts, promote_options="default"),
        malformed=(),
        container="XLSX, " + ", ".join(f"sheet {worksheet.name!r}" for worksheet in fitting),
        unread_columns=max(unread, 0),
        worksheets=tuple(worksheet.name for worksheet in fitting),
        notes=notes_of(
            hidden, [facts[worksheet.name] for worksheet in fitting if worksheet.name in facts]
        ),
    )


def read_worksheets(
    content: bytes, name: str, facts: dict[str, WorksheetFacts]
) -> tuple[list[Worksheet], int]:
    """The visible worksheets that hold anything, and how many are hidden."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        described = [
            metadata
            for metadata in workbook.sheets_metadata
            if metadata.typ == SheetTypeEnum.WorkSheet
        ]
        visible = [
            metadata.name for metadata in described if metadata.visible == SheetVisibleEnum.Visible
        ]
        rows_by_name = {
            title: workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)
            for title in visible
        }
    except (CalamineError, OSError, ValueError):
        raise ExtractError(not_a_spreadsheet(name)) from None
    for title, rows in rows_by_name.items():
        mark_errors(rows, facts.get(title, WorksheetFacts()))
    worksheets = [
        Worksheet(name=title, rows=filled_rows(rows)) for title, rows in rows_by_name.items()
    ]
    return [worksheet for worksheet in worksheets if worksheet.rows], len(described) - len(visible)


def mark_errors(rows: list[list[Any]], facts: WorksheetFacts) -> None:
    for row, column in facts.errors:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = ERROR_MARK


def filled_rows(rows: list[list[Any]]) -> list[Row]:
    return [
        (number, row)
        for number, row in enumerate(rows, start=1)
        if any(cell_text(cell) for cell in row)
    ]


def from_header(worksheet: Worksheet, layouts: tuple[Layout, ...]) -> Worksheet | None:
    """The worksheet from its header on, if one of its first rows is a layout's header."""
    for start in range(min(HEADER_ROWS, len(worksheet.rows))):
        below = Worksheet(name=worksheet.name, rows=worksheet.rows[start:])
        if matching_layout(below.headers, layouts):
            return below
    return None


def from_closest_header(worksheet: Worksheet, layouts: tuple[Layout, ...]) -> Worksheet:
    """From the first row that looks like a header, so that the sender is told of it."""
    for start in range(min(HEADER_ROWS, len(worksheet.rows))):
        below = Worksheet(name=worksheet.name, rows=worksheet.rows[start:])
        if closest_layout(below.headers, layouts):
            return below
    return worksheet


def rows_of(worksheet: Worksheet, step: int, layout: Layout, name: str) -> pa.Table:
    """The rows below the header, numbered so that each worksheet has numbers of its own."""
    headers, rows_below = worksheet.headers, worksheet.rows[1:]
    where = f"{name}, sheet {worksheet.name!r},"
    names = column_names(headers, wanted_columns(headers, where, layout))
    columns = {
        key: pa.array([cell_text(row[position]) for _, row in rows_below], pa.string())
        for position, key in enumerate(names)
    }
    numbers = [number + step * SHEET_STEP for number, _ in rows_below]
    table = numbered({key: pa.chunked_array([column]) for key, column in columns.items()}, numbers)
    return admitted(table, headers, layout, where)


def notes_of(hidden: int, facts: list[WorksheetFacts]) -> tuple[Note, ...]:
    return notes(
        hidden_sheets=hidden,
        hidden_rows=sum(fact.hidden_rows for fact in facts),
        formulas_without_result=sum(fact.formulas_without_result for fact in facts),
    )


def cell_text(cell: Any) -> str:
    """A cell as its text: dates in ISO form, whole numbers without a decimal point."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, float):
        return machine_number(str(cell))
    return "" if cell is None else str(cell).strip()
