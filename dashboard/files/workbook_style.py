"""How our spreadsheets look: one title, one table from column A, nothing merged.

That is what screen readers and statistical programs can read. Values only, never formulas: a text
that begins with a sign must not be run by whoever opens the file.
"""

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.files.workbook_layout import lay_out
from dashboard.language.texts import language

Value = str | int | float | date | None
BLUE, QUIET = "1B4F72", "52606B"
FONT = "Calibri"
HEADER_FILL = PatternFill("solid", fgColor="E8EEF2")
UNDER_HEADER = Border(bottom=Side(style="medium", color=BLUE))
HEADING = Font(name=FONT, size=12, bold=True, color=BLUE)
BOLD = Font(name=FONT, bold=True)
AT_BOTTOM = Alignment(wrap_text=True, vertical="bottom")
AT_TOP, WRAPPED = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
AT_LEFT = Alignment(vertical="top", wrap_text=True, horizontal="left")
# A number that touches the text in the next column would be read as part of it.
AT_RIGHT = Alignment(vertical="top", horizontal="right", indent=1)
OVER_NUMBERS = Alignment(wrap_text=True, vertical="bottom", horizontal="right", indent=1)
RUN_BY_PROGRAMS, LONG_TEXT = ("=", "+", "@"), 20
YEAR = re.compile(r"\d{4}")
NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
LONGEST_NAME = 31
SHARE_FORMAT, DATE_FORMAT, YEAR_FORMAT = "0%", "yyyy-mm-dd", "0"
WHOLE_FORMAT, BROKEN_FORMAT = "#,##0", "#,##0.0"


def add_worksheet(book: Workbook, name: str, title: str, note: str) -> Worksheet:
    """A new sheet with its title in A1 and a line below it."""
    worksheet = book.create_sheet(worksheet_name(book, name))
    worksheet["A1"] = plain(title)
    worksheet["A1"].font = Font(name=FONT, size=14, bold=True, color=BLUE)
    worksheet["A2"] = plain(note)
    worksheet["A2"].font = Font(name=FONT, size=10, color=QUIET)
    worksheet.sheet_view.showGridLines = False
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    return worksheet


def worksheet_name(book: Workbook, name: str) -> str:
    """Spreadsheet programs take 31 characters, some signs not, and no name twice."""
    short = shortened(name.translate(NOT_IN_A_NAME).strip(), LONGEST_NAME)
    turn = 1
    while short in book.sheetnames:
        turn += 1
        short = f"{short[: LONGEST_NAME - 3]} {turn}"
    return short


def shortened(text: str, longest: int) -> str:
    """At the end of a word, where it has several."""
    if len(text) <= longest:
        return text
    return text[: longest + 1].rpartition(" ")[0] or text[:longest]


def add_heading(worksheet: Worksheet, text: str) -> None:
    """A line of its own before another table on the same sheet."""
    cell = worksheet.cell(worksheet.max_row + 2, 1, plain(text))
    cell.font = HEADING


def add_table(
    worksheet: Worksheet,
    header: Sequence[str],
    rows: Sequence[Sequence[Value]],
    shares: Sequence[str] = (),
    freeze: bool = False,
) -> tuple[int, int]:
    """A header and its rows below what is there; the first and the last row of the values."""
    top = worksheet.max_row + 2
    with_years = {place for place in range(len(header)) if is_of_years(rows, place)}
    add_header(worksheet, header, top, [is_of_numbers(rows, place) for place in range(len(header))])
    for line, row in enumerate(rows, start=top + 1):
        for place, value in enumerate(row):
            cell = worksheet.cell(line, place + 1)
            if value is not None and place in with_years:
                cell.value, cell.number_format, cell.alignment = (
                    int(str(value)),
                    YEAR_FORMAT,
                    AT_LEFT,
                )
            elif value is not None:
                cell.value = plain(value)
                set_look(cell, is_share=header[place] in shares)
    if freeze:
        worksheet.freeze_panes = f"B{top + 1}"
        worksheet.print_title_rows = f"{top}:{top}"
        worksheet.auto_filter.ref = f"A{top}:{get_column_letter(len(header))}{top + len(rows)}"
    return top + 1, top + len(rows)


def add_header(
    worksheet: Worksheet, header: Sequence[str], top: int, over_numbers: Sequence[bool]
) -> None:
    for place, title in enumerate(header):
        cell = worksheet.cell(top, place + 1, plain(title))
        cell.font, cell.fill, cell.border = BOLD, HEADER_FILL, UNDER_HEADER
        cell.alignment = OVER_NUMBERS if over_numbers[place] else AT_BOTTOM


def add_facts(
    worksheet: Worksheet, header: tuple[str, str], facts: Sequence[Sequence[Value]]
) -> None:
    """What is said of something, in two columns: numbers stand where the texts do."""
    first, last = add_table(worksheet, header, facts)
    for line in range(first, last + 1):
        worksheet.cell(line, 2).alignment = AT_LEFT


def is_of_years(rows: Sequence[Sequence[Value]], place: int) -> bool:
    """A year is a number to a spreadsheet; beside quarters or windows it stays a text."""
    values = [row[place] for row in rows if row[place] is not None]
    return bool(values) and all(
        isinstance(value, str) and YEAR.fullmatch(value) for value in values
    )


def is_of_numbers(rows: Sequence[Sequence[Value]], place: int) -> bool:
    """Or of dates, which stand at the right as well."""
    values = [row[place] for row in rows if row[place] is not None]
    return bool(values) and all(isinstance(value, int | float | date) for value in values)


def plain(value: Value) -> Value:
    """Text stays text, whatever sign it begins with."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RUN_BY_PROGRAMS) else value


def set_look(cell: Cell | MergedCell, is_share: bool) -> None:
    if isinstance(cell.value, date):
        cell.number_format, cell.alignment = DATE_FORMAT, AT_RIGHT
    elif isinstance(cell.value, str):
        cell.alignment = WRAPPED if len(cell.value) > LONG_TEXT else AT_TOP
    elif isinstance(cell.value, int | float):
        cell.number_format = SHARE_FORMAT if is_share else number_format(cell.value)
        cell.alignment = AT_RIGHT


def number_format(value: float) -> str:
    """A format for both would show a whole number with a point and nothing behind it."""
    return WHOLE_FORMAT if float(value).is_integer() else BROKEN_FORMAT


def new_book() -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def as_bytes(book: Workbook, title: str, author: str) -> bytes:
    for worksheet in book.worksheets:
        lay_out(worksheet)
    book.properties.title, book.properties.creator = title, author
    book.properties.language = language().replace("_", "-")
    file = BytesIO()
    book.save(file)
    return file.getvalue()
