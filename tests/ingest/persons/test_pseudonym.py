"""Pseudonyms are HMAC-SHA-256 of what identifies a person, the same by Python and by DuckDB."""

import hmac
from hashlib import sha256

import duckdb
import pyarrow as pa
import pytest

from ingest.persons.pseudonym import (
    hmac_sql,
    key_pads,
    key_parameters,
    name_message_sql,
    person_message_sql,
    pseudonyms,
    reference_message_sql,
    row_message_sql,
)

KEYS = ("first key", "second key", "k" * 64)
MESSAGES = ["number|0101006500006", "name|a|b|2001-01-01", "number|0101006500006", "š"]


def expected(message: str | None, keys: tuple[str, ...]) -> str | None:
    for key in keys if message is not None else ():
        message = hmac.new(key.encode(), message.encode(), sha256).hexdigest()
    return message


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_pseudonym_is_the_hmac_of_the_hmac_under_each_key(length: int) -> None:
    keys = KEYS[:length]
    found = pseudonyms(pa.chunked_array([MESSAGES[:1], MESSAGES[1:]]), keys)
    assert found.to_pylist() == [expected(message, keys) for message in MESSAGES]


@pytest.mark.parametrize("messages", [[None, *MESSAGES, None], [None, None], []])
def test_who_has_no_identifier_has_no_pseudonym(messages: list[str | None]) -> None:
    found = pseudonyms(pa.chunked_array([pa.array(messages, pa.string())]), KEYS[:2])
    assert found.to_pylist() == [expected(message, KEYS[:2]) for message in messages]


@pytest.mark.parametrize("length", [1, 2, 3])
def test_the_database_computes_the_same_bytes(length: int) -> None:
    keys = KEYS[:length]
    for message in (MESSAGES[0], "š", None):
        sql = f"select {hmac_sql('$message::varchar', length)}"
        parameters = {"message": message, **key_parameters(keys)}
        assert duckdb.execute(sql, parameters).fetchone() == (expected(message, keys),)


@pytest.mark.parametrize("keys", ["one key", (), []])
def test_keys_that_are_no_tuple_of_keys_are_refused(keys: object) -> None:
    with pytest.raises(TypeError):
        key_pads(keys)


def test_a_key_has_at_most_a_block_of_bytes() -> None:
    (inner, outer) = key_pads(("k" * 64,))[0]
    assert (len(inner), len(outer)) == (64, 64)
    for key in ("k" * 65, "š" * 33):
        with pytest.raises(ValueError, match="at most 64 bytes") as refusal:
            key_pads(("short", key))
        assert key not in str(refusal.value)


def message(sql: str, **known: str | None) -> str | None:
    fields = {
        **dict.fromkeys(["national_digits", "given_key", "family_key", "birth_date"]),
        **dict.fromkeys(["citizenship_key", "reference"]),
        **known,
    }
    listed = ", ".join(
        f"{'null' if value is None else repr(value)}::varchar as {name}"
        for name, value in fields.items()
    )
    return duckdb.sql(f"select {sql} from (select {listed}, 7 as row_number)").fetchone()[0]


NAMED = {"given_key": "ana", "family_key": "anic", "birth_date": "2001-02-03"}


def test_a_person_is_the_national_number_or_else_name_birth_date_and_citizenship() -> None:
    everything = {**NAMED, "national_digits": "12", "citizenship_key": "ba"}
    sql = person_message_sql(with_citizenship=True)
    assert message(sql, **everything) == "number|12"
    assert message(sql, **{**everything, "national_digits": None}) == "name|ana|anic|2001-02-03|ba"
    assert message(sql, **NAMED) == "name|ana|anic|2001-02-03|"
    assert message(person_message_sql(with_citizenship=False), **NAMED) == message(
        name_message_sql(), **NAMED
    )


@pytest.mark.parametrize(
    "lacking", [{"given_key": ""}, {"family_key": ""}, {"birth_date": None}, {"given_key": None}]
)
def test_who_is_not_named_in_full_is_nobody(lacking: dict[str, str | None]) -> None:
    assert message(person_message_sql(with_citizenship=True), **{**NAMED, **lacking}) is None


def test_rows_and_references_are_those_of_their_delivery_and_source() -> None:
    assert message(row_message_sql().replace("$delivery_id", "'d'")) == "row|d|7"
    sql = reference_message_sql().replace("$source", "'police'")
    assert message(sql, reference=" 12 ") == "reference|police|12"
    assert message(sql, reference="  ") is None
