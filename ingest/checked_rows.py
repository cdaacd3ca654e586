"""The rows of an extract, checked and pseudonymised, in the temporary table `checked`.

It is the only place where identifiers and pseudonyms meet, and it lives in memory. No identifier is
a column of the table.
"""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from ingest.checking import cell_column, typed_rows_sql
from ingest.layout import Layout
from ingest.pseudonym import (
    hmac_sql,
    key_parameters,
    name_message_sql,
    person_message_sql,
    reference_message_sql,
    row_message_sql,
)

KEYED_NAMES = ("given_key", "family_key")
# A withdrawal names the record and need not repeat what the record said.
NEEDLESS_IN_WITHDRAWALS = "('missing_value', 'no_identifier')"


def check_rows(
    rows: pa.Table,
    layout: Layout,
    connection: duckdb.DuckDBPyConnection,
    keys: tuple[str, ...],
    citizenship_words: Mapping[str, str],
    *,
    delivery_id: str,
    source: str,
) -> None:
    """Make temp.checked: row_number, the three keys, the kind's fields, and `refusals`."""
    names = rows.column_names
    columns = set(names) - {"row_number"}
    connection.register(
        "extract",
        rows.rename_columns(
            [name if name == "row_number" else cell_column(name) for name in names]
        ),
    )
    register_citizenships(connection, citizenship_words)
    statement = checked_sql(layout, columns, len(keys))
    known = key_parameters(keys) | {"delivery_id": delivery_id, "source": source}
    used = {name: value for name, value in known.items() if f"${name}" in statement}
    try:
        connection.execute(statement, used)
    finally:
        connection.unregister("extract")


def register_citizenships(connection: duckdb.DuckDBPyConnection, words: Mapping[str, str]) -> None:
    table = pa.table(
        {"word": pa.array(words.keys(), pa.string()), "code": pa.array(words.values(), pa.string())}
    )
    connection.register("known_words", table)
    connection.execute("create or replace temp table citizenship_words as from known_words")
    connection.unregister("known_words")


def checked_sql(layout: Layout, columns: set[str], keys: int) -> str:
    kind = layout.kind
    kept = [age_sql(layout) if name == "age_years" else name for name in kind.fields]
    pseudonyms = [
        f"{hmac_sql(message, keys)} as {name}" for name, message in key_messages(layout).items()
    ]
    refusals = f"""
        case
            when record_state is not null and reference is not null then list_filter(
                refusals, lambda refusal: refusal.reason not in {NEEDLESS_IN_WITHDRAWALS}
            )
            else refusals
        end as refusals
    """
    # Names recur, and the word key is dear: it is computed once for each distinct name.
    return (
        f"""
        create or replace temp table checked as
        with typed_rows as materialized ({typed_rows_sql(layout, columns)}),
        given_names as (
            select given_name, word_key(given_name) as given_key
            from (select distinct given_name from typed_rows)
        ),
        family_names as (
            select family_name, word_key(family_name) as family_key
            from (select distinct family_name from typed_rows)
        )
        select row_number, {", ".join([*pseudonyms, *kept])}, {refusals}
        from typed_rows
        left join given_names using (given_name)
        left join family_names using (family_name)
    """
        if layout.identity == "person"
        else f"""
        create or replace temp table checked as
        select row_number, {", ".join([*pseudonyms, *kept])}, {refusals}
        from ({typed_rows_sql(layout, columns)})
    """
    )


def key_messages(layout: Layout) -> dict[str, str]:
    """What each key is made of, by the layout's identity."""
    nothing = "null::varchar"
    with_citizenship = "citizenship" in layout.kind.fields
    person = {
        "person": person_message_sql(with_citizenship, KEYED_NAMES),
        "row": row_message_sql(),
        "none": nothing,
    }[layout.identity]
    return {
        "person_key": person,
        "name_key": name_message_sql(KEYED_NAMES) if layout.identity == "person" else nothing,
        "reference_key": reference_message_sql(),
    }


def age_sql(layout: Layout) -> str:
    """Completed years at the main date, from the birth date; else the age that was delivered."""
    from_birth = f"date_sub('year', birth_date, {layout.kind.main_date})::integer"
    return f"coalesce({from_birth}, age_years) as age_years"
