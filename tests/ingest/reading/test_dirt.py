"""What real files look like, each kind of dirt in the smallest file that shows it."""

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pytest

from ingest.errors import ExtractError
from ingest.layouts.layout import read_layouts
from ingest.loading import Delivery, load_extract
from tests.support.ingest_extracts import (
    BOSNIAN_HEADER,
    CYRILLIC_HEADER,
    HTCDS_HEADER,
    cyrillic_row,
    htcds_row,
)
from warehouse.database import open_restricted

BOSNIAN = dict.fromkeys(BOSNIAN_HEADER.split(","), "") | {
    "Matični broj": "9900000000001",
    "Spol": "ženski",
    "Status žrtve": "žrtva",
    "Datum identifikacije": "1.3.2019.",
    "Oblik eksploatacije": "prosjačenje",
}


class Desk:
    """Loads contents into one database and looks at what became of them."""

    def __init__(self, folder: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.folder, self.connection = folder, connection

    def load(self, content: bytes | str, name: str = "extract") -> Delivery:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return load_extract(path, self.connection, ("secret",), read_layouts())

    def kept(self, columns: str, kind: str = "cases") -> list[tuple[object, ...]]:
        query = f"select {columns} from raw.{kind} order by row_number"
        return self.connection.execute(query).fetchall()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_restricted(tmp_path / "restricted.duckdb", "key") as connection:
        yield Desk(tmp_path, connection)


def bosnian(delimiter: str = ";", **cells: str) -> str:
    row = BOSNIAN | {key.replace("_", " "): value for key, value in cells.items()}
    return f"{delimiter.join(row)}\n{delimiter.join(row.values())}\n"


def spreadsheet(sheets: dict[str, list[list[object]]], hidden: str = "") -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title == hidden:
            sheet.sheet_state = "hidden"
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def sheet_rows(*changes: dict[str, object]) -> list[list[object]]:
    return [list(BOSNIAN), *(list((BOSNIAN | change).values()) for change in changes)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1250", "iso-8859-2"]
)
def test_latin_encodings_are_told_apart_and_named(desk: Desk, encoding: str) -> None:
    delivery = desk.load(bosnian().encode(encoding))
    assert f"CSV, {encoding}," in delivery.container
    assert desk.kept("sex, status") == [("ženski", "žrtva")]


def test_cyrillic_of_windows_is_named(desk: Desk) -> None:
    delivery = desk.load(f"{CYRILLIC_HEADER}\n{cyrillic_row()}\n".encode("cp1251"))
    assert "cp1251" in delivery.container
    assert desk.kept("sex") == [("женски",)]


@pytest.mark.parametrize("codec", ["cp1250", "sloppy-windows-1252"])
def test_broken_letters_are_repaired_where_that_is_certain(desk: Desk, codec: str) -> None:
    broken = "prosjačenje".encode().decode(codec, "ignore")
    assert broken != "prosjačenje"
    delivery = desk.load(bosnian(Oblik_eksploatacije=broken))
    assert delivery.rows_loaded == 1
    assert desk.kept("form") == [("prosjačenje",)]


def test_letters_that_were_lost_put_the_row_in_quarantine(desk: Desk) -> None:
    delivery = desk.load(bosnian(Oblik_eksploatacije="prosja\N{REPLACEMENT CHARACTER}enje"))
    assert list(delivery.quarantined) == [("broken_characters", "form")]


def test_titles_may_stand_above_the_header_and_excel_may_name_the_separator(desk: Desk) -> None:
    delivery = desk.load("sep=;\nEvidencija slučajeva\n\nStanje na dan 1.1.2020.;\n" + bosnian())
    assert delivery.rows_loaded == 1


def test_a_row_that_adds_the_others_up_is_nobodys_record(desk: Desk) -> None:
    total = ";".join(["Ukupno", *[""] * 14, "1"])
    delivery = desk.load(bosnian() + total + "\n")
    assert (delivery.rows_loaded, list(delivery.quarantined)) == (1, [("total_row", "")])


def test_cells_in_quotes_may_hold_delimiters_and_line_breaks(desk: Desk) -> None:
    delivery = desk.load(bosnian(Sredstva_kontrole='"prijetnje; dug\nlaž"'))
    assert delivery.rows_loaded == 1
    assert desk.kept("means_of_control") == [("prijetnje; dug\nlaž",)]


@pytest.mark.parametrize(
    "text",
    [
        "1.3.2019",
        "01.03.2019.",
        "1. 3. 2019.",
        " 01.03.2019 ",
        "2019-03-01",
        "01.03.2019 14:30",
        "43525",
    ],
)
def test_a_date_is_read_however_it_is_written(desk: Desk, text: str) -> None:
    assert desk.load(bosnian(Datum_identifikacije=text)).rows_loaded == 1
    assert desk.kept("identified_date") == [(date(2019, 3, 1),)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31.02.2019", "impossible_date"),
        ("3/1/2019", "impossible_date"),
        ("2019", "year_only"),
        ("1.3.19", "two_digit_year"),
        ("jučer", "impossible_date"),
        ("1.3.2999", "future_date"),
    ],
)
def test_a_date_that_is_none_or_may_be_two_is_not_guessed(
    desk: Desk, text: str, reason: str
) -> None:
    delivery = desk.load(bosnian(Datum_identifikacije=text))
    assert list(delivery.quarantined) == [(reason, "identified_date")]


