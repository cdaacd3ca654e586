import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path

import duckdb
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ingest.errors import LayoutError
from ingest.kinds import read_kinds
from ingest.layouts.layout import header_key, layout_named, read_layouts
from ingest.loading import Delivery, load_extract
from ingest.locales import Locale
from ingest.templates.empty_workbook import NOT_OFFERED, write_template
from ingest.templates.fields import Column, read_toml, template_of
from portal.labels import labels_in
from tests.support.chain import Portal
from tests.support.seeds import in_cyrillic
from warehouse.database import open_restricted
from warehouse.words import known_words

KINDS = list(read_kinds())
EVERY_TEMPLATE = pytest.mark.parametrize(
    ("kind", "locale"), [(kind, locale) for kind in KINDS for locale in Locale]
)


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("templates")
    with open_restricted(folder / "restricted.duckdb", "a key for tests") as opened:
        yield opened


def template(folder: Path, kind: str, locale: Locale) -> Path:
    path = folder / f"{kind}_{locale}.xlsx"
    write_template(path, kind, locale, labels(locale))
    return path


@cache
def labels(locale: Locale) -> dict[str, dict[str, str]]:
    return labels_in(locale)


def offered(column: Column, locale: Locale) -> dict[str, str]:
    codes = labels(locale).get(column.dimension or "", {})
    return {code: label for code, label in codes.items() if code not in NOT_OFFERED}


def filled(path: Path, kind: str, locale: Locale) -> int:
    """Fill the template so that every label of every list is used; how many rows it took."""
    workbook = openpyxl.load_workbook(path)
    columns = template_of(kind).columns
    rows = max(len(offered(column, locale)) for column in columns)
    for row in range(rows):
        for position, column in enumerate(columns, start=1):
            workbook.worksheets[0].cell(row + 2, position, cell_of(column, row, locale))
    workbook.save(path)
    return rows


def cell_of(column: Column, row: int, locale: Locale) -> object:
    choices = list(offered(column, locale).values())
    if choices:
        return choices[row % len(choices)]
    match column.name, column.type:
        case "national_number", _:
            return f"0990{row:09}"
        case "record_state", _:
            return None
        case "birth_date", _:
            return datetime(1999, 2, 1)
        case _, "date":
            return date(2024, 1 + row % 12, 5)
        case _, "age" | "integer" | "decimal":
            return 14 + row % 3
    return next(filter(None, column.examples_in(locale)), None)


def load(path: Path, connection: duckdb.DuckDBPyConnection) -> Delivery:
    return load_extract(path, connection, ("secret",), read_layouts())


@EVERY_TEMPLATE
def test_a_filled_template_is_ingested_as_it_is(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection, kind: str, locale: Locale
) -> None:
    path = template(tmp_path, kind, locale)
    rows = filled(path, kind, locale)
    delivery = load(path, connection)
    assert delivery.layout == f"template_{kind}"
    assert (delivery.rows_loaded, delivery.rows_quarantined) == (rows, 0)
    kept = {column.name for column in template_of(kind).columns} & set(read_kinds()[kind].fields)
    for field in kept - {"record_state"}:
        counted = f"select count({field}) from raw.{kind} where delivery_id = ?"
        expected = rows if template_of(kind).described[field].type != "text" else 1
        assert connection.execute(counted, [delivery.delivery_id]).fetchone()[0] >= expected, field


@pytest.mark.parametrize("locale", list(Locale))
def test_every_label_that_a_list_offers_is_understood(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection, locale: Locale
) -> None:
    path = template(tmp_path, "cases", locale)
    filled(path, "cases", locale)
    delivery = load(path, connection)
    groups = known_words()["citizenship_group"]
    for column in template_of("cases").columns:
        codes = known_words().get(column.dimension or "", {})
        codes = codes | groups if column.dimension == "citizenship" else codes
        delivered = connection.execute(
            f"select distinct word_key({column.name}) from raw.cases where delivery_id = ?",
            [delivery.delivery_id],
        ).fetchall() if column.dimension else []  # fmt: skip
        assert {codes.get(word) for (word,) in delivered} == set(offered(column, locale))


@EVERY_TEMPLATE
def test_lists_offer_the_vocabulary_and_no_code_that_only_the_portal_gives(
    tmp_path: Path, kind: str, locale: Locale
) -> None:
    workbook = openpyxl.load_workbook(template(tmp_path, kind, locale))
    worksheet, lists = workbook.worksheets[0], workbook["lists"]
    assert lists.sheet_state == "hidden"
    for position, column in enumerate(template_of(kind).columns, start=1):
        rule = rule_at(worksheet, position)
        choices = list(offered(column, locale).values())
        if choices:
            assert rule.type == "list"
            area = rule.formula1.split("!")[1].replace("$", "")
            assert [cell.value for (cell,) in lists[area]] == choices
            assert labels(locale)[column.dimension]["unknown"] in choices
            assert bool(rule.showErrorMessage) is not column.several
        assert rule.prompt and len(rule.prompt) <= 255


