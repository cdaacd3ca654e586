import csv
import json
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from ingest.checking.columns import REASONS
from ingest.deliveries.outline import Outline
from ingest.deliveries.report import NOT_TOLD, Report, as_record, delivery_report
from ingest.deliveries.report_page import PAGE, PHRASES, as_html, container_text, phrases, ranges
from ingest.drafting.peeking import top_cells
from ingest.errors import DeliveryError
from ingest.layouts.layout import read_layouts
from ingest.loading import load_extract
from ingest.locales import Locale
from ingest.notes import SENTENCES
from ingest.reading.extract import SHEET_STEP
from portal.deliveries.reports import understood_words, write_report
from tests.support.chain import Portal
from tests.support.ingest_extracts import HTCDS_HEADER, cyrillic_row, htcds_file, htcds_row
from tests.support.seeds import in_cyrillic
from warehouse import findings
from warehouse.database import open_restricted

VALUES = ("9900000000001", "Primjerka", "Izmišljeni", "2005-03-01", "2019-02-31")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_restricted(tmp_path / "restricted.duckdb", "a key for tests") as opened:
        yield opened


def report_on(path: Path, connection: duckdb.DuckDBPyConnection) -> Report:
    delivery = load_extract(path, connection, ("secret",), read_layouts())
    return delivery_report(
        connection, delivery.delivery_id, read_layouts(), understood_words(), top_cells(path)
    )


@pytest.fixture
def report(tmp_path: Path, connection: duckdb.DuckDBPyConnection) -> Report:
    rows = [
        htcds_row(),
        htcds_row(identified="2019-02-31"),
        htcds_row(identified="2019-02-31"),
        htcds_row(sex="Izmišljenost", form="ForcedBegging;Zaprega;zaprega"),
        htcds_row(sex="", number="9900000000003"),
        "too,few",
    ]
    return report_on(htcds_file(tmp_path, *rows), connection)


def test_refused_rows_are_told_by_reason_number_and_the_senders_column(report: Report) -> None:
    refusals = [(refusal.reason, refusal.header, refusal.rows) for refusal in report.refusals]
    assert refusals == [
        ("impossible_date", "bih_IdentificationDate", (3, 4)),
        ("wrong_number_of_cells", None, (7,)),
    ]


def test_completeness_is_the_share_of_accepted_rows_that_are_filled(report: Report) -> None:
    shares = {of_field.field: of_field.share for of_field in report.completeness}
    assert shares["sex"] == pytest.approx(2 / 3)
    assert shares["means_of_control"] == 0
    assert shares["age_years"] == shares["status"] == 1
    assert "duration" not in shares and "record_state" not in shares


def test_words_that_are_not_understood_are_counted_by_column(report: Report) -> None:
    words = {
        unknown.field: (unknown.header, unknown.records, unknown.words) for unknown in report.words
    }
    assert words == {
        "sex": ("prs_Gender", 1, {"Izmišljenost": 1}),
        "form": ("vic_TypeOfExploitation", 2, {"Zaprega": 2}),
    }


def test_words_leave_only_in_the_senders_own_copy(report: Report) -> None:
    for locale in Locale:
        assert "Zaprega" not in as_html(report, locale)
        assert "Zaprega" in as_html(report, locale, with_words=True)
    assert "Zaprega" not in json.dumps(as_record(report))
    assert as_record(report)["words"][1]["different_words"] == 1
    assert as_record(report, with_words=True)["words"][1]["words"] == {"Zaprega": 2}


@pytest.mark.parametrize("locale", list(Locale))
def test_no_value_of_a_row_is_in_a_report(report: Report, locale: Locale) -> None:
    written = as_html(report, locale) + json.dumps(as_record(report), ensure_ascii=False)
    for value in VALUES:
        assert value not in written.replace(report.delivery.delivery_id, "")


