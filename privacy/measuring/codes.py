"""The codes of a dimension, from the vocabulary: a table has these cells, whatever is counted.

It reads the vocabulary, which is public knowledge, and never a count.
"""

import duckdb

from privacy.declared.spec import Table
from privacy.errors import VocabularyError
from privacy.records.measurements import Codes


def codes_of(connection: duckdb.DuckDBPyConnection, table: Table) -> Codes:
    """Every code of every dimension of the table: its cells, whatever the data hold."""
    return tuple(read_codes(connection, dimension) for dimension in table.dimensions)


def read_codes(connection: duckdb.DuckDBPyConnection, dimension: str) -> tuple[str, ...]:
    statement = "select code from seeds.vocabulary where dimension = ? order by position, code"
    codes = tuple(code for (code,) in connection.execute(statement, [dimension]).fetchall())
    if not codes:
        raise VocabularyError(
            f"The vocabulary has no dimension '{dimension}', which release.toml splits by: "
            "add its codes to warehouse/seeds/vocabulary.csv and run 'portal build'."
        )
    if len(set(codes)) < len(codes):
        raise VocabularyError(f"The vocabulary has a code of '{dimension}' twice.")
    return codes
