import hashlib
import re
import zipfile
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from examples import write_examples
from examples.dirt import DUPLICATE_DELIVERY, PLANTED_ROWS, misspelt_words
from examples.template_files import TEMPLATE_FILES
from tests.support.examples_reading import CASE_FILES as FILES
from tests.support.examples_reading import (
    Row,
    csv_texts,
    fields,
    is_fit,
    named,
    read_date,
    read_rows,
    source_words,
    spreadsheet_texts,
    word_key,
)

CODED = [
    "sex",
    "citizenship",
    "status",
    "deciding_body",
    "area",
    "form",
    "means_of_control",
    "recruiter_relation",
    "identifying_institution",
    "cross_border",
    "case_status",
]


@pytest.fixture(scope="module")
def rows(examples_folder: Path) -> list[Row]:
    return [row for name in FILES for row in read_rows(examples_folder / name)]


def content_hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_six_case_files_and_one_of_each_other_kind_are_written_into_a_new_folder(
    tmp_path: Path,
) -> None:
    paths = write_examples(tmp_path / "not" / "there")
    assert [path.name for path in paths] == [*FILES, *(file.name for file in TEMPLATE_FILES)]
    assert all(path.is_file() for path in paths)


def test_two_runs_write_the_same_bytes(examples_folder: Path, tmp_path: Path) -> None:
    again = write_examples(tmp_path)
    assert len(again) == len(list(examples_folder.iterdir()))
    for path in again:
        assert content_hash(path) == content_hash(examples_folder / path.name)


def test_one_delivery_is_sent_twice_under_another_name(examples_folder: Path) -> None:
    first, again = (content_hash(examples_folder / name) for name in DUPLICATE_DELIVERY)
    assert first == again
    assert len({content_hash(examples_folder / name) for name in FILES}) == len(FILES) - 1


def test_the_files_come_in_three_languages_and_encodings(examples_folder: Path) -> None:
    assert csv_texts(examples_folder / "policija_2007_2015.csv")[0][4] == "prs_Gender"
    assert spreadsheet_texts(examples_folder / "centri_socijalni_rad.xlsx")[0][4] == "Spol"
    assert csv_texts(examples_folder / "policija_rs_cp1251.csv")[0][4] == "Пол"
    assert csv_texts(examples_folder / "policija_rs_utf16.csv")[0][4] == "Пол"
    assert (examples_folder / "policija_rs_utf16.csv").read_bytes().startswith(b"\xff\xfe")


def test_the_spreadsheet_has_date_cells_and_dates_as_text(examples_folder: Path) -> None:
    worksheet = load_workbook(examples_folder / "centri_socijalni_rad.xlsx")["Evidencija"]
    column = fields().index("identified_date")
    values = [row[column] for row in worksheet.iter_rows(min_row=2, values_only=True)]
    kinds = Counter(type(value).__name__ for value in values if value)
    assert set(kinds) == {"datetime", "str"}
    texts = [value for value in values if isinstance(value, str)]
    assert {text.endswith(".") for text in texts} == {True, False}


def test_every_person_is_visibly_fictional(rows: list[Row]) -> None:
    for row in rows:
        number, given, family = row.cells[:3]
        if not (number or given or family):
            continue  # The planted rows without any identifier.
        assert given in {"Primjer", "Primjerka", "Пример", "Примерка"}
        assert re.fullmatch(r"(Izmišljeni|Измишљени)-\d{4}", family)
        assert re.fullmatch(r"(99\d{11})?", number)


def test_a_national_number_belongs_to_one_person(rows: list[Row]) -> None:
    family_names: dict[str, set[str]] = {}
    for row in rows:
        if row.cells[0]:
            family_names.setdefault(row.cells[0], set()).add(word_key(row.cells[2]))
    assert len(family_names) > 700
    assert all(len(names) == 1 for names in family_names.values())


def test_exactly_the_planted_rows_are_unfit(rows: list[Row]) -> None:
    first, again = DUPLICATE_DELIVERY
    planted = {(row.file, row.row) for row in PLANTED_ROWS}
    planted |= {(again, row.row) for row in PLANTED_ROWS if row.file == first}
    assert {(row.file, row.number) for row in rows if not is_fit(row)} == planted
    assert Counter(row.reason for row in PLANTED_ROWS) == {
        "impossible_date": 3,
        "future_date": 2,
        "missing_value": 2,
        "no_identifier": 2,
        "wrong_number_of_cells": 2,
        "text_too_long": 1,
    }


def test_planted_rows_are_wrong_in_the_way_they_say(rows: list[Row]) -> None:
    by_place = {(row.file, row.number): row for row in rows}
    for planted in PLANTED_ROWS:
        row = by_place[planted.file, planted.row]
        if planted.reason == "wrong_number_of_cells":
            assert len(row.cells) == len(fields()) - 1
        else:
            assert named(row)[planted.field] == planted.text


def test_every_word_is_understood_but_the_misspelt_ones(rows: list[Row]) -> None:
    unknown: dict[str, set[str]] = {}
    for row in filter(is_fit, rows):
        for dimension in CODED:
            for word in re.split("[;|]", named(row)[dimension]):
                key = (dimension, word_key(word))
                if word and key not in source_words():
                    unknown.setdefault(dimension, set()).add(word.strip())
    assert unknown == {dimension: set(words) for dimension, words in misspelt_words().items()}


def test_misspelt_words_stand_in_four_columns_of_persons_who_count() -> None:
    assert set(misspelt_words()) == {"sex", "form", "area", "deciding_body"}


def test_nobody_is_identified_before_birth_or_after_2024(rows: list[Row]) -> None:
    for row in filter(is_fit, rows):
        identified_on = read_date(named(row)["identified_date"])
        born_on = read_date(named(row)["birth_date"])
        assert 2007 <= identified_on.year <= 2024
        assert born_on is None or born_on < identified_on


def test_the_spreadsheet_holds_no_time_of_writing(examples_folder: Path) -> None:
    with zipfile.ZipFile(examples_folder / "centri_socijalni_rad.xlsx") as archive:
        assert {member.date_time for member in archive.infolist()} == {(2025, 1, 15, 8, 0, 0)}
    properties = load_workbook(examples_folder / "centri_socijalni_rad.xlsx").properties
    assert properties.created == properties.modified == datetime(2025, 1, 15, 8)
