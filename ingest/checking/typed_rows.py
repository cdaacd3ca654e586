"""The rows of an extract with typed fields, and beside them what its single columns refuse.

A text is typed and checked once, however many rows have it. Identifiers are still there: what this
module returns lives in memory only.
"""

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.checking.admitting import REFUSALS, Refused, with_refusals
from ingest.checking.columns import column_sql
from ingest.layouts.layout import Field, Layout, header_key
from ingest.texts.distinct import (
    are_blank,
    codes,
    flags,
    in_chunks,
    rows_with,
    texts_of,
    with_texts,
)

# What was refused in reading is in REFUSALS; this is what the texts of a column refuse.
COLUMN_REFUSALS = "column refusals"


def typed_rows(rows: pa.Table, layout: Layout, connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Without blank rows. A column has the name of its field, or of what a field is reduced to.

    Flags stay as they were delivered, in columns `flag_column(header key)`.
    """
    rows = filled_rows(rows)
    typed: dict[str, pa.Array | pa.ChunkedArray] = {"row_number": rows["row_number"]}
    refused: list[Refused] = []
    for field in layout.fields:
        column = delivered(field, rows)
        if column is not None:
            answers = asked(connection, column_sql(field, layout), column.dictionary)
            refused += refusals_of(field, answers, column)
            typed |= values_of(field, answers, column)
    for key in flag_keys(layout) & set(rows.column_names):
        typed[flag_column(key)] = texts_of(rows, key)
    table = with_refusals(pa.table(typed), refused, COLUMN_REFUSALS)
    return table.append_column(REFUSALS, rows[REFUSALS]) if REFUSALS in rows.column_names else table


def filled_rows(rows: pa.Table) -> pa.Table:
    """The rows where any cell is filled, or that were refused in reading."""
    blank = np.ones(rows.num_rows, dtype=bool)
    for name in set(rows.column_names) - {"row_number", REFUSALS}:
        column = texts_of(rows, name)
        blanks = flags(are_blank(column.dictionary))
        if not blanks.any():
            return rows
        blank &= blanks[codes(column)]
    if REFUSALS in rows.column_names:
        refusals = rows[REFUSALS].combine_chunks()
        blank &= refusals.value_lengths().fill_null(0).to_numpy() == 0
    return rows.filter(pa.array(~blank))


def delivered(field: Field, rows: pa.Table) -> pa.DictionaryArray | None:
    """The field's column; one of empty texts where it is missing and yet must be filled."""
    keys = (header_key(header) for header in field.headers)
    name = next((key for key in keys if key in rows.column_names), None)
    if name is not None:
        return texts_of(rows, name)
    if field.filled:
        return pa.DictionaryArray.from_arrays(np.zeros(rows.num_rows, np.int32), pa.array([""]))
    return None


def asked(connection: duckdb.DuckDBPyConnection, statement: str, texts: pa.Array) -> pa.Table:
    connection.register("words", in_chunks(pa.table({"word": texts})))
    try:
        return connection.execute(statement).to_arrow_table()
    finally:
        connection.unregister("words")


def refusals_of(field: Field, answers: pa.Table, column: pa.DictionaryArray) -> list[Refused]:
    refused: list[Refused] = []
    for name in answers.column_names:
        answer = answers[name]
        if is_check(name) and answer.null_count < len(answer):
            reasons = answer.combine_chunks()
            for reason in reasons.drop_null().unique():
                chosen = flags(pc.equal(reasons, reason))
                refused.append((reason.as_py(), field.name, rows_with(column, chosen)))
    return refused


def values_of(field: Field, answers: pa.Table, column: pa.DictionaryArray) -> dict[str, pa.Array]:
    values = {}
    for name in answers.column_names:
        if not is_check(name):
            texts = answers[name].combine_chunks()
            values[field.name if name == "value" else name] = (
                with_texts(column, texts)
                if pa.types.is_string(texts.type)
                else texts.take(column.indices)
            )
    return values


def is_check(name: str) -> bool:
    return name.startswith("check_")


def flag_keys(layout: Layout) -> set[str]:
    return {header_key(header) for words in layout.flags.values() for header in words}


def flag_column(key: str) -> str:
    """The name of a delivered flag, which no field's name can be."""
    return f"flag {key}"
