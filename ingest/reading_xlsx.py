"""Read a spreadsheet: the first sheet whose first filled row is the header of a known layout."""

import io
from datetime import date, datetime
from typing import Any

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from ingest.errors import ExtractError
from ingest.layout import Layout, matching_layout
from ingest.reading import Extract, layout_for, numbered, wanted_columns

Row = list[Any]


def read_xlsx(content: bytes, name: str, layouts: tuple[Layout, ...]) -> Extract:
    sheets = {sheet: rows for sheet, rows in read_sheets(content, name).items() if rows}
    if not sheets:
        raise ExtractError(f"{name} has no sheet with anything in it: send the filled spreadsheet.")
    sheet = next(
        (sheet for sheet, rows in sheets.items() if matching_layout(headers_of(rows), layouts)),
        next(iter(sheets)),
    )
    rows = sheets[sheet]
    headers = headers_of(rows)
    layout = layout_for(headers, f"{name}, sheet {sheet!r},", layouts)
    wanted = wanted_columns(headers, name, layout)
    table = table_of(rows, wanted)
    return Extract(
        layout=layout,
        rows=table,
        malformed=(),
        container=f"XLSX, sheet {sheet!r}",
        unread_columns=len([header for header in headers if header]) - len(wanted),
    )


def read_sheets(content: bytes, name: str) -> dict[str, list[tuple[int, Row]]]:
    """The visible worksheets: their filled rows, each with its number in the spreadsheet."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {
            sheet.name: filled_rows(
                workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            )
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        }
    except (CalamineError, OSError, ValueError):
        raise ExtractError(
            f"{name} is not a spreadsheet that can be opened, or it was cut on its way: "
            "open it, save it as XLSX and send it again."
        ) from None


def filled_rows(rows: list[Row]) -> list[tuple[int, Row]]:
    return [
        (number, row)
        for number, row in enumerate(rows, start=1)
        if any(cell_text(cell) for cell in row)
    ]


def headers_of(rows: list[tuple[int, Row]]) -> list[str]:
    return [cell_text(cell) for cell in rows[0][1]]


def table_of(rows: list[tuple[int, Row]], wanted: dict[int, str]) -> pa.Table:
    data = rows[1:]
    columns = {
        key: pa.array([cell_text(row[position]) for _, row in data], pa.string())
        for position, key in wanted.items()
    }
    return numbered(columns, [number for number, _ in data])


def cell_text(cell: Any) -> str:
    """A cell as its text: dates in ISO form, whole numbers without a decimal point."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
