from pathlib import Path

import duckdb
import pytest

from dashboard.release.file import (
    NoReleaseError,
    NotAReleaseError,
    newest_file,
    open_hardened,
    read_release,
)
from dashboard.release.lacking import OPTIONAL_SHEETS
from tests.support.dashboard_fixtures import write_release


def test_the_pointer_decides_which_release_is_shown(tmp_path: Path) -> None:
    write_release(tmp_path, number=2)
    first = write_release(tmp_path, number=1)
    assert newest_file(tmp_path, "coordinator") == first


def test_without_a_pointer_or_its_file_there_is_no_release(tmp_path: Path) -> None:
    with pytest.raises(NoReleaseError, match="portal run"):
        newest_file(tmp_path, "coordinator")
    write_release(tmp_path).unlink()
    with pytest.raises(NoReleaseError, match="portal run"):
        newest_file(tmp_path, "coordinator")


@pytest.mark.parametrize(
    "name", ["../restricted.duckdb", "donor-0001.duckdb", "/etc/passwd", "coordinator-1.db", ""]
)
def test_a_pointer_to_anything_else_is_refused(tmp_path: Path, name: str) -> None:
    path = write_release(tmp_path)
    (path.parent / "current").write_text(name)
    with pytest.raises(NotAReleaseError):
        newest_file(tmp_path, "coordinator")


def test_a_release_for_another_audience_is_refused(tmp_path: Path) -> None:
    path = write_release(tmp_path, audience="donor")
    with pytest.raises(NotAReleaseError, match="another audience"):
        read_release(str(path), "coordinator")


def test_a_file_that_is_not_a_release_is_refused_without_its_content(tmp_path: Path) -> None:
    path = tmp_path / "coordinator-0001.duckdb"
    path.write_text("a secret line")
    with pytest.raises(NotAReleaseError) as caught:
        read_release(str(path), "coordinator")
    assert "secret" not in str(caught.value)


def test_a_release_is_read_whole(tmp_path: Path) -> None:
    release = read_release(str(write_release(tmp_path)), "coordinator")
    assert release.fictional
    assert release.released_on.isoformat() == "2026-11-24"
    assert release.tables["victims_by_year_form"].dimensions == ("form",)
    assert set(release.cells) == set(release.tables)
    assert {"period", "form", "victims", "lower", "upper"} <= set(
        release.cells["victims_by_year_form"]
    )


def test_a_new_version_is_read_while_the_old_one_is_still_in_memory(tmp_path: Path) -> None:
    old = write_release(tmp_path, number=1)
    assert read_release(str(old), "coordinator").name == "coordinator-0001"
    new = write_release(tmp_path, number=2)
    assert read_release(str(new), "coordinator").name == "coordinator-0002"


@pytest.mark.parametrize(
    "statement",
    [
        "copy victims_by_year to '{folder}/out.csv'",
        "attach '{folder}/other.duckdb' as other",
        "attach ':memory:' as memory_database",
        "from read_csv('{folder}/secret.csv')",
        "from '{folder}/secret.csv'",
        "from read_text('{folder}/secret.csv')",
        "export database '{folder}/export'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "set threads = 1",
        "create table copied as from victims_by_year",
        "update victims_by_year set victims = 0",
        "drop table victims_by_year",
    ],
)
def test_the_hardened_reader_refuses_to_write_reach_out_or_unlock(
    tmp_path: Path, statement: str
) -> None:
    path = write_release(tmp_path)
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    duckdb.connect(str(tmp_path / "other.duckdb")).close()
    with open_hardened(str(path)) as connection, pytest.raises(duckdb.Error):
        connection.execute(statement.format(folder=tmp_path))
    assert not (tmp_path / "out.csv").exists()


def test_an_audience_without_a_sheet_finds_it_empty(tmp_path: Path) -> None:
    release = read_release(str(write_release(tmp_path, audience="donor")), "donor")
    assert list(release.deliveries) == list(OPTIONAL_SHEETS["deliveries"])
    assert len(release.deliveries) == len(release.ledger) == 0
    assert len(release.indicators) > 0


def test_a_file_of_the_time_before_populations_still_opens(tmp_path: Path) -> None:
    path = write_release(tmp_path)
    with duckdb.connect(str(path)) as connection:
        for column in ("population", "mart", "several", "published_margin"):
            connection.execute(f"alter table tables drop column {column}")
        connection.execute("alter table budget drop column population")
        for sheet in OPTIONAL_SHEETS:
            connection.execute(f"drop table {sheet}")
    release = read_release(str(path), "coordinator")
    assert release.tables["victims_by_year"].population == "victims"
    assert set(release.budget["population"]) == {"victims"}
    assert len(release.indicators) == 0
