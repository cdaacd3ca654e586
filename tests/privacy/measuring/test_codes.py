"""The codes of a table are those of the vocabulary, in its order."""

import duckdb
import pytest

from privacy.errors import VocabularyError
from privacy.measuring.codes import codes_of
from tests.privacy.measuring.test_exact_counts import TABLE


def vocabulary(*rows: tuple[str, str, int]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("create schema seeds")
    connection.execute(
        "create table seeds.vocabulary (dimension varchar, code varchar, position int)"
    )
    for row in rows:
        connection.execute("insert into seeds.vocabulary values (?, ?, ?)", row)
    return connection


def test_codes_come_in_the_order_of_the_vocabulary() -> None:
    rows = [("sex", "male", 2), ("sex", "female", 1), ("form", "other", 1)]
    assert codes_of(vocabulary(*rows), TABLE) == (("female", "male"),)
    with pytest.raises(VocabularyError, match="has no dimension 'sex'"):
        codes_of(vocabulary(("form", "other", 1)), TABLE)
    with pytest.raises(VocabularyError, match="a code of 'sex' twice"):
        codes_of(vocabulary(*rows, ("sex", "male", 3)), TABLE)
