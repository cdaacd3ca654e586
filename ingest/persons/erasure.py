"""Remove a person from the raw schema on request, and keep out later deliveries about them.

What is left of the person is a tombstone: the keyed pseudonym, without which a later delivery could
not be recognised. Nothing here touches what was built from raw, nor releases already published.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from ingest.errors import ExtractError
from ingest.kinds import read_kinds
from ingest.persons.pseudonym import hmac_sql, key_parameters, reference_message_sql


@dataclass(frozen=True, kw_only=True)
class Erasure:
    """How many records went, by kind of extract.

    `possible_others` records share name and birth date with the person but are not linked to them
    for certain: they stayed.
    """

    records: dict[str, int]
    possible_others: int


def erase_person(
    connection: duckdb.DuckDBPyConnection, keys: tuple[str, ...], source: str, reference: str
) -> Erasure:
    """Erase the person behind `source`'s own `reference`: all their records, whoever reported them.

    One transaction: records go, tombstones and the act are written, or nothing happens.
    """
    persons = persons_behind(connection, keys, source, reference)
    if not persons:
        raise ExtractError(
            f"No record of {source!r} has that reference: check both as they stand in the source's "
            "extracts. Nothing was erased."
        )
    connection.begin()
    try:
        names = names_of(connection, persons)
        records = delete_records(connection, persons)
        erasure = Erasure(records=records, possible_others=count_named(connection, names))
        leave_tombstones(connection, persons, source)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    return erasure


def persons_behind(
    connection: duckdb.DuckDBPyConnection, keys: tuple[str, ...], source: str, reference: str
) -> list[str]:
    """The pseudonyms of the person: one, unless versions of the record named different persons."""
    statement = (
        f"select {hmac_sql(reference_message_sql(), len(keys))} from (select $ref as reference)"
    )
    parameters = key_parameters(keys) | {"source": source, "ref": reference}
    [(reference_key,)] = connection.execute(statement, parameters).fetchall()
    persons: set[str] = set()
    for kind in read_kinds().values():
        rows = connection.execute(
            f"select distinct person_key from raw.{kind.name} "
            "where reference_key = ? and person_key is not null",
            [reference_key],
        ).fetchall()
        persons |= {person for (person,) in rows}
    return sorted(persons)


def names_of(connection: duckdb.DuckDBPyConnection, persons: list[str]) -> list[str]:
    names: set[str] = set()
    for kind in read_kinds().values():
        rows = connection.execute(
            f"select distinct name_key from raw.{kind.name} "
            "where person_key in $persons and name_key is not null",
            {"persons": persons},
        ).fetchall()
        names |= {name for (name,) in rows}
    return sorted(names)


def count_named(connection: duckdb.DuckDBPyConnection, names: list[str]) -> int:
    return sum(
        connection.execute(
            f"select count(*) from raw.{kind.name} where name_key in $names", {"names": names}
        ).fetchall()[0][0]
        for kind in read_kinds().values()
    )


def delete_records(connection: duckdb.DuckDBPyConnection, persons: list[str]) -> dict[str, int]:
    records = {}
    for kind in read_kinds().values():
        [(records[kind.name],)] = connection.execute(
            f"delete from raw.{kind.name} where person_key in $persons",
            {"persons": persons},
        ).fetchall()
    connection.execute(
        "delete from raw.counted_years where person_key in $persons", {"persons": persons}
    )
    return records


def leave_tombstones(
    connection: duckdb.DuckDBPyConnection, persons: list[str], source: str
) -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    for person in persons:
        connection.execute("insert into raw.tombstones values (?, ?)", [person, now])
    connection.execute(
        "insert into raw.acts values (?, 'erasure', ?)", [now, f"one person, asked by {source}"]
    )
