"""Hidden rows are told, however a spreadsheet program writes that they are hidden."""

import numpy as np
import pytest

from ingest.layouts.layout import read_layouts
from ingest.notes import Note
from ingest.reading.reader import read_extract
from ingest.workbook.quick_scan import QuickScan
from tests.ingest.workbook.test_limits import sheet_xml, with_parts
from tests.support.ingest_extracts import HTCDS_HEADER, content_of_bytes, htcds_row

CELL = '<c r="A1"><v>1</v></c>'


def hidden_rows(sheet: str) -> int:
    scan = QuickScan("extract", np.zeros(0, dtype=np.uint16))
    scan.take(sheet.encode())
    scan.end()
    assert scan.can_tell
    return scan.facts.hidden_rows


@pytest.mark.parametrize("written", ['hidden="1"', "hidden='1'", 'hidden="true"', "hidden='true'"])
@pytest.mark.parametrize("row", ["row", "x:row"])
def test_a_hidden_row_is_seen_in_each_way_of_writing_it(row: str, written: str) -> None:
    assert hidden_rows(f'<{row} r="1" {written} ht="15">{CELL}</{row}>') == 1


@pytest.mark.parametrize("written", ["", 'hidden="0"', 'hidden="false"', 'collapsed="1"'])
def test_a_row_that_is_not_hidden_is_not_told(written: str) -> None:
    assert hidden_rows(f'<row r="1" {written}>{CELL}</row>') == 0


def test_each_hidden_row_is_told_once() -> None:
    shown, hidden = '<row r="{0}">{1}</row>', '<row r="{0}" hidden="1">{1}</row>'
    kinds = [shown, hidden, hidden, shown, hidden]
    sheet = "".join(kind.format(row, f'<c r="A{row}"/>') for row, kind in enumerate(kinds, 1))
    assert hidden_rows(sheet) == 3


def test_the_sender_is_told_of_hidden_rows_and_they_are_read_like_the_others() -> None:
    rows = [HTCDS_HEADER.split(","), htcds_row().split(","), htcds_row(form="Forced").split(",")]
    xml = sheet_xml(
        "".join(
            f'<row r="{number}"{hidden}>'
            + "".join(f'<c r="{letter}{number}" t="str"><v>{cell}</v></c>' for letter, cell in row)
            + "</row>"
            for number, hidden, row in zip(
                (1, 2, 3),
                ("", ' hidden="1"', ""),
                [zip("ABCDEFGHIJKLMNOP", row, strict=True) for row in rows],
                strict=True,
            )
        )
    )
    content = content_of_bytes(with_parts(xl__worksheets__sheet1_xml=xml), "extract")
    extract = read_extract(content, read_layouts())
    assert extract.rows.num_rows == 2
    assert extract.notes == (Note(code="hidden_rows", count=1),)
    assert extract.notes[0].sentence() == "1 hidden row(s) were read like the others."
