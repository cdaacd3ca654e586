"""The rows of an extract as they may be written, or why not: pseudonyms in, identifiers out.

It is the only place where identifiers and pseudonyms meet, and it lives in memory: nothing here is
written, and what ingest/writing.py is given has no identifier.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from ingest.checking.admitting import REFUSALS
from ingest.checking.columns import literal
from ingest.checking.typed_rows import COLUMN_REFUSALS, flag_column, typed_rows
from ingest.kinds import SQL_TYPES
from ingest.layouts.layout import Layout, header_key
from ingest.persons.pseudonym import (
    REDUCED,
    name_message_sql,
    person_message_sql,
    pseudonyms,
    reference_message_sql,
    row_message_sql,
)
from ingest.texts.distinct import in_chunks

KEYS = ("person_key", "name_key", "reference_key")
# A withdrawal names the record and need not repeat what the record said.
NEEDLESS_IN_WITHDRAWALS = "('missing_value', 'no_identifier')"


@dataclass(frozen=True, kw_only=True)
class Sending:
    """Whose rows they are, and the keys under which their persons become pseudonyms."""

    delivery_id: str
    source: str
    keys: tuple[str, ...] = field(repr=False)


def checked_rows(
    rows: pa.Table, layout: Layout, sending: Sending, connection: duckdb.DuckDBPyConnection
) -> pa.Table:
    """Columns: row_number, the keys and fields that the file has, `refusals` (null where none).

    The keys are messages still, for `pseudonymised`. temp.citizenship_words must be there.
    """
    typed = typed_rows(rows, layout, connection)
    connection.register("typed", in_chunks(typed))
    statement = made_sql(layout, set(typed.column_names))
    facts = {"delivery_id": sending.delivery_id, "source": sending.source}
    parameters = {name: fact for name, fact in facts.items() if f"${name}" in statement}
    try:
        made = connection.execute(statement, parameters).to_arrow_table()
    finally:
        connection.unregister("typed")
    kept = [name for name in layout.kind.fields if name in typed.column_names]
    columns = {name: typed[name] for name in ["row_number", *kept]}
    return pa.table(columns | {name: made[name] for name in made.column_names})


def pseudonymised(checked: pa.Table, keys: tuple[str, ...]) -> pa.Table:
    """With pseudonyms in the place of the messages: no identifier is left."""
    return pa.table(
        {
            name: pseudonyms(checked[name], keys) if name in KEYS else checked[name]
            for name in checked.column_names
        }
    )


def key_messages(layout: Layout) -> dict[str, str]:
    """What each key is made of, by the layout's identity."""
    messages = {"reference_key": reference_message_sql()}
    if layout.identity == "row":
        messages["person_key"] = row_message_sql()
    if layout.identity == "person":
        messages["person_key"] = person_message_sql("citizenship" in layout.kind.fields)
        messages["name_key"] = name_message_sql()
    return messages


def made_sql(layout: Layout, columns: set[str]) -> str:
    """What takes more than one column to make, in the order of `typed`, which has `columns`."""
    values = key_messages(layout) | {
        name: flags_sql(words, columns) for name, words in layout.flags.items()
    }
    values |= {name: literal(text) for name, text in layout.constants.items()}
    if "age_years" in layout.kind.fields and "age_years" not in values:
        values["age_years"] = age_sql(layout)
    values["refusals"] = refusals_sql(layout, columns)
    selected = [f"{value} as {name}" for name, value in values.items()]
    delivered = ", ".join(["*", *absent(layout, columns)])
    return f"select {', '.join(selected)} from (select {delivered} from typed)"


def absent(layout: Layout, columns: set[str]) -> Iterable[str]:
    """Nulls for the fields that the file has not."""
    names = [*layout.kind.identifiers, *layout.kind.fields]
    types = {name: SQL_TYPES[layout.kind.type_of(name)] for name in names}
    types |= {name: "varchar" for name, _ in REDUCED.values()}
    return [
        f"null::{sql_type} as {name}" for name, sql_type in types.items() if name not in columns
    ]


def flags_sql(words: dict[str, str], columns: set[str]) -> str:
    """The words of the flag columns whose cell is 1, joined by |; null where none is."""
    columns_of_words = {flag_column(header_key(header)): word for header, word in words.items()}
    cases = [
        f"case when trim({quoted(column)}) in ('1', '1.0') then {literal(word)} end"
        for column, word in columns_of_words.items()
        if column in columns
    ]
    return f"nullif(concat_ws('|', {', '.join(cases)}), '')" if cases else "null::varchar"


def refusals_sql(layout: Layout, columns: set[str]) -> str:
    """The list of refusals; most rows have none, which one condition tells.

    What was refused in reading hides the rest.
    """
    conditions, lists = ["false"], ["[]"]
    if COLUMN_REFUSALS in columns:
        conditions.append(f"len({quoted(COLUMN_REFUSALS)}) > 0")
        lists.append(quoted(COLUMN_REFUSALS))
    for condition, reason, field_name in row_checks(layout):
        conditions.append(condition)
        refusal = f"[{{'reason': {literal(reason)}, 'field': {literal(field_name)}}}]"
        lists.append(f"case when {condition} then {refusal} else [] end")
    refusals = " || ".join(lists)
    if REFUSALS in columns:
        in_reading = quoted(REFUSALS)
        conditions.append(f"len({in_reading}) > 0")
        refusals = f"case when len({in_reading}) > 0 then {in_reading} else {refusals} end"
    remaining = f"""case
        when record_state is not null and reference is not null then list_filter(
            {refusals}, lambda refusal: refusal.reason not in {NEEDLESS_IN_WITHDRAWALS}
        )
        else {refusals}
    end::struct(reason varchar, field varchar)[]"""
    return f"case when {' or '.join(conditions)} then nullif({remaining}, []) end"


def row_checks(layout: Layout) -> list[tuple[str, str, str]]:
    """(condition, reason, field) of what takes more than one column to tell."""
    if layout.identity != "person":
        return []
    return [
        ("person_key is null", "no_identifier", "national_number"),
        (f"birth_date > {layout.kind.main_date}", "birth_after_identification", "birth_date"),
    ]


def age_sql(layout: Layout) -> str:
    """Completed years at the main date, from the birth date; else the age that was delivered."""
    return f"coalesce(date_sub('year', birth_date, {layout.kind.main_date})::integer, age_years)"


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
