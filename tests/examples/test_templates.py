"""The filled templates among the examples: headers, words and figures, before ingestion."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from examples.published import read_table
from examples.template_files import TEMPLATE_FILES
from ingest.locales import Locale
from ingest.templates.fields import template_of
from tests.support.examples_reading import read_date, source_words, spreadsheet_texts, word_key

NAMES = {file.kind: file.name for file in TEMPLATE_FILES}
Table = list[list[str]]
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def tables(examples_folder: Path) -> dict[str, Table]:
    return {kind: texts_of(examples_folder / name) for kind, name in NAMES.items()}


def texts_of(path: Path) -> Table:
    return spreadsheet_texts(path) if path.suffix == ".xlsx" else semicolon_texts(path)


def semicolon_texts(path: Path) -> Table:
    return list(csv.reader(path.read_text(encoding="utf-8").splitlines(), delimiter=";"))


def rows_of(tables: dict[str, Table], kind: str) -> Rows:
    fields = [row["field"] for row in read_table("template_columns.csv") if row["kind"] == kind]
    return [dict(zip(fields, row, strict=True)) for row in tables[kind][1:]]


@pytest.mark.parametrize("kind", NAMES)
def test_headers_are_those_of_the_bosnian_template(tables: dict[str, Table], kind: str) -> None:
    template = template_of(kind)
    headers = {column.name: column.header[Locale.BS] for column in template.columns}
    fields = [row["field"] for row in read_table("template_columns.csv") if row["kind"] == kind]
    assert tables[kind][0] == [headers[field] for field in fields]
    assert {column.name for column in template.columns if column.required} <= set(fields)


@pytest.mark.parametrize("kind", NAMES)
def test_every_word_is_understood(tables: dict[str, Table], kind: str) -> None:
    dimensions = {column.name: column.dimension for column in template_of(kind).columns}
    dimensions |= {"course": "course"} if kind == "trainings" else {}
    for row in rows_of(tables, kind):
        for field, cell in row.items():
            if dimensions.get(field) and cell:
                assert (dimensions[field], word_key(cell)) in source_words(), (field, cell)


@pytest.mark.parametrize("kind", ["referrals", "proceedings", "trainings"])
def test_every_person_is_visibly_fictional(tables: dict[str, Table], kind: str) -> None:
    for row in rows_of(tables, kind):
        assert re.fullmatch(r"99\d{11}", row["national_number"])
        assert row["given_name"] in {"Primjer", "Primjerka"}
        assert re.fullmatch(r"Izmišljeni-\d{4,5}", row["family_name"])


def test_the_persons_of_each_stage_and_year_are_those_that_unodc_publishes(
    tables: dict[str, Table],
) -> None:
    stages = {
        "reported": "Persons brought into formal contact",
        "indicted": "Persons prosecuted",
        "convicted": "Persons convicted",
    }
    counts: Counter[tuple[int, str]] = Counter()
    for row in rows_of(tables, "proceedings"):
        stage = source_words()["stage", word_key(row["stage"])]
        counts[read_date(row["stage_date"]).year, stages.get(stage, stage)] += 1
    published = read_table("glotip_bih_justice.csv")
    assert len(published) == 30
    for figure in published:
        year, indicator = int(figure["year"]), figure["indicator"]
        assert counts[year, indicator] == int(figure["persons"]), figure


def test_the_stages_of_a_defendant_follow_each_other(
    tables: dict[str, Table],
) -> None:
    order = ["reported", "investigated", "indicted", "convicted", "acquitted"]
    days: dict[str, dict[str, object]] = {}
    for row in rows_of(tables, "proceedings"):
        stage = source_words()["stage", word_key(row["stage"])]
        days.setdefault(row["national_number"], {})[stage] = read_date(row["stage_date"])
    for reached in days.values():
        in_order = [reached[stage] for stage in order if stage in reached]
        assert in_order == sorted(in_order)
        assert not {"convicted", "acquitted"} <= set(reached)


def test_about_260_responders_are_trained_and_know_more_afterwards(
    tables: dict[str, Table],
) -> None:
    rows = rows_of(tables, "trainings")
    assert len({row["national_number"] for row in rows}) == 262
    assert len(rows) > 290
    gains = [
        float(row["test_after"]) - float(row["test_before"]) for row in rows if row["test_after"]
    ]
    assert 20 < sum(gains) / len(gains) < 35
    assert min(gains) >= 0


def test_most_victims_are_referred_within_a_week(tables: dict[str, Table]) -> None:
    persons = {row["national_number"] for row in rows_of(tables, "referrals")}
    assert 560 < len(persons) < 720


def test_a_change_in_one_file_leaves_the_others_as_they_are() -> None:
    assert len({file.seed for file in TEMPLATE_FILES}) == len(TEMPLATE_FILES)
