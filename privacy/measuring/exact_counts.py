"""Read the exact counts of one table and period: the only place where exact counts come in.

They go to the noise and nowhere else. No message says what a count was.
"""

import duckdb
import numpy as np

from privacy.declared.spec import Table
from privacy.errors import CellsError
from privacy.noise import LARGEST_COUNT

BUILD_AGAIN = "Run 'portal build' again with the same release.toml. Nothing was charged or drawn."


def read_cells(
    connection: duckdb.DuckDBPyConnection, table: Table, period: str, keys: list[tuple[str, ...]]
) -> np.ndarray:
    """The count of each key, in the order of `keys`: the declared grid, empty cells included."""
    rows = rows_of(connection, table, period)
    counts = {tuple(key): count for *key, count in rows}
    if len(rows) != len(keys) or set(counts) != set(keys):
        raise CellsError(
            f"cells.{table.name} does not hold exactly the declared cells of {period}: "
            f"{len(keys)}, one for each combination of codes. {BUILD_AGAIN}"
        )
    if not all(isinstance(count, int) and 0 <= count <= LARGEST_COUNT for count in counts.values()):
        raise CellsError(f"cells.{table.name} holds something that is no count. {BUILD_AGAIN}")
    return np.array([counts[key] for key in keys], dtype=np.int64)


def rows_of(
    connection: duckdb.DuckDBPyConnection, table: Table, period: str
) -> list[tuple[object, ...]]:
    columns = ", ".join(f'"{name}"' for name in [*table.dimensions, table.count])
    statement = f'select {columns} from cells."{table.name}" where period = ?'
    try:
        return connection.execute(statement, [period]).fetchall()
    except (duckdb.CatalogException, duckdb.BinderException):
        raise CellsError(
            f"cells.{table.name} is not there, or lacks one of its declared columns. {BUILD_AGAIN}"
        ) from None
