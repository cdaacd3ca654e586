"""Corrections, withdrawals, erasure and key rotation, by the commands that an operator uses."""

from pathlib import Path

import pytest

from portal.keys import read_key_file
from tests.support.chain import Portal
from tests.support.ingest_extracts import HTCDS_HEADER, htcds_row
from warehouse.database import open_restricted

pytestmark = pytest.mark.chain


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    office = Portal(folder=tmp_path / "office")
    office.folder.mkdir()
    return office


def referenced_file(folder: Path, name: str, *rows: tuple[str, str, str]) -> Path:
    """An extract with the source's own references: (reference, state of the record, row)."""
    lines = [f"bih_CaseReference,bih_RecordState,{HTCDS_HEADER}"]
    lines += [f"{reference},{state},{row}" for reference, state, row in rows]
    path = folder / name
    path.write_text("\n".join(lines) + "\n")
    return path


def rows_of(portal: Portal, query: str) -> list[tuple[object, ...]]:
    keys = read_key_file(portal.key_file)
    with open_restricted(portal.data / "restricted.duckdb", keys.database, True) as connection:
        return connection.execute(query).fetchall()


def remember_all(portal: Portal) -> None:
    """As a draw does, of whom it is about to count."""
    keys = read_key_file(portal.key_file)
    with open_restricted(portal.data / "restricted.duckdb", keys.database) as connection:
        connection.execute(
            "insert into raw.counted_years select distinct 'national', 'victims', person_key, '', "
            "2019, 1 from raw.cases where person_key is not null"
        )


ONE, TWO = htcds_row(number="9900000000001"), htcds_row(number="9900000000002")
VICTIMS = "select sex, count(*) from marts.victims group by all order by all"


def test_a_correction_supersedes_a_withdrawal_ends_and_an_erased_person_stays_away(
    portal: Portal, tmp_path: Path
) -> None:
    first = referenced_file(tmp_path, "first.csv", ("K-1", "", ONE), ("K-2", "", TWO))
    corrected = ONE.replace("Feminine", "Masculine")
    empty = "," * (len(HTCDS_HEADER.split(",")) - 1)
    second = referenced_file(
        tmp_path, "second.csv", ("K-1", "", corrected), ("K-2", "withdrawn", empty)
    )
    portal.run("ingest", first)
    assert "0 quarantined" in portal.run("ingest", second)
    portal.run("build")
    assert rows_of(portal, VICTIMS) == [("male", 1)]
    remember_all(portal)

    output = portal.run("erase", "--source", "htcds", "--reference", "K-1")
    assert "Erased one person: 2 cases records" in output
    assert "1 more records have the same name and birth date" in output
    assert "Published releases are not changed" in output
    assert rows_of(portal, "select count(*) from raw.cases where person_key is not null") == [(1,)]
    assert rows_of(portal, "select sum(victims) from cells.victims_by_year") == [(0,)]
    assert rows_of(portal, "select count(*) from raw.counted_years") == [(1,)]

    again = referenced_file(tmp_path, "again.csv", ("K-9", "", ONE))
    assert "the person was erased on request" in portal.run("ingest", again)
    assert rows_of(portal, "select act, detail from raw.acts") == [
        ("erasure", "one person, asked by htcds")
    ]


def test_an_erasure_without_a_match_changes_nothing(portal: Portal, tmp_path: Path) -> None:
    portal.run("ingest", referenced_file(tmp_path, "first.csv", ("K-1", "", ONE)))
    output = portal.run("erase", "--source", "htcds", "--reference", "K-77", code=2)
    assert "Nothing was erased" in output
    assert "K-77" not in output
    assert rows_of(portal, "select count(*) from raw.cases") == [(1,)]
    assert "run 'portal build' first" in portal.run("release", "draw", code=2)
    assert not portal.releases.exists()


def test_rotated_keys_link_old_and_new_deliveries_and_retire_the_old_ones(
    portal: Portal, tmp_path: Path
) -> None:
    portal.run("ingest", referenced_file(tmp_path, "first.csv", ("K-1", "", ONE)))
    before = read_key_file(portal.key_file)
    remember_all(portal)
    (old_pseudonym,) = rows_of(portal, "select person_key from raw.cases")[0]
    old_file = (portal.data / "restricted.duckdb").read_bytes()

    portal.run("keys", "rotate")
    after = read_key_file(portal.key_file)
    assert after.database != before.database
    assert after.pseudonym[:-1] == before.pseudonym
    assert (portal.data / "restricted.duckdb").read_bytes() != old_file

    portal.run(
        "ingest", referenced_file(tmp_path, "second.csv", ("K-2", "", ONE), ("K-3", "", TWO))
    )
    pseudonyms = {key for (key,) in rows_of(portal, "select person_key from raw.cases")}
    assert len(pseudonyms) == 2
    assert old_pseudonym not in pseudonyms
    ((remembered,),) = rows_of(portal, "select person_key from raw.counted_years")
    assert remembered in pseudonyms
    assert rows_of(portal, "select count(*) from raw.cases") == [(3,)]


@pytest.mark.parametrize("moved", [False, True])
def test_a_rotation_that_was_interrupted_keeps_the_keys_that_open_the_database(
    portal: Portal, tmp_path: Path, moved: bool
) -> None:
    from portal.keys import announce_rotation, rotated
    from warehouse.rewriting import rewrite_database

    portal.run("ingest", referenced_file(tmp_path, "first.csv", ("K-1", "", ONE)))
    before = read_key_file(portal.key_file)
    following = rotated(before)
    announce_rotation(portal.key_file, before, following)
    if moved:
        rewrite_database(portal.data / "restricted.duckdb", before.database, following.database)
    portal.run("status")
    assert read_key_file(portal.key_file) == (following if moved else before)
    assert "next" not in portal.key_file.read_text()
