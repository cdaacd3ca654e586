"""A number is read from its text where it can be one number only."""

import duckdb
import pytest

from ingest.texts.numbers import decimal_sql, integer_sql, is_ambiguous_sql, machine_number


def read(sql: str, text: str) -> object:
    return duckdb.execute(f"select {sql} from (select ? as text)", [text]).fetchone()[0]


@pytest.mark.parametrize(
    ("text", "undeclared", "comma", "point"),
    [
        ("5", 5, 5, 5),
        ("-12", -12, -12, -12),
        ("12,5", 12.5, 12.5, None),
        ("12.5", 12.5, None, 12.5),
        ("1.234", None, 1234, 1.234),
        ("1,234", None, 1.234, 1234),
        ("0.234", 0.234, None, 0.234),
        ("1.234,5", 1234.5, 1234.5, None),
        ("1,234.5", 1234.5, None, 1234.5),
        ("1.234.567", 1234567, 1234567, None),
        ("1 234,5", 1234.5, 1234.5, None),
        ("1 234.5", 1234.5, None, 1234.5),
        ("1\N{NO-BREAK SPACE}234", 1234, 1234, 1234),
        ("12 34", None, None, None),
        ("1.5e3", 1500, 1500, 1500),
        ("five", None, None, None),
        ("", None, None, None),
    ],
)
def test_a_number_is_read_by_the_sign_that_the_layout_names(
    text: str, undeclared: float | None, comma: float | None, point: float | None
) -> None:
    found = [read(decimal_sql("text", decimal), text) for decimal in (None, ",", ".")]
    assert found == [undeclared, comma, point]


def test_a_whole_number_may_be_written_with_decimals_of_nothing() -> None:
    assert [read(integer_sql("text", ","), text) for text in ("5,0", "5,5", "x")] == [5, None, None]


def test_only_where_no_sign_is_named_a_number_may_be_two() -> None:
    texts = ("1.234", "1,234", "12.34", "1234", "0.234")
    assert [read(is_ambiguous_sql("text", None), text) for text in texts] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert not read(is_ambiguous_sql("text", ","), "1.234")


def test_a_number_that_came_as_a_number_is_never_taken_for_thousands() -> None:
    assert [machine_number(text) for text in ("1.234", "12", "1e5", "1.5E3")] == [
        "1.234e0",
        "12",
        "1e5",
        "1.5E3",
    ]
    for decimal in (None, ",", "."):
        assert read(decimal_sql("text", decimal), machine_number("1.234")) == 1.234
