from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from ingest.errors import ExtractError
from ingest.layouts.layout import read_layouts
from ingest.loading import Delivery, load_extract
from tests.support.ingest_extracts import CYRILLIC_HEADER, cyrillic_row, htcds_file, htcds_row
from warehouse.database import open_restricted


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_restricted(tmp_path / "restricted.duckdb", "a key for tests") as opened:
        yield opened


def load(path: Path, connection: duckdb.DuckDBPyConnection, *keys: str) -> Delivery:
    words = {"ba": "BIH", "bih": "BIH"}
    return load_extract(
        path, connection, keys or ("secret",), read_layouts(), citizenship_words=words
    )


def count(connection: duckdb.DuckDBPyConnection, what: str) -> int:
    return connection.execute(f"select count(*) from {what}").fetchone()[0]


def test_a_content_is_loaded_once_whatever_the_file_is_called(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    first = load(htcds_file(tmp_path, htcds_row(), name="a.csv"), connection)
    again = load(htcds_file(tmp_path, htcds_row(), name="b.csv"), connection)
    assert (first.already_loaded, again.already_loaded) == (False, True)
    assert count(connection, "raw.cases") == count(connection, "raw.deliveries") == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (htcds_row(identified="2019-02-31"), "impossible_date"),
        (htcds_row(identified="28.02.2019"), "impossible_date"),
        (htcds_row(identified="2999-01-01"), "future_date"),
        (htcds_row(identified=""), "missing_value"),
        (htcds_row(number="", born=""), "no_identifier"),
        (htcds_row(number="", given=""), "no_identifier"),
        (htcds_row(born="2020-01-01"), "birth_after_identification"),
        (htcds_row(form="x" * 201), "text_too_long"),
        ("one,two", "wrong_number_of_cells"),
    ],
)
def test_a_row_that_does_not_fit_is_quarantined_whole_with_its_reason(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection, row: str, reason: str
) -> None:
    delivery = load(
        htcds_file(tmp_path, htcds_row(), row, htcds_row(number="9900000000002")), connection
    )
    assert (delivery.rows_loaded, delivery.rows_quarantined) == (2, 1)
    assert [code for code, _ in delivery.quarantined] == [reason]
    assert connection.execute("select row_number from raw.quarantine").fetchall() == [(3,)]


def test_a_refused_file_leaves_nothing_behind(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    path = htcds_file(tmp_path, htcds_row())
    path.write_bytes(path.read_bytes() + htcds_row(identified="2019-0")[:85].encode())
    with pytest.raises(ExtractError, match="cut off"):
        load(path, connection)
    assert count(connection, "raw.cases") == count(connection, "raw.deliveries") == 0


def test_a_file_cut_within_its_last_cell_is_refused_when_that_row_does_not_fit(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    path = htcds_file(tmp_path, htcds_row(), htcds_row(identified="2019-13-01"))
    path.write_bytes(path.read_bytes()[:-2])
    with pytest.raises(ExtractError, match="cut off"):
        load(path, connection)
    assert count(connection, "raw.cases") == 0


def test_a_missing_last_line_break_is_told_but_not_refused(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    path = htcds_file(tmp_path, htcds_row())
    path.write_bytes(path.read_bytes().rstrip())
    assert load(path, connection).last_line_open


def test_two_bodies_that_write_in_different_scripts_name_the_same_person(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    cyrillic = tmp_path / "cyrillic.csv"
    cyrillic.write_bytes(f"{CYRILLIC_HEADER}\n{cyrillic_row(number='')}\n".encode("cp1251"))
    load(cyrillic, connection)
    load(htcds_file(tmp_path, htcds_row(number="")), connection)
    load(
        htcds_file(tmp_path, htcds_row(number="", born="2005-03-02"), name="other.csv"), connection
    )
    assert count(connection, "raw.cases") == 3
    assert count(connection, "(select distinct person_key from raw.cases)") == 2


def test_a_national_number_links_whatever_the_name_and_the_lost_leading_zero(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    rows = [
        htcds_row(number="0990000000001"),
        htcds_row(number="990000000001", family="Drugi-0002"),
    ]
    load(htcds_file(tmp_path, *rows), connection)
    assert count(connection, "(select distinct person_key from raw.cases)") == 1


def test_the_pseudonym_is_the_hmac_of_the_identifier_under_the_key(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    import hashlib
    import hmac

    load(htcds_file(tmp_path, htcds_row()), connection, "secret")
    expected = hmac.new(b"secret", b"number|9900000000001", hashlib.sha256).hexdigest()
    assert connection.execute("select person_key from raw.cases").fetchall() == [(expected,)]


def test_no_identifier_and_no_birth_date_is_kept(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    load(htcds_file(tmp_path, htcds_row(), htcds_row(identified="never")), connection)
    for table in ("cases", "quarantine", "deliveries"):
        kept = str(connection.execute(f"from raw.{table}").fetchall())
        for identifier in ("9900000000001", "Primjerka", "0001", "2005-03-01"):
            assert identifier not in kept
    assert connection.execute("select age_years from raw.cases").fetchall() == [(13,)]


@pytest.mark.parametrize("part_bytes", [1, 300, 1000, 5000])
def test_a_file_read_in_parts_is_loaded_as_if_it_were_read_whole(
    tmp_path: Path,
    connection: duckdb.DuckDBPyConnection,
    monkeypatch: pytest.MonkeyPatch,
    part_bytes: int,
) -> None:
    quoted = htcds_row(form='"Forced\nBegging, and more"')
    rows = [htcds_row(), "", quoted, "one,two", *([htcds_row(identified="never"), quoted] * 6)]
    monkeypatch.setattr("ingest.reading.delimited.PART_BYTES", part_bytes)
    delivery = load(htcds_file(tmp_path, *rows), connection)
    assert (delivery.rows_loaded, delivery.rows_quarantined) == (8, 7)
    kept = connection.execute("select row_number from raw.cases order by all").fetchall()
    assert [number for (number,) in kept] == [2, 4, 7, 9, 11, 13, 15, 17]
    refused = connection.execute("select row_number from raw.quarantine order by all").fetchall()
    assert [number for (number,) in refused] == [5, 6, 8, 10, 12, 14, 16]


def test_a_file_that_is_refused_in_a_late_part_leaves_nothing(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.reading.delimited.PART_BYTES", 300)
    rows = [htcds_row(number=f"99{row:011}") for row in range(20)]
    path = htcds_file(tmp_path, *rows)
    path.write_bytes(path.read_bytes() + b"9900000")
    with pytest.raises(ExtractError, match="cut off"):
        load(path, connection)
    assert count(connection, "raw.cases") == count(connection, "raw.deliveries") == 0
