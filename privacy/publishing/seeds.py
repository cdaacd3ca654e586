"""Read the vocabulary and the officially printed totals: the only part of the restricted database
that is public knowledge, and all of it that publishing reads.
"""

from collections.abc import Iterable
from typing import Any

import duckdb

from privacy.declared.spec import Exact, Table
from privacy.measuring.codes import read_codes
from privacy.publishing.contents import Sheet


def sizes_of(connection: duckdb.DuckDBPyConnection, tables: Iterable[Table]) -> dict[str, int]:
    """How many codes each dimension of the tables has."""
    dimensions = {name for table in tables for name in table.dimensions}
    return {name: len(read_codes(connection, name)) for name in sorted(dimensions)}


def vocabulary_sheet(
    connection: duckdb.DuckDBPyConnection, tables: Iterable[Table], others: Iterable[str]
) -> Sheet:
    """Names and labels of the dimensions that are published, and of their codes."""
    used = sorted({"dimension", *others}.union(*(table.dimensions for table in tables)))
    return sheet(
        connection,
        "vocabulary",
        "select dimension, code, position, columns('^label_.*') from seeds.vocabulary "
        "where list_contains(?, dimension) order by dimension, position, code",
        [used],
    )


def populations_sheet(connection: duckdb.DuckDBPyConnection) -> Sheet:
    """How many inhabitants there are, for rates: public statistics that the office fills in."""
    return sheet(
        connection,
        "populations",
        "select year, sex, child_adult, persons, source from seeds.populations order by all",
        [],
    )


def exact_sheet(connection: duckdb.DuckDBPyConnection, exact: Exact) -> Sheet:
    """Columns of a mart that release.toml declares exact, with its reason. No other is read."""
    columns = ", ".join(f'"{column}"' for column in exact.columns)
    return sheet(
        connection, exact.name, f'select {columns} from marts."{exact.mart}" order by all', []
    )


def published_totals_sheet(connection: duckdb.DuckDBPyConnection) -> Sheet:
    return sheet(
        connection,
        "published_totals",
        "select year, victims, definition, source, url from seeds.published_totals order by all",
        [],
    )


def sheet(
    connection: duckdb.DuckDBPyConnection, name: str, statement: str, parameters: list[Any]
) -> Sheet:
    result = connection.execute(statement, parameters)
    columns = {column[0]: str(column[1]) for column in result.description}
    return Sheet(name=name, columns=columns, rows=result.fetchall())
