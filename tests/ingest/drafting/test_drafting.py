import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl
import pytest

from examples import write_examples
from ingest.drafting.draft import draft_layout
from ingest.drafting.placing import plain
from ingest.errors import ExtractError, LayoutError
from ingest.layouts.layout import read_layout, read_layouts
from ingest.loading import load_extract
from tests.support.chain import Portal
from tests.support.ingest_extracts import HTCDS_HEADER, htcds_file, htcds_row
from warehouse.database import WORD_KEY, open_restricted

RENAMED = {
    "prs_IdentityNumber": "PRS_IDENTITY_NUMBER",
    "prs_Birthdate": "prs Birth date",
    "vic_TraffickingStatus": "VIC-TraffickingStatus",
    "bih_IdentificationDate": "bih_IdentificationDates",
    "bih_CaseStatus": "kolona_bez_mjesta",
    "Matični broj": "MATICNI BROJ",
    "Datum rođenja": "Datum rodenja",
    "Datum identifikacije": "Datum  identifikacije:",
    "Oblik eksploatacije": "Oblici eksploatacije",
    "Status predmeta": "Kolona bez mjesta",
    "ЈМБГ": "JMBG",
    "Датум рођења": "ДАТУМ  РОЂЕЊА",
    "Облик експлоатације": "ОБЛИК ЕКСПЛОАТАЦИЈЕ",
    "Статус предмета": "Колона без места",
}
NO_PLACE = ("kolona_bez_mjesta", "Kolona bez mjesta", "Колона без места")
ENCODINGS = {"policija_rs_cp1251.csv": "cp1251", "policija_rs_utf16.csv": "utf-16"}


@pytest.fixture(scope="module")
def extracts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_examples(tmp_path_factory.mktemp("extracts"))


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_restricted(tmp_path / "restricted.duckdb", "a key for tests") as opened:
        yield opened


def renamed(path: Path, folder: Path) -> Path:
    """The same extract with the headers of `RENAMED`, as another institution might write them."""
    copy = folder / path.name
    if path.suffix == ".xlsx":
        workbook = openpyxl.load_workbook(path)
        for cell in workbook.worksheets[0][1]:
            cell.value = RENAMED.get(cell.value, cell.value)
        workbook.save(copy)
        return copy
    encoding = ENCODINGS.get(path.name, "utf-8")
    first, rest = path.read_bytes().decode(encoding).split("\r\n", 1)
    delimiter = ";" if ";" in first else ","
    headers = [RENAMED.get(header, header) for header in first.split(delimiter)]
    copy.write_bytes(f"{delimiter.join(headers)}\r\n{rest}".encode(encoding))
    return copy


def loaded_rows(path: Path, layout_file: Path, connection: duckdb.DuckDBPyConnection) -> int:
    return load_extract(path, connection, ("secret",), (read_layout(layout_file),)).rows_loaded


@pytest.mark.parametrize("position", range(5))
def test_the_draft_of_a_renamed_extract_reads_as_many_rows_as_the_layout_of_the_original(
    tmp_path: Path,
    extracts: list[Path],
    connection: duckdb.DuckDBPyConnection,
    position: int,
) -> None:
    original = extracts[position]
    expected = load_extract(original, connection, ("secret",), read_layouts()).rows_loaded
    copy = renamed(original, tmp_path)
    draft = tmp_path / "draft.toml"
    draft.write_text(draft_layout(copy, read_layouts()), encoding="utf-8")
    assert read_layout(draft).kind.name == "cases"
    assert len(read_layout(draft).fields) == 15
    assert loaded_rows(copy, draft, connection) == expected > 50


@pytest.mark.parametrize("position", range(5))
def test_a_draft_holds_no_value_of_a_row(
    tmp_path: Path, extracts: list[Path], position: int
) -> None:
    text = draft_layout(renamed(extracts[position], tmp_path), read_layouts())
    assert any(f'#   "{header}"' in text for header in NO_PLACE)
    for value in values(extracts[position]):
        assert value not in text