def test_a_report_compares_with_the_delivery_before_of_the_same_source_and_kind(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    first = report_on(htcds_file(tmp_path, htcds_row(), htcds_row(sex="")), connection)
    rows = [htcds_row(number="9900000000002"), htcds_row(identified="never"), htcds_row(sex="")]
    second = report_on(htcds_file(tmp_path, *rows, name="second.csv"), connection)
    assert first.previous is None
    assert second.previous == first.delivery
    assert (second.previous.refused_share, second.delivery.refused_share) == (0, 1 / 3)
    sex = next(of_field for of_field in second.completeness if of_field.field == "sex")
    assert (sex.share, sex.previous) == (0.5, 0.5)
    page = as_html(second, Locale.EN)
    assert "33.3%" in page and "+33.3" in page and "+1</td>" in page


def test_a_report_names_file_code_layout_reading_and_months(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    path = tmp_path / "порука.csv"
    header = (
        "ЈМБГ;Име;Презиме;Датум рођења;Пол;Статус жртве;Датум идентификације;Облик експлоатације"
    )
    person = ";".join(cyrillic_row().split(";")[:5])
    rows = [f"{person};стварна жртва;{day};просјачење" for day in ("01.02.2019.", "09.11.2019.")]
    path.write_bytes("\r\n".join([header, *rows, ""]).encode("cp1251"))
    page = as_html(report_on(path, connection), Locale.SR_CYRL)
    for text in (
        "порука.csv",
        "cases_sr_cyrl",
        "CSV, cp1251, тачка са зарезом",
        "02/2019 – 11/2019",
    ):
        assert text in page


def test_an_erasure_is_told_to_no_sender(
    report: Report, connection: duckdb.DuckDBPyConnection
) -> None:
    connection.execute(
        "insert into raw.quarantine values (?, 99, 'erased_person', '')",
        [report.delivery.delivery_id],
    )
    again = delivery_report(
        connection, report.delivery.delivery_id, read_layouts(), understood_words()
    )
    withheld = next(refusal for refusal in again.refusals if refusal.reason == "withheld")
    assert (withheld.count, withheld.rows) == (1, ())
    assert "erase" not in json.dumps(as_record(again)) + as_html(again, Locale.EN)


def test_rows_of_further_sheets_are_told_with_their_sheet(
    report: Report, connection: duckdb.DuckDBPyConnection
) -> None:
    delivery_id = report.delivery.delivery_id
    connection.execute("update raw.deliveries set container = 'XLSX, 2 sheets'")
    connection.execute(
        "insert into raw.quarantine values (?, ?, 'future_date', 'identified_date')",
        [delivery_id, SHEET_STEP + 5],
    )
    again = delivery_report(connection, delivery_id, read_layouts(), understood_words())
    future = next(refusal for refusal in again.refusals if refusal.reason == "future_date")
    assert (future.sheet, future.rows) == (2, (5,))
    assert "list 2: 5" in as_html(again, Locale.BS)


@pytest.mark.parametrize("locale", list(Locale))
def test_notes_on_the_file_are_told_in_every_language_and_in_json(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection, locale: Locale
) -> None:
    path = tmp_path / "open.csv"
    path.write_text(f"{HTCDS_HEADER},R.br.\n{htcds_row()},1")
    report = report_on(path, connection)
    assert [(note.code, note.count) for note in report.notes] == [
        ("unread_columns", 1),
        ("last_line_open", 1),
    ]
    assert as_record(report)["notes"][0] == {"code": "unread_columns", "count": 1}
    page = as_html(report, locale)
    for key in ("notes", "note.unread_columns", "note.last_line_open"):
        assert phrases()[key][locale] in page
    assert phrases()["note.hidden_sheets"][locale] not in page


def test_what_comes_from_outside_is_escaped(report: Report) -> None:
    outside = {"file_name": "<script>x</script>.csv", "source": "<b>"}
    facts = {name: getattr(report.delivery, name) for name in Outline.__dataclass_fields__}
    spoilt = Report(
        delivery=Outline(**facts | outside),
        previous=None,
        notes=(),
        refusals=(),
        to_look_at=(),
        completeness=(),
        words=(),
    )
    page = as_html(spoilt, Locale.EN)
    assert "<script" not in page and "<b>" not in page


@pytest.mark.parametrize("locale", list(Locale))
def test_the_page_needs_nothing_from_outside(report: Report, locale: Locale) -> None:
    page = as_html(report, locale, with_words=True)
    assert not re.search(r"https?:|src=|url\(|@import|<link|<script", page)
    assert f'lang="{locale.replace("_", "-")}"' in page


def test_row_numbers_are_joined_to_runs_and_cut_with_a_word() -> None:
    assert ranges((2, 3, 4, 9, 11, 12), "and more") == "2–4, 9, 11–12"
    assert ranges((), "and more") == ""
    assert ranges(tuple(range(1, 200, 2)), "and more").endswith("119 and more")


def test_delimiters_and_sheets_are_named_in_the_readers_language() -> None:
    assert container_text("CSV, utf-8, comma", Locale.HR) == "CSV, utf-8, zarez"
    assert container_text("XLSX, sheet 'Evidencija'", Locale.BS) == "XLSX, list 'Evidencija'"
    assert container_text("Parquet", Locale.BS) == "Parquet"


@pytest.mark.parametrize("asked", ["", "ffff", "no_such_file.csv"])
def test_a_delivery_that_is_not_there_is_told(
    report: Report, connection: duckdb.DuckDBPyConnection, asked: str
) -> None:
    with pytest.raises(DeliveryError, match="portal deliveries"):
        delivery_report(connection, asked, read_layouts(), {})


class TestThePhrases:
    def test_each_is_there_in_all_locales_and_in_cyrillic_letter_by_letter(self) -> None:
        with PHRASES.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == len(phrases())
        for row in rows:
            assert list(row)[1:] == list(Locale) and all(row.values())
            if "UTF-8" not in row["en"] and "JSON" not in row["en"]:
                assert in_cyrillic(row["sr_Latn"]) == row["sr_Cyrl"]

    def test_each_reason_has_one_and_says_what_to_do(self) -> None:
        for reason in REASONS:
            code = NOT_TOLD.get(reason, reason)
            assert f"reason.{code}" in phrases() and f"todo.{code}" in phrases(), reason

    def test_each_note_has_one(self) -> None:
        assert {f"note.{code}" for code in SENTENCES} == {
            key for key in phrases() if key.startswith("note.")
        }

    def test_each_finding_has_one_and_says_what_to_do(self) -> None:
        for finding in findings.SENTENCES:
            assert f"finding.{finding}" in phrases() and f"finding_todo.{finding}" in phrases()

    def test_each_one_that_the_page_says_exists_and_none_is_left_over(self) -> None:
        page = PAGE.read_text(encoding="utf-8")
        keys_of_page = set(re.findall(r'say\("([\w.]+)"', page)) | {"all_accepted"}
        plain = {
            key
            for key in phrases()
            if not re.match(r"(reason|todo|container|note|finding|finding_todo)\.", key)
        }
        facts = {"file", "content_hash", "layout", "kind", "source", "container", "period"}
        beside = facts | {"more_rows", "no_period"}
        assert (
            keys_of_page - {"container.sheet", "note.", "finding.", "finding_todo."} | beside
            == plain
        )


def test_reports_are_written_for_the_owner_alone(report: Report, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    for with_words in (False, True, True):
        paths = write_report(report, Locale.BS, folder, with_words)
        assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in paths)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len(list(folder.iterdir())) == 4


@pytest.mark.chain
def test_the_command_writes_the_report_of_a_loaded_file(tmp_path: Path) -> None:
    portal = Portal(folder=tmp_path)
    path = htcds_file(tmp_path, htcds_row(sex="Izmišljenost"))
    portal.run("ingest", path)
    assert "--with-words names them" in portal.run("report", path, "--locale", "sr_Cyrl")
    (page,) = (portal.data / "reports").glob("*-sr_Cyrl.html")
    assert "Извјештај о испоруци" in page.read_text(encoding="utf-8")
    portal.run("report", page.name.split("-")[1], "--with-words", "--out", tmp_path / "own")
    assert any("Izmišljenost" in page.read_text() for page in (tmp_path / "own").glob("*.html"))
    assert "deliveries have the content code" in portal.run("report", "ffff", code=2)
