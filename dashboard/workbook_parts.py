"""How our spreadsheets look: one title, one table from column A, nothing merged.

That is what screen readers and statistical programs can read. Values only, never formulas: a text
that begins with a sign must not be run by whoever opens the file.
"""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | date | None
BLUE, QUIET = "1B4F72", "52606B"
FONT = "Calibri"
HEADER_FILL = PatternFill("solid", fgColor="E8EEF2")
UNDER_HEADER = Border(bottom=Side(style="medium", color=BLUE))
HEADING = Font(name=FONT, size=12, bold=True, color=BLUE)
BOLD = Font(name=FONT, bold=True)
AT_BOTTOM = Alignment(wrap_text=True, vertical="bottom")
AT_TOP, WRAPPED = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
RUN_BY_PROGRAMS, LONG_TEXT = "=+@", 20
NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
LONGEST_NAME, WIDEST, NARROWEST = 31, 60, 9
SHARE_FORMAT, DATE_FORMAT, NUMBER_FORMAT = "0%", "yyyy-mm-dd", "#,##0.##"


def add_sheet(book: Workbook, name: str, title: str, note: str) -> Worksheet:
    """A new sheet with its title in A1 and a line below it."""
    sheet = book.create_sheet(sheet_name(book, name))
    sheet["A1"] = title
    sheet["A1"].font = Font(name=FONT, size=14, bold=True, color=BLUE)
    sheet["A2"] = note
    sheet["A2"].font = Font(name=FONT, size=10, color=QUIET)
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return sheet


def sheet_name(book: Workbook, name: str) -> str:
    """Spreadsheet programs take 31 characters, some signs not, and no name twice."""
    short = name.translate(NOT_IN_A_NAME).strip()[:LONGEST_NAME]
    turn = 1
    while short in book.sheetnames:
        turn += 1
        short = f"{short[: LONGEST_NAME - 3]} {turn}"
    return short


def add_heading(sheet: Worksheet, text: str) -> None:
    """A line of its own before another table on the same sheet."""
    cell = sheet.cell(sheet.max_row + 2, 1, text)
    cell.font = HEADING


def add_table(
    sheet: Worksheet,
    header: Sequence[str],
    rows: Sequence[Sequence[Value]],
    shares: Sequence[str] = (),
    freeze: bool = False,
) -> tuple[int, int]:
    """A header and its rows below what is there; the first and the last row of the values."""
    top = sheet.max_row + 2
    for place, title in enumerate(header, start=1):
        cell = sheet.cell(top, place, title)
        cell.font, cell.fill, cell.border = BOLD, HEADER_FILL, UNDER_HEADER
        cell.alignment = AT_BOTTOM
    for line, row in enumerate(rows, start=top + 1):
        for place, value in enumerate(row, start=1):
            if value is not None:
                is_share = header[place - 1] in shares
                set_look(sheet.cell(line, place, plain(value)), is_share)
    if freeze:
        sheet.freeze_panes = f"B{top + 1}"
    return top + 1, top + len(rows)


def plain(value: Value) -> Value:
    """Text stays text, whatever sign it begins with."""
    return f"'{value}" if isinstance(value, str) and value[:1] in RUN_BY_PROGRAMS else value


def set_look(cell: Cell, is_share: bool) -> None:
    if isinstance(cell.value, date):
        cell.number_format = DATE_FORMAT
    elif isinstance(cell.value, str):
        cell.alignment = WRAPPED if len(cell.value) > LONG_TEXT else AT_TOP
    else:
        cell.number_format = SHARE_FORMAT if is_share else NUMBER_FORMAT
        cell.alignment = AT_TOP


def fit_columns(sheet: Worksheet, first_row: int = 3) -> None:
    """As wide as their longest word or short text, within bounds; titles may run over."""
    for place, column in enumerate(sheet.iter_cols(min_row=first_row), start=1):
        longest = max(
            (len(str(cell.value)) for cell in column if cell.value is not None), default=0
        )
        width = min(WIDEST, max(NARROWEST, longest + 2))
        sheet.column_dimensions[get_column_letter(place)].width = width


def new_book() -> Workbook:
    book = Workbook()
    book.remove(book.active)
    return book


def as_bytes(book: Workbook, title: str, author: str) -> bytes:
    for sheet in book.worksheets:
        fit_columns(sheet)
    book.properties.title, book.properties.creator = title, author
    file = BytesIO()
    book.save(file)
    return file.getvalue()
