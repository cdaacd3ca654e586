"""The words of one delivery that are not understood, by column: they are the sender's own."""

from collections.abc import Container, Mapping
from dataclasses import dataclass

import duckdb

from ingest.templates.fields import Column, template_of


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
        if column.dimension in known_words:
            rows = words_of(connection, delivery_id, kind_name, column)
            unknown = [row for row in rows if row[0] not in known_words[column.dimension]]
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


def words_of(
    connection: duckdb.DuckDBPyConnection, delivery_id: str, kind_name: str, column: Column
) -> list[tuple[str, str, int]]:
    """Word key, one of its spellings, and the number of records, the most frequent first."""
    cell = f"string_split_regex({column.name}, '[;|]')" if column.several else f"[{column.name}]"
    return connection.execute(
        f"""
        select word_key(word) as key, min(trim(word)), count(*) as records
        from (select unnest({cell}) as word from raw.{kind_name} where delivery_id = ?)
        where word_key(word) != ''
        group by key
        order by records desc, key
        """,
        [delivery_id],
    ).fetchall()
