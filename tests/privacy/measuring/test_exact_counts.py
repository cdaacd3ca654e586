"""Only the declared grid of whole counts is taken to the noise, and no message says a count."""

from decimal import Decimal

import duckdb
import pytest

from privacy.declared.spec import Table
from privacy.errors import CellsError
from privacy.measuring.exact_counts import read_cells
from privacy.noise import LARGEST_COUNT

TABLE = Table(
    name="by_sex",
    mart="victims",
    count="victims",
    period="year",
    dimensions=("sex",),
    cells_per_person=1,
    rho=Decimal("0.05"),
)
KEYS = [("female",), ("male",)]


def cells(*rows: tuple[object, ...], kind: str = "bigint") -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("create schema cells")
    connection.execute(f"create table cells.by_sex (period varchar, sex varchar, victims {kind})")
    for row in rows:
        connection.execute("insert into cells.by_sex values (?, ?, ?)", row)
    return connection


def test_counts_come_in_the_order_of_the_keys_and_of_their_period() -> None:
    found = cells(("2011", "male", 7), ("2011", "female", 0), ("2012", "male", 9))
    assert read_cells(found, TABLE, "2011", KEYS).tolist() == [0, 7]


@pytest.mark.parametrize(
    "rows",
    [
        [("2011", "male", 4711)],
        [("2011", "male", 4711), ("2011", "female", 1), ("2011", "other", 2)],
        [("2011", "male", 4711), ("2011", "other", 2)],
        [("2011", "male", 4711), ("2011", "female", 1), ("2011", "female", 1)],
    ],
    ids=["too few", "too many", "another", "twice"],
)
def test_a_grid_that_is_not_the_declared_one_is_refused(rows: list[tuple]) -> None:
    with pytest.raises(CellsError, match="exactly the declared cells of 2011: 2,") as refusal:
        read_cells(cells(*rows), TABLE, "2011", KEYS)
    assert "4711" not in str(refusal.value)


@pytest.mark.parametrize("count", [-1, LARGEST_COUNT + 1, None])
def test_what_is_no_count_is_refused_and_not_told(count: int | None) -> None:
    found = cells(("2011", "male", count), ("2011", "female", 1))
    with pytest.raises(CellsError, match="something that is no count") as refusal:
        read_cells(found, TABLE, "2011", KEYS)
    assert str(count) not in str(refusal.value)


def test_a_number_with_decimals_is_no_count() -> None:
    found = cells(("2011", "male", 1.0), ("2011", "female", 1.0), kind="double")
    with pytest.raises(CellsError, match="no count"):
        read_cells(found, TABLE, "2011", KEYS)


def test_the_largest_count_is_one() -> None:
    found = cells(("2011", "male", LARGEST_COUNT), ("2011", "female", 0))
    assert read_cells(found, TABLE, "2011", KEYS).tolist() == [0, LARGEST_COUNT]


def test_a_table_that_is_not_there_is_told() -> None:
    connection = duckdb.connect()
    with pytest.raises(CellsError, match=r"cells\.by_sex is not there"):
        read_cells(connection, TABLE, "2011", KEYS)
