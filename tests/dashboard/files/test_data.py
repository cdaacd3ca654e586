import csv
import json
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from dashboard.files.citation import citation
from dashboard.files.package import data_package
from dashboard.files.table_rows import table_csv
from dashboard.files.table_workbook import table_workbook
from dashboard.language.texts import LANGUAGES, use_language
from dashboard.release.facts import Release
from tests.support.dashboard_pages import all_html, opened, small_release, started_as_it_is


@pytest.fixture
def release() -> Release:
    use_language("en")
    return small_release("public")


@pytest.fixture
def package(release: Release) -> ZipFile:
    return ZipFile(BytesIO(data_package(release)))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def test_every_row_of_a_table_carries_interval_status_and_release(release: Release) -> None:
    table_rows = rows(table_csv(release, release.tables["victims_by_year_sex"]))
    assert list(table_rows[0]) == [
        "period", "sex", "victims", "lower", "upper", "obs_status", "release"
    ]  # fmt: skip
    assert all(int(row["lower"]) <= int(row["victims"]) <= int(row["upper"]) for row in table_rows)
    assert {row["obs_status"] for row in table_rows} == {"e"}
    assert {row["release"] for row in table_rows} == {"public-0001"}


def test_no_cell_is_left_out_of_a_table(release: Release) -> None:
    for table in release.tables.values():
        assert len(rows(table_csv(release, table))) == len(release.cells[table.name])


def test_what_cannot_be_is_told_apart_from_a_small_figure(release: Release) -> None:
    name = next(
        table.name
        for table in release.tables.values()
        if set(table.dimensions) >= {"form", "age_group"} or set(table.dimensions) == {"sex"}
    )
    assert all(row["obs_status"] in "em" for row in rows(table_csv(release, release.tables[name])))


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_a_table_in_words_is_read_back_with_its_columns_and_metadata(
    release: Release, language: str
) -> None:
    use_language(language)
    table = release.tables["victims_by_year_form"]
    book = load_workbook(BytesIO(table_workbook(release, table)))
    data, columns, about = book.worksheets
    assert data.max_row == 4 + len(release.cells[table.name])
    assert any(cell.value == "public-0001" for row in about.iter_rows() for cell in row)
    assert [row[0].value for row in columns.iter_rows(min_row=5)][:2] == ["period", "form"]
    if language == "sr_Cyrl":
        assert "Принудно просјачење" in [row[1].value for row in data.iter_rows()]


def test_the_package_holds_each_table_twice_and_nothing_unknown(
    release: Release, package: ZipFile
) -> None:
    expected = {f"csv/{name}.csv" for name in release.tables}
    expected |= {f"xlsx/{name}.xlsx" for name in release.tables}
    expected |= {"README.txt", "datapackage.json", "columns.csv", "codes.csv"}
    expected |= {"published_totals.csv"}
    expected |= {"synthetic/synthetic_victims.csv", "synthetic/synthetic_defendants.csv"}
    assert set(package.namelist()) == expected
    assert package.testzip() is None


def test_the_readme_says_what_is_counted_how_sure_it_is_and_how_to_cite(package: ZipFile) -> None:
    readme = package.read("README.txt").decode("utf-8")
    for word in ("WHAT IS COUNTED", "HOW SURE THE FIGURES ARE", "CC BY 4.0", "public-0001"):
        assert word in readme
    assert "fictional" in readme
    assert max(map(len, readme.splitlines())) <= 140


def test_every_made_up_row_says_that_it_is_one(package: ZipFile) -> None:
    made_up = rows(package.read("synthetic/synthetic_victims.csv").decode("utf-8-sig"))
    assert made_up
    assert all("no row is a real person" in row["note"] for row in made_up)


def test_the_descriptor_names_every_column_of_every_file(package: ZipFile) -> None:
    descriptor = json.loads(package.read("datapackage.json"))
    for resource in descriptor["resources"]:
        header = package.read(resource["path"]).decode("utf-8-sig").splitlines()[0]
        assert header.split(",") == [field["name"] for field in resource["schema"]["fields"]]
        assert set(resource["schema"]["primaryKey"]) <= set(header.split(","))


def test_the_dictionary_explains_each_column_and_code(package: ZipFile) -> None:
    columns = rows(package.read("columns.csv").decode("utf-8-sig"))
    assert all(row["Meaning"] for row in columns)
    sex = next(row for row in columns if row["Column"] == "sex")
    assert "female = Female" in sex["Codes"]


def test_a_citation_names_office_title_release_day_and_licence(release: Release) -> None:
    cited = citation(release, "Identified victims", "https://example.org/x", release.released_on)
    assert cited == (
        "State Coordinator for Combating Trafficking in Human Beings, Bosnia and Herzegovina "
        "(2026): Identified victims. Release: public-0001, 24 November 2026. "
        "https://example.org/x. Read on 24 November 2026. CC BY 4.0."
    )


def test_dates_that_end_in_a_stop_get_no_second_one(release: Release) -> None:
    use_language("bs")
    assert ".." not in citation(release, "Naslov", "", release.released_on)


def test_the_chosen_table_stands_in_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    started_as_it_is(monkeypatch, "public")
    app = opened("data", table="victims_by_year_sex")
    assert app.selectbox(key="data_table").value == "victims_by_year_sex"
    assert "female = Female" in all_html(app)
