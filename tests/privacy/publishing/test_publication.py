"""Publishing: the stored noisy values, the declared tables, and nothing of the exact counts."""

import os
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from privacy.declared.spec import spec_hash
from privacy.errors import NothingToPublishError
from privacy.publishing import publication as publishing
from privacy.publishing.contents import Sheet
from privacy.publishing.store import read_sheets
from privacy.records import durable
from privacy.records.ledger import read_ledger
from privacy.records.measurements import read_measurements
from tests.support.privacy_fixtures import CODES, PERSONS, SPEC, Office, published_cells, seeds_only

DECLARED = {"victims_by_year", "victims_by_year_sex", "victims_by_five_years_sex_form"}
ABOUT = {
    "tables", "measurements", "budget", "ledger", "structural_zeros", "vocabulary",
    "published_totals", "populations", "synthetic_victims", "release",
}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = Office(folder=tmp_path_factory.mktemp("office"))
    made.measure()
    made.publish()
    return made


@pytest.fixture
def sheets(office: Office) -> dict[str, Sheet]:
    return read_sheets(office.releases / "coordinator" / "coordinator-0001.duckdb")


def test_a_release_holds_exactly_the_declared_tables_and_the_words_about_them(
    sheets: dict[str, Sheet],
) -> None:
    assert set(sheets) == DECLARED | ABOUT


def test_every_published_number_is_computed_from_the_stored_measurements_alone(
    office: Office, sheets: dict[str, Sheet]
) -> None:
    stored = read_measurements(office.measurements)
    cells = published_cells(office.spec, stored.values())
    rows = [row for name in DECLARED for row in sheets[name].rows]
    assert len(rows) == 7 + 7 * 3 + 12
    for period, *key, value, lower, upper, name in rows:
        measurement = stored[name]
        assert measurement.period == period
        own = dict(zip(measurement.keys, cells[name], strict=True))
        assert (value, lower, upper) == own[tuple(key)]
        assert 0 <= lower <= value <= upper


def test_publishing_reads_no_cells(office: Office) -> None:
    assert office.publish(seeds_only()).name == "coordinator-0001.duckdb"


def test_nothing_new_makes_no_new_version(office: Office) -> None:
    path = office.releases / "coordinator" / "coordinator-0001.duckdb"
    before = path.read_bytes(), path.stat().st_mtime_ns
    assert office.publish() == path
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_rows_stand_by_period_and_then_in_the_order_of_the_vocabulary(
    sheets: dict[str, Sheet],
) -> None:
    sex = sheets["victims_by_year_sex"]
    assert list(sex.columns) == ["period", "sex", "victims", "lower", "upper", "measurement"]
    assert [row[1] for row in sex.rows] == 7 * list(CODES["sex"])
    assert [row[0] for row in sex.rows] == sorted(row[0] for row in sex.rows)
    window = sheets["victims_by_five_years_sex_form"]
    assert [row[2] for row in window.rows[:4]] == list(CODES["form"])


def test_the_release_says_what_it_is_and_what_it_costs(
    office: Office, sheets: dict[str, Sheet]
) -> None:
    title = dict(zip(sheets["release"].columns, sheets["release"].rows[0], strict=True))
    assert title.pop("released_on")
    assert title == {
        "name": "coordinator-0001",
        "number": 1,
        "audience": "coordinator",
        "register": "national",
        "spec_hash": spec_hash(office.spec),
        "ledger_hash": read_ledger(office.ledger).head,
        "fictional": False,
    }
    assert sheets["tables"].rows[1][:6] == (
        "victims_by_year_sex",
        "victims",
        "year",
        ["sex"],
        1,
        0.04,
    )
    assert [row[:4] for row in sheets["budget"].rows][3:6] == [
        ("victims", 2013, 0.12, 0.5),
        ("victims", 2014, 0.12, 0.5),
        ("victims", 2015, 0.09, 0.5),
    ]
    assert len(sheets["measurements"].rows) == 15
    assert {row[0] for row in sheets["vocabulary"].rows} == {"dimension", "sex", "form"}
    assert list(sheets["vocabulary"].columns)[-2:] == ["label_en", "label_bs"]
    assert sheets["published_totals"].rows == [(2014, 49, "detected", "S", "u")]