def values(path: Path) -> set[str]:
    """Every text of the extract that is long enough not to be part of a word by chance."""
    if path.suffix == ".xlsx":
        rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=2, values_only=True)
    else:
        text = path.read_bytes().decode(ENCODINGS.get(path.name, "utf-8"))
        rows = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text[:99] else ","))[1:]
    return {str(cell) for row in rows for cell in row if cell and len(str(cell)) > 7}


def test_date_formats_are_read_from_the_values(tmp_path: Path) -> None:
    rows = [htcds_row(born="01.03.2005", identified="13/05/2019"), htcds_row(born="02.03.2005")]
    text = draft_layout(htcds_file(tmp_path, *rows), read_layouts())
    assert 'date_formats = ["%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y"]' in text


def test_the_kind_is_the_one_whose_columns_are_found_or_the_one_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "training.csv"
    path.write_text("Course;Profession;Sex;First day of the curse;Area\nx;y;z;2024-05-14;a\n")
    assert 'kind = "trainings"' in draft_layout(path, read_layouts())
    with pytest.raises(LayoutError, match="looks like a row of column names"):
        draft_layout(path, read_layouts(), "proceedings")
    with pytest.raises(LayoutError, match="no kind 'courses'"):
        draft_layout(path, read_layouts(), "courses")


def test_json_lines_are_drafted_from_their_keys(tmp_path: Path) -> None:
    path = tmp_path / "extract.jsonl"
    record = dict(zip(HTCDS_HEADER.split(","), htcds_row().split(","), strict=True))
    path.write_text(json.dumps(record) + "\n" + json.dumps(record | {"extra": None}) + "\n")
    text = draft_layout(path, read_layouts())
    assert 'headers = ["prs_Gender"]' in text and '#   "extra"' in text
    path.write_text('{"prs_Gender": ')
    with pytest.raises(ExtractError, match="JSON lines"):
        draft_layout(path, read_layouts())


def test_title_rows_above_the_header_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "titled.csv"
    path.write_text(f"Registar žrtava,,\n,,\n{HTCDS_HEADER}\n{htcds_row()}\n", encoding="utf-8")
    assert 'headers = ["prs_Gender"]' in draft_layout(path, read_layouts())


def test_a_file_without_headers_is_not_drafted_and_no_person_is_named(tmp_path: Path) -> None:
    path = tmp_path / "no_header.csv"
    path.write_text(f"{htcds_row()}\n{htcds_row()}\n", encoding="utf-8")
    with pytest.raises(LayoutError) as refused:
        draft_layout(path, read_layouts())
    assert "Primjerka" not in str(refused.value) and "Izmišljeni" not in str(refused.value)


def test_a_header_that_looks_like_a_value_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(f"{HTCDS_HEADER},9900000000001,a@b.example\n{htcds_row()},,\n")
    text = draft_layout(path, read_layouts())
    assert "9900000000001" not in text and "a@b" not in text
    assert "column 17, whose header looks like a value" in text


def test_plain_headers_are_word_keys() -> None:
    connection = duckdb.connect()
    connection.execute(WORD_KEY)
    headers = [header for layout in read_layouts() for header in layout.headers()]
    for header in headers:
        key = connection.execute("select word_key(?)", [header]).fetchone()[0]
        assert plain(header) == key


@pytest.mark.chain
def test_the_command_writes_a_draft_that_names_no_value(tmp_path: Path) -> None:
    portal = Portal(folder=tmp_path)
    path = htcds_file(tmp_path, htcds_row())
    output = portal.run("layout", "new", "--from", path, "--kind", "cases")
    assert "[fields]" in output and "Primjerka" not in output
    portal.run("layout", "new", "--from", path, "--out", tmp_path / "new" / "police.toml")
    assert read_layout(tmp_path / "new" / "police.toml").name == "police"
    assert "Known: cases" in portal.run("layout", "new", "--from", path, "--kind", "x", code=2)
