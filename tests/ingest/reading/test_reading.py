import io

import openpyxl
import pytest

from ingest.errors import ExtractError
from ingest.layouts.layout import read_layouts
from ingest.reading.extract import Extract
from ingest.reading.reader import read_extract
from tests.support.ingest_extracts import (
    BOSNIAN_HEADER,
    CYRILLIC_HEADER,
    HTCDS_HEADER,
    content_of_bytes,
    cyrillic_row,
    htcds_row,
)


def read(content: bytes, name: str = "extract.csv") -> Extract:
    return read_extract(content_of_bytes(content, name), read_layouts())


def spreadsheet(*rows: list[object]) -> bytes:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


GOOD = f"{HTCDS_HEADER}\n{htcds_row()}\n".encode()
CYRILLIC = f"{CYRILLIC_HEADER}\n{cyrillic_row()}\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (bytes(range(256)) * 40, "not a text table"),
        (b"%PDF-1.7\n\0\1\2", "not a text table"),
        (b"PK\x03\x04 not a zip", "not a spreadsheet"),
        (spreadsheet(BOSNIAN_HEADER.split(","), ["x"] * 16)[:900], "not a spreadsheet"),
        (spreadsheet(BOSNIAN_HEADER.split(",")), "no rows"),
        (spreadsheet(), "no sheet with anything"),
        (f"{HTCDS_HEADER}\n".encode(), "no rows"),
        (GOOD.replace(b"prs_Gender", b"prs_Other"), "no column 'prs_Gender'"),
        (b"first,second\n1,2\n", "none of its 2 columns"),
        (GOOD.replace(b"prs_FirstName", b"prs_Gender"), "more than one column"),
        (GOOD + htcds_row()[:40].encode(), "cut off"),
        (GOOD + b'"never closed\n', "quotation mark"),
        (CYRILLIC.encode("utf-16")[:-3], "breaks off"),
        ("Čudno;Drugačije\n1;2\n".encode("cp1250"), "encodings"),
        (b"PAR1 and nothing else", "not a Parquet"),
    ],
)
def test_bad_input_is_refused_in_one_sentence_that_says_what_to_do(
    content: bytes, message: str
) -> None:
    with pytest.raises(ExtractError, match=message) as refusal:
        read(content)
    assert "extract.csv" in str(refusal.value)
    assert "Izmišljeni" not in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_cyrillic_is_read_in_every_encoding_that_office_software_writes(encoding: str) -> None:
    extract = read(CYRILLIC.encode(encoding))
    assert extract.layout.name == "cases_sr_cyrl"
    assert extract.rows["пол"].to_pylist() == ["женски"]
    assert encoding.split("-sig")[0] in extract.container


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_the_header_uses(delimiter: str) -> None:
    extract = read(GOOD.replace(b",", delimiter.encode()))
    assert extract.rows["prs_gender"].to_pylist() == ["Feminine"]


def test_rows_keep_the_numbers_that_the_senders_program_shows() -> None:
    rows = "\n".join([HTCDS_HEADER, htcds_row(), "", "too,short", htcds_row(), ""])
    extract = read(rows.encode())
    filled = [
        number
        for number, sex in zip(
            extract.rows["row_number"].to_pylist(),
            extract.rows["prs_gender"].to_pylist(),
            strict=True,
        )
        if sex
    ]
    assert filled == [2, 5]
    assert list(extract.malformed) == [4]


def test_harmless_columns_outside_the_layout_are_left_out() -> None:
    content = GOOD.replace(b"prs_IdentityNumber", b"prs_IdentityNumber,R.br.", 1)
    content = content.replace(b"9900000000001", b"9900000000001,1")
    extract = read(content)
    assert extract.unread_columns == 1
    assert "r.br." not in extract.rows.column_names


def test_a_spreadsheets_dates_come_as_iso_text_and_hidden_sheets_are_left_alone() -> None:
    from datetime import datetime

    workbook = openpyxl.Workbook()
    hidden = workbook.active
    hidden.append(BOSNIAN_HEADER.split(","))
    hidden.append(["hidden"] * 16)
    hidden.sheet_state = "hidden"
    shown = workbook.create_sheet("Evidencija")
    shown.append(BOSNIAN_HEADER.split(","))
    row: list[object] = ["x"] * 16
    row[8] = datetime(2019, 3, 1)
    shown.append(row)
    content = io.BytesIO()
    workbook.save(content)
    extract = read(content.getvalue(), "extract.xlsx")
    assert extract.rows["datum identifikacije"].to_pylist() == ["2019-03-01"]
    assert extract.rows["row_number"].to_pylist() == [2]