def relabelled(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("update seeds.vocabulary set label_en = 'Woman' where code = 'female'")


def another_total(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("update seeds.published_totals set victims = 50")


@pytest.mark.parametrize("change", [relabelled, another_total])
def test_a_changed_word_or_printed_total_makes_a_new_version_and_costs_nothing(
    tmp_path: Path, change: Callable[[duckdb.DuckDBPyConnection], None]
) -> None:
    office = Office(folder=tmp_path)
    office.measure()
    office.publish()
    ledger = office.ledger.read_bytes()
    connection = office.connect()
    change(connection)
    assert office.publish(connection).name == "coordinator-0002.duckdb"
    assert (office.releases / "coordinator" / "current").read_text() == "coordinator-0002.duckdb\n"
    assert office.ledger.read_bytes() == ledger


def test_a_table_no_longer_declared_leaves_the_release_but_not_the_store(tmp_path: Path) -> None:
    office = Office(folder=tmp_path)
    office.measure()
    less = Office(folder=tmp_path, spec_text=SPEC[: SPEC.index("[tables.victims_by_five_years")])
    assert set(read_sheets(less.publish())) == DECLARED - {"victims_by_five_years_sex_form"} | ABOUT
    assert len(office.stored()) == 15


def test_a_damaged_last_release_is_followed_by_a_new_one(tmp_path: Path) -> None:
    office = Office(folder=tmp_path)
    office.measure()
    office.publish().write_bytes(b"no database")
    assert office.publish().name == "coordinator-0002.duckdb"


def test_a_release_is_on_the_disk_before_it_is_pointed_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_fsync, real_point, on_disk = os.fsync, publishing.point_to, set()

    def watched_fsync(file: int) -> None:
        real_fsync(file)
        on_disk.add(os.fstat(file).st_ino)

    def watched_point(path: Path) -> None:
        assert {path.stat().st_ino, path.parent.stat().st_ino} <= on_disk
        real_point(path)

    office = Office(folder=tmp_path)
    office.measure()
    monkeypatch.setattr(durable.os, "fsync", watched_fsync)
    monkeypatch.setattr(publishing, "point_to", watched_point)
    assert office.publish().stat().st_ino in on_disk


def test_nothing_is_published_before_something_is_measured(tmp_path: Path) -> None:
    with pytest.raises(NothingToPublishError, match="portal release draw"):
        Office(folder=tmp_path).publish()
    assert not (tmp_path / "ledger.jsonl").exists()


def test_one_person_more_gives_the_same_release_but_for_values(tmp_path: Path) -> None:
    offices = [
        Office(folder=tmp_path / "one"),
        Office(folder=tmp_path / "more", persons=(*PERSONS, (2012, "male", "other"))),
    ]
    releases = []
    for office in offices:
        office.measure()
        office.publish()
        files = sorted(str(path.relative_to(office.folder)) for path in office.folder.rglob("*"))
        sheets = read_sheets(office.releases / "coordinator" / "coordinator-0001.duckdb")
        keys = {name: (sheets[name].columns, keys_of(sheets[name])) for name in DECLARED}
        noisy = {"measurements", "release", "synthetic_victims"}
        rest = {name: sheets[name] for name in ABOUT - noisy}
        releases.append((files, keys, rest))
    assert releases[0] == releases[1]


def keys_of(sheet: Sheet) -> list[tuple[str, ...]]:
    return [(*row[:-4], row[-1]) for row in sheet.rows]


def test_a_synthetic_person_has_no_detail_that_no_table_of_its_years_counts(
    sheets: dict[str, Sheet],
) -> None:
    """Sex is counted every year; the form in the five years up to 2014 alone."""
    persons = sheets["synthetic_victims"]
    assert list(persons.columns) == ["period", "form", "sex"]
    later = {form for period, form, _sex in persons.rows if period > "2014"}
    assert later <= {""}
    assert {form for period, form, _sex in persons.rows if period <= "2014"} <= set(CODES["form"])