def rule_at(worksheet: Worksheet, position: int) -> object:
    letter = openpyxl.utils.get_column_letter(position)
    (rule,) = [
        rule for rule in worksheet.data_validations.dataValidation if f"{letter}2" in rule.sqref
    ]
    return rule


@EVERY_TEMPLATE
def test_the_data_sheet_is_empty_but_for_its_header(
    tmp_path: Path, kind: str, locale: Locale
) -> None:
    worksheet = openpyxl.load_workbook(template(tmp_path, kind, locale)).worksheets[0]
    headers = [column.header[locale] for column in template_of(kind).columns]
    assert [[cell.value for cell in row] for row in worksheet.rows] == [headers]
    assert worksheet.freeze_panes == "A2"
    assert worksheet.print_title_rows == "$1:$1"
    assert (
        worksheet.page_setup.orientation == "landscape" and worksheet.sheet_properties.pageSetUpPr
    )


def test_cells_keep_leading_zeros_and_dates_are_dates(tmp_path: Path) -> None:
    worksheet = openpyxl.load_workbook(template(tmp_path, "cases", Locale.BS)).worksheets[0]
    formats = {
        column.name: worksheet.column_dimensions[openpyxl.utils.get_column_letter(position)]
        for position, column in enumerate(template_of("cases").columns, start=1)
    }
    assert formats["national_number"].number_format == "@"
    assert formats["birth_date"].number_format == "DD.MM.YYYY"
    born = [column.name for column in template_of("cases").columns].index("birth_date") + 1
    assert (rule_at(worksheet, born).type, rule_at(worksheet, born).formula2) == ("date", "TODAY()")


@EVERY_TEMPLATE
def test_the_instructions_explain_each_column_by_two_fictional_examples(
    tmp_path: Path, kind: str, locale: Locale
) -> None:
    worksheet = openpyxl.load_workbook(template(tmp_path, kind, locale)).worksheets[1]
    rows = [[cell.value or "" for cell in row] for row in worksheet.rows]
    for column in template_of(kind).columns:
        (row,) = [row for row in rows if row[0].removesuffix(" *") == column.header[locale]]
        assert row[1] == column.note[locale]
        codes = {*labels(locale).get(column.dimension or "", {}), "x"} - {"other"}
        assert not codes & {part for cell in row[2:] for part in re.split("; ?", cell)}
    numbers = [cell for row in rows for cell in row if re.fullmatch(r"\d{13}", cell)]
    assert all(number.startswith("99") for number in numbers)


@pytest.mark.parametrize("kind", KINDS)
def test_no_header_names_two_columns_of_a_template(kind: str) -> None:
    layout = layout_named(f"template_{kind}")
    named = {
        (header_key(header), field.name) for field in layout.fields for header in field.headers
    }
    assert len(named) == len({header for header, _ in named})


@pytest.mark.parametrize(
    ("kind", "name", "older"),
    [
        ("trainings", "test_before", "Test pre obuke"),
        ("proceedings", "sentence_months", "Казна затвора у месецима"),
    ],
)
def test_a_header_of_an_older_template_still_names_its_column(
    kind: str, name: str, older: str
) -> None:
    (field,) = [field for field in layout_named(f"template_{kind}").fields if field.name == name]
    assert older in field.headers


def test_every_text_of_the_templates_is_there_in_all_locales_and_in_cyrillic_letter_by_letter() -> (
    None
):
    texts = list(read_toml("workbook.toml").values())
    for kind in KINDS:
        texts.append(template_of(kind).title)
        for column in template_of(kind).described.values():
            texts += [column.header, column.note]
    for text in texts:
        assert list(text) == list(Locale) and all(text.values())
        assert in_cyrillic(text["sr_Latn"]) == text["sr_Cyrl"]


def test_an_unknown_kind_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match="Known: cases, referrals"):
        write_template(tmp_path / "x.xlsx", "victims", Locale.EN, {})


@pytest.mark.chain
def test_the_command_writes_a_template_that_portal_ingest_reads_back(tmp_path: Path) -> None:
    portal = Portal(folder=tmp_path)
    portal.run("template", "cases", "--locale", "sr_Cyrl")
    path = tmp_path / "template_cases_sr_Cyrl.xlsx"
    rows = filled(path, "cases", Locale.SR_CYRL)
    output = portal.run("ingest", path, "--source", "Primjer-sklonište")
    assert f"{rows} rows loaded, 0 quarantined (template_cases" in output
    portal.run("template", "cases", "--locale", "xx", code=2)
