"""Documentation that is made, not written: up to date, complete, and without a value from a row."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ingest.locales import Locale
from portal.documents.dictionary import dictionary, dictionary_words
from portal.documents.dictionary_files import write_html, write_workbook
from portal.documents.tables_page import tables_page
from portal.keys import read_key_file
from privacy.declared.spec_file import read_spec
from tests.support import ROOT
from tests.support.chain import Portal
from tests.support.seeds import VOCABULARY, in_cyrillic
from tests.warehouse.test_indicators import INDICATORS


def test_the_page_of_published_tables_is_up_to_date() -> None:
    written = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert written == tables_page(read_spec()), "to mend it: bin/portal docs --tables --out docs"


def test_the_page_names_every_table_with_its_cost() -> None:
    page = tables_page(read_spec())
    for table in read_spec().tables:
        line = next(line for line in page.splitlines() if line.startswith(f"| `{table.name}`"))
        assert f"| {table.rho} |" in line


def test_the_page_shows_each_counted_mart_back_to_its_extracts() -> None:
    spec = read_spec()
    tables = Counter(table.mart for table in spec.tables)
    way = "cases ─▶ stg_cases ─▶ case_records ─▶ cases ─▶ victims"
    assert f"extracts: {way} ─▶ {tables['victims']} tables" in tables_page(spec)
    way = "proceedings ─▶ stg_proceedings ─▶ proceeding_records ─▶ proceedings"
    assert f"extracts: {way} ─▶ {tables['proceedings']} tables" in tables_page(spec)


@pytest.mark.parametrize("locale", list(Locale))
def test_the_dictionary_has_every_code_and_indicator_in_every_locale(locale: Locale) -> None:
    tables, codes, indicators, columns = dictionary(read_spec(), locale)
    assert len(tables.rows) == len(read_spec().tables)
    assert len(indicators.rows) == len(INDICATORS)
    assert len(codes.rows) == sum(row["dimension"] != "dimension" for row in VOCABULARY)
    assert len(columns.rows) > 100
    for section in (tables, codes, indicators, columns):
        assert section.rows
        assert all(len(row) == len(section.header) for row in section.rows)


def test_the_words_of_the_dictionary_are_there_in_five_locales() -> None:
    for row in dictionary_words():
        assert all(row.values())
        assert in_cyrillic(row["sr_latn"]) == row["sr_cyrl"]


def test_the_dictionary_is_written_as_a_workbook_and_as_a_page_that_needs_no_network(
    tmp_path: Path,
) -> None:
    sections = dictionary(read_spec(), Locale.SR_CYRL)
    write_workbook(tmp_path / "words.xlsx", sections)
    write_html(tmp_path / "words.html", "Рјечник", Locale.SR_CYRL, sections)
    workbook = load_workbook(tmp_path / "words.xlsx")
    assert workbook.sheetnames == [section.title for section in sections]
    assert workbook[sections[1].title].max_row == len(sections[1].rows) + 2
    page = (tmp_path / "words.html").read_text(encoding="utf-8")
    assert '<html lang="sr-Cyrl">' in page
    assert "принудни рад" in page.lower()
    assert "http" not in page and "src=" not in page


@pytest.mark.chain
def test_dbts_pages_hold_every_mart_and_no_value_from_a_row(
    finished_portal: Portal, tmp_path: Path
) -> None:
    finished_portal.run("docs", "--out", tmp_path)
    page = (tmp_path / "warehouse.html").read_text(encoding="utf-8")
    for mart in (ROOT / "warehouse" / "models" / "marts").glob("*.sql"):
        assert f"model.warehouse.{mart.stem}" in page
    assert not re.search(r"Izmišljeni-\d{4}|\b99\d{11}\b", page)
    keys = read_key_file(finished_portal.key_file)
    assert keys.database not in page
    assert not any(key in page for key in keys.pseudonym)
    assert len(list(tmp_path.iterdir())) == 12


def test_the_page_says_nothing_of_a_table_that_is_not_declared() -> None:
    spec = read_spec()
    one = next(table for table in spec.tables if table.name == "victims_by_year_sex")
    only = replace(spec, tables=(one,), exact=(), audiences=spec.audiences[:1])
    page = tables_page(only)
    others = {table.name for table in spec.tables} | {exact.name for exact in spec.exact}
    assert named_in_code(page) - {"privacy/release.toml"} == {
        "portal docs --tables --out docs", one.name, one.mart, "sex",
    }  # fmt: skip
    assert len(others) > 20


def test_every_meaning_on_the_page_stands_in_the_marts_or_in_the_spec() -> None:
    spec, marts = read_spec(), ROOT / "warehouse" / "models" / "marts"
    sources = [path.read_text(encoding="utf-8") for path in marts.glob("*.*")]
    known = " ".join(" ".join([*sources, *(exact.reason for exact in spec.exact)]).split()).lower()
    sections = dict(part.split("\n", 1) for part in tables_page(spec).split("\n## ")[1:])
    meanings = [
        line.strip("| ").split(" | ")[column]
        for title, column in (
            ("Published without noise", 2), ("What is counted", 1), ("What it is split by", 2),
        )
        for line in sections[title].strip().splitlines()[2:]
    ]  # fmt: skip
    assert len(meanings) > 20
    assert [text for text in meanings if " ".join(text.split()).lower() not in known] == []


def named_in_code(page: str) -> set[str]:
    without_picture = re.sub(r"```.*?```", "", page, flags=re.DOTALL)
    return set(re.findall(r"`([^`]+)`", without_picture))