def trainings(**cells: str) -> str:
    from ingest.templates.fields import layout_contents

    fields = layout_contents()["template_trainings"]["fields"]
    named = {name: fields[name]["headers"][0] for name in fields}
    row = {"given_name": "Primjer", "family_name": "Izmišljeni", "birth_date": "1.1.1980"}
    row |= {"started_date": "1.3.2019", "course": "kurs"} | cells
    return (
        ";".join(named[name] for name in named)
        + "\n"
        + ";".join(row.get(name, "") for name in named)
        + "\n"
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [("12,5", 12.5), ("12.5", 12.5), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("1 234", 1234.0)],
)
def test_a_number_is_read_with_the_decimals_and_thousands_of_either_habit(
    desk: Desk, text: str, number: float
) -> None:
    assert desk.load(trainings(test_before=text)).rows_loaded == 1
    assert desk.kept("test_before", "trainings") == [(number,)]


def test_a_number_that_may_be_two_is_not_guessed(desk: Desk) -> None:
    delivery = desk.load(trainings(test_before="1.234"))
    assert list(delivery.quarantined) == [("ambiguous_number", "test_before")]


def test_letters_that_only_look_right_are_read_as_meant(desk: Desk) -> None:
    """Cyrillic а and р inside Latin words, as keyboards switched halfway produce them."""
    content = bosnian().replace("Spol", "Sp\N{CYRILLIC SMALL LETTER O}l")
    assert desk.load(content).rows_loaded == 1


def test_every_sheet_of_the_layout_is_read_and_hidden_ones_are_told(desk: Desk) -> None:
    content = spreadsheet(
        {
            "2019": [["Evidencija"], *sheet_rows({})],
            "Uputstvo": [["Popunite listove"]],
            "2020": sheet_rows({"Matični broj": "9900000000002", "Spol": "muški"}),
            "Staro": sheet_rows({"Matični broj": "9900000000003"}),
        },
        hidden="Staro",
    )
    delivery = desk.load(content)
    assert delivery.container == "XLSX, sheet '2019', sheet '2020'"
    assert desk.kept("sex") == [("ženski",), ("muški",)]
    assert "1 hidden sheet(s) were not read" in delivery.notes[0]


def test_a_formula_error_is_refused_and_never_read_as_an_empty_cell(desk: Desk) -> None:
    content = spreadsheet({"List": sheet_rows({"Kanton / entitet": "#REF!"})})
    delivery = desk.load(content)
    assert list(delivery.quarantined) == [("formula_error", "area")]


def test_leading_zeros_and_real_numbers_in_cells_name_the_same_person(desk: Desk) -> None:
    content = spreadsheet(
        {"List": sheet_rows({"Matični broj": "0990000000001"}, {"Matični broj": 990000000001})}
    )
    desk.load(content)
    assert len(set(desk.kept("person_key"))) == 1


def test_json_lines_are_read_and_nested_ones_refused_by_line(desk: Desk) -> None:
    row = dict(zip(HTCDS_HEADER.split(","), htcds_row().split(","), strict=True))
    lines = [json.dumps(row), json.dumps(row | {"bih_Area": ["BA-09"]}), json.dumps(row), ""]
    delivery = desk.load("\n".join(lines))
    assert (delivery.rows_loaded, delivery.rows_quarantined) == (2, 1)
    assert delivery.container == "JSON lines"


def test_json_lines_that_were_cut_are_refused(desk: Desk) -> None:
    row = dict(zip(HTCDS_HEADER.split(","), htcds_row().split(","), strict=True))
    with pytest.raises(ExtractError, match="cut off"):
        desk.load(json.dumps(row) + "\n" + json.dumps(row)[:-5])
