"""What our spreadsheets show of a value: as a spreadsheet program does, not as Python does."""

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from dashboard.workbook_parts import Value, add_sheet, add_table, new_book


def sheet_of(*rows: Sequence[Value], shares: Sequence[str] = ()) -> Worksheet:
    page = add_sheet(new_book(), "Data", "Title", "Note")
    header = [f"column {place}" for place in range(len(rows[0]))]
    add_table(page, header, rows, shares, freeze=True)
    return page


def test_a_text_that_begins_like_a_formula_stays_a_text() -> None:
    page = sheet_of(["=1+1"], ["@sum"], [""])
    assert [page.cell(row, 1).value for row in (5, 6, 7)] == ["'=1+1", "'@sum", ""]
    assert page.cell(5, 1).data_type == "s"


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
        add_sheet(book, name, "Title", "Note").title
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
