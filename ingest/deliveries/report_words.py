"""The words of one delivery that are not understood, by column: they are the sender's own."""

from collections.abc import Container, Mapping
from dataclasses import dataclass

import duckdb

from ingest.templates.fields import Column, template_of

# As in warehouse/macros/between_words.sql.
BETWEEN_WORDS = r"[,/\r\n]+|\s(?:i|и|and)\s"


@dataclass(frozen=True, kw_only=True)
class UnknownWords:
    """`words` maps each word, as it was written, to the records that have it."""

    field: str
    header: str | None
    records: int
    words: dict[str, int]


def unknown_words(
    connection: duckdb.DuckDBPyConnection,
    delivery_id: str,
    kind_name: str,
    known_words: Mapping[str, Container[str]],
    headers: dict[str, str],
) -> tuple[UnknownWords, ...]:
    """One entry per coded column that has words which `known_words` lacks.

    A column whose dimension is not in `known_words` at all is free text, and left out.
    """
    columns_with_unknown = []
    for column in template_of(kind_name).described.values():
        if column.dimension is not None and column.dimension in known_words:
            rows = words_of(connection, delivery_id, kind_name, column)
            known = known_words[column.dimension]
            unknown = [row[:3] for row in rows if not is_understood(row[0], row[3], known)]
            if unknown:
                columns_with_unknown.append(
                    UnknownWords(
                        field=column.name,
                        header=headers.get(column.name),
                        records=sum(records for _, _, records in unknown),
                        words={word: records for _, word, records in unknown},
                    )
                )
    return tuple(columns_with_unknown)


def is_understood(key: str, pieces: list[str], known: Container[str]) -> bool:
    """A word as it stands; or, as the warehouse reads it, pieces that are words each."""
    return key in known or (len(pieces) > 1 and all(piece in known for piece in pieces))


def words_of(
    connection: duckdb.DuckDBPyConnection, delivery_id: str, kind_name: str, column: Column
) -> list[tuple[str, str, int, list[str]]]:
    """Word key, one of its spellings, the number of records, and the keys of its pieces; the most
    frequent first.
    """
    cell = f"string_split_regex({column.name}, '[;|]')" if column.several else f"[{column.name}]"
    return connection.execute(
        f"""
        select
            word_key(word) as key,
            min(trim(word)),
            count(*) as records,
            [word_key(piece) for piece in string_split_regex(min(trim(word)), '{BETWEEN_WORDS}')]
        from (select unnest({cell}) as word from raw.{kind_name} where delivery_id = ?)
        where word_key(word) != ''
        group by key
        order by records desc, key
        """,
        [delivery_id],
    ).fetchall()
