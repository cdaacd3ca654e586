"""Each time that a file comes is a delivery, whatever is in it and however often it came before."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from ingest.deliveries.outline import all_outlines
from ingest.errors import ExtractError
from ingest.layouts.layout import Layout, layout_named
from ingest.loading import load_extract
from tests.support.ingest_extracts import HTCDS_HEADER, htcds_row
from warehouse.database import open_restricted

LAYOUT = layout_named("cases_htcds")
WHOLE_LIST = replace(LAYOUT, delivers="snapshot")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_restricted(tmp_path / "restricted.duckdb", "key") as connection:
        yield connection


def receive(
    connection: duckdb.DuckDBPyConnection, path: Path, *rows: str, layout: Layout = LAYOUT
) -> None:
    path.write_text("\n".join([HTCDS_HEADER, *rows]) + "\n", encoding="utf-8")
    load_extract(path, connection, ("secret",), (layout,))


def receipts(connection: duckdb.DuckDBPyConnection) -> list[tuple[int, str]]:
    return connection.execute(
        "select receipt_number, left(delivery_id, 6) from raw.receipts order by receipt_number"
    ).fetchall()


def test_the_same_file_again_is_a_receipt_and_brings_no_record_twice(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    for name in ("first.csv", "again.csv"):
        receive(connection, tmp_path / name, htcds_row())
    (first, again) = receipts(connection)
    assert (first[0], again[0], first[1]) == (1, 2, again[1])
    assert connection.execute("select count(*) from raw.cases").fetchone() == (1,)
    assert len(all_outlines(connection)) == 2


def test_a_receipt_is_the_same_whatever_the_file_holds(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    receive(connection, tmp_path / "one.csv", htcds_row())
    receive(connection, tmp_path / "two.csv", htcds_row(), htcds_row(given="Druga"))
    assert [number for number, _ in receipts(connection)] == [1, 2]


def test_a_complete_list_of_nobody_is_a_delivery_and_a_list_of_changes_without_any_is_none(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    with pytest.raises(ExtractError, match="portal nothing"):
        receive(connection, tmp_path / "no_change.csv", layout=LAYOUT)
    receive(connection, tmp_path / "nobody.csv", layout=WHOLE_LIST)
    assert len(receipts(connection)) == 1


def test_a_database_of_before_has_one_receipt_of_each_delivery(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    receive(connection, tmp_path / "first.csv", htcds_row())
    connection.execute("drop table raw.receipts")
    receive(connection, tmp_path / "second.csv", htcds_row(given="Druga"))
    assert [number for number, _ in receipts(connection)] == [1, 2]
