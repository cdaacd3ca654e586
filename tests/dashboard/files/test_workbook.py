"""What our spreadsheets show of a value: as a spreadsheet program does, not as Python does."""

import re
from collections.abc import Sequence
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.files.workbook_style import (
    Value,
    add_facts,
    add_heading,
    add_table,
    add_worksheet,
    as_bytes,
    new_book,
)
from dashboard.language.texts import use_language


def sheet_of(*rows: Sequence[Value], shares: Sequence[str] = ()) -> Worksheet:
    page = add_worksheet(new_book(), "Data", "Title", "Note")
    header = [f"column {place}" for place in range(len(rows[0]))]
    add_table(page, header, rows, shares, freeze=True)
    return page


def test_a_text_that_begins_like_a_formula_stays_a_text() -> None:
    page = sheet_of(["=1+1"], ["@sum"], [""])
    assert [page.cell(row, 1).value for row in (5, 6, 7)] == ["'=1+1", "'@sum", ""]
    assert page.cell(5, 1).data_type == "s"


def test_a_title_a_note_and_a_heading_are_no_formulas_either() -> None:
    page = add_worksheet(new_book(), "Data", "=1+1", "@note")
    add_heading(page, "+1")
    add_table(page, ["=header"], [["text"]])
    written = [cell.value for row in page.iter_rows() for cell in row if cell.value]
    assert written == ["'=1+1", "'@note", "'+1", "'=header", "text"]


def test_a_header_stands_over_its_numbers_and_no_number_touches_the_next_text() -> None:
    page = sheet_of(["a", 1, "x"], ["b", None, "y"], ["c", 2, "z"])
    sides = [page.cell(4, place).alignment.horizontal for place in (1, 2, 3)]
    assert sides == [None, "right", None]
    assert (page["B5"].alignment.horizontal, page["B5"].alignment.indent) == ("right", 1)


def saved(book: Workbook) -> Workbook:
    return load_workbook(BytesIO(as_bytes(book, "Title", "Office")))


def test_a_row_is_high_enough_for_the_lines_of_its_longest_text() -> None:
    book = new_book()
    page = add_worksheet(book, "About", "Title", "Note")
    add_facts(page, ("Field", "Value"), [("Short", "text"), ("Long", "a word " * 30)])
    rows = saved(book)["About"].row_dimensions
    assert rows[5].height is None
    assert rows[6].height == 4 * 15


def test_a_sheet_of_many_columns_keeps_them_narrow_enough_for_paper() -> None:
    book = new_book()
    page = add_worksheet(book, "Data", "Title", "Note")
    add_table(page, [f"column {place}" for place in range(12)], [["a word " * 30] * 12])
    assert saved(book)["Data"].column_dimensions["A"].width == 30


def test_a_column_is_as_wide_as_its_number_is_shown() -> None:
    book = new_book()
    page = add_worksheet(book, "Data", "Title", "Note")
    add_table(page, ["share"], [[1 / 3]], ["share"])
    assert saved(book)["Data"].column_dimensions["A"].width < 10


def test_a_file_tells_its_title_author_and_language_and_numbers_its_printed_pages() -> None:
    use_language("sr_Cyrl")
    book = new_book()
    add_worksheet(book, "Data", "Title", "Note")
    made = saved(book)
    properties = made.properties
    assert (properties.title, properties.creator, properties.language) == (
        "Title",
        "Office",
        "sr-Cyrl",
    )
    assert made["Data"].oddFooter.right.text == "&P / &N"


def test_a_whole_number_is_shown_without_a_point_and_a_share_as_one() -> None:
    page = sheet_of([1234, 29.07, 0.5], [0, 3.0, 1], shares=["column 2"])
    formats = [[cell.number_format for cell in row] for row in page["A5:C6"]]
    assert formats == [["#,##0", "#,##0.0", "0%"], ["#,##0", "#,##0", "0%"]]


def test_years_are_numbers_unless_other_periods_stand_among_them() -> None:
    page = sheet_of(["2023", "2023", None], ["2024", "2024-Q1", "2024"])
    assert [[cell.value for cell in row] for row in page["A5:C6"]] == [
        [2023, "2023", None],
        [2024, "2024-Q1", 2024],
    ]
    assert page["A5"].number_format == "0"


def test_a_long_table_keeps_its_header_on_screen_and_on_paper() -> None:
    page = sheet_of(["a", 1], ["b", 2])
    assert (page.freeze_panes, page.print_title_rows) == ("B5", "$4:$4")
    assert page.auto_filter.ref == "A4:B6"


def test_a_sheet_is_named_by_whole_words_and_no_two_alike() -> None:
    book = new_book()
    names = [
        add_worksheet(book, name, "Title", "Note").title
        for name in (
            "a/b:c",
            "03 Organi koji dostavljaju podatke",
            "03 Organi koji dostavljaju mnogo",
            "x" * 40,
        )
    ]
    assert names == [
        "a b c",
        "03 Organi koji dostavljaju",
        "03 Organi koji dostavljaju 2",
        "x" * 31,
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\n=", " ="])
def test_no_saved_sheet_holds_a_formula_whatever_sign_a_text_begins_with(sign: str) -> None:
    book, text = new_book(), f"{sign}1+1"
    page = add_worksheet(book, text, text, text)
    add_heading(page, text)
    add_table(page, [text], [[text]])
    add_facts(page, (text, text), [(text, text)])
    with ZipFile(BytesIO(as_bytes(book, text, text))) as packed:
        written = b"".join(packed.read(name) for name in packed.namelist() if "sheet" in name)
    assert b"<row" in written
    assert not re.search(rb"<f[ >/]", written)
