"""How wide the columns of a sheet are, how high its rows, and what stands below it on paper.

Spreadsheet programs differ in what they fit by themselves when a file is opened: some let a text of
several lines run over the next row. So nothing is left to them.
"""

from textwrap import wrap

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

WIDEST, NARROWEST, ROOM = 60, 9, 3
# A sheet of many columns would be too small to read on paper if each were so wide.
MANY, WIDEST_OF_MANY = 8, 30
LINE = 15  # points
# Cyrillic and bold letters are wider than the digits that a column's width is counted in.
LETTERS_PER_WIDTH = 0.95
PAGE_OF_PAGES, NAME_OF_SHEET = "&P / &N", "&A"


def lay_out(worksheet: Worksheet) -> None:
    fit_columns(worksheet)
    fit_rows(worksheet)
    worksheet.oddFooter.left.text = NAME_OF_SHEET  # type: ignore[union-attr]  # openpyxl makes them all
    worksheet.oddFooter.right.text = PAGE_OF_PAGES  # type: ignore[union-attr]  # openpyxl makes them all


def fit_columns(worksheet: Worksheet, first_row: int = 3) -> None:
    """As wide as their longest text, within bounds; titles may run over."""
    widest = WIDEST_OF_MANY if worksheet.max_column > MANY else WIDEST
    for place, column in enumerate(worksheet.iter_cols(min_row=first_row), start=1):
        longest = max(
            (len(shown(cell.value)) for cell in column if cell.value is not None), default=0
        )
        width = min(widest, max(NARROWEST, longest + ROOM))
        worksheet.column_dimensions[get_column_letter(place)].width = width


def shown(value: object) -> str:
    """A share or a mean is kept with all its digits and shown with few."""
    return f"{value:,.1f}" if isinstance(value, float) else str(value)


def fit_rows(worksheet: Worksheet) -> None:
    for place, row in enumerate(worksheet.iter_rows(), start=1):
        wrapped = [cell for cell in row if cell.value and cell.alignment.wrap_text]
        widths = [worksheet.column_dimensions[cell.column_letter].width for cell in wrapped]
        texts = [str(cell.value) for cell in wrapped]
        lines = max(map(lines_of, texts, widths), default=1)
        if lines > 1:
            worksheet.row_dimensions[place].height = lines * LINE


def lines_of(text: str, width: float) -> int:
    """One where the column was made as wide as the text."""
    if len(text) + ROOM <= width:
        return 1
    return len(wrap(text, int(width * LETTERS_PER_WIDTH)))
