"""The rows of an extract as they may be written, or why not: the view `checked`, in memory only.

It is the only place where identifiers and what is kept meet: the messages of which pseudonyms are
made are columns of the view, and ingest/writing.py writes only their HMAC.
"""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from ingest.admitting import REFUSALS
from ingest.checking import literal
from ingest.distinct import in_chunks
from ingest.kinds import SQL_TYPES
from ingest.layout import Layout, header_key
from ingest.pseudonym import REDUCED, name_message_sql, person_message_sql
from ingest.typed_rows import COLUMN_REFUSALS, flag_column, typed_rows

# A withdrawal names the record and need not repeat what the record said.
NEEDLESS_IN_WITHDRAWALS = "('missing_value', 'no_identifier')"


def check_rows(rows: pa.Table, layout: Layout, connection: duckdb.DuckDBPyConnection) -> None:
    """Make the view: row_number, two messages, `reference`, the kind's fields, and `refusals`.

    The table temp.citizenship_words must be there.
    """
    typed = typed_rows(rows, layout, connection)
    connection.register("typed", in_chunks(typed))
    connection.execute(
        f"create or replace temp view checked as {checked_sql(layout, set(typed.column_names))}"
    )


def forget_rows(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("drop view if exists temp.checked")
    connection.unregister("typed")


def know_citizenships(connection: duckdb.DuckDBPyConnection, words: Mapping[str, str]) -> None:
    table = pa.table(
        {"word": pa.array(words.keys(), pa.string()), "code": pa.array(words.values(), pa.string())}
    )
    connection.register("known_words", table)
    connection.execute("create or replace temp table citizenship_words as from known_words")
    connection.unregister("known_words")


def checked_sql(layout: Layout, columns: set[str]) -> str:
    """`columns` are those of the table `typed`."""
    kept = [age_sql(layout) if name == "age_years" else name for name in layout.kind.fields]
    is_person = layout.identity == "person"
    with_citizenship = "citizenship" in layout.kind.fields
    messages = [
        f"{person_message_sql(with_citizenship) if is_person else 'null'} as person_message",
        f"{name_message_sql() if is_person else 'null'} as name_message",
    ]
    selected = ", ".join(["row_number", *messages, "reference", *kept])
    return f"""
        select {selected}, {refusals_sql(layout, columns)} as refusals
        from (select {", ".join(["*", *added(layout, columns)])} from typed)
    """


def added(layout: Layout, columns: set[str]) -> list[str]:
    """What no single column of the file gives: flags, constants, and nulls for what is absent."""
    given = {name: flags_sql(words, columns) for name, words in layout.flags.items()}
    given |= {name: literal(text) for name, text in layout.constants.items()}
    for name in [*layout.kind.identifiers, *layout.kind.fields]:
        given.setdefault(name, f"null::{SQL_TYPES[layout.kind.type_of(name)]}")
    for name, _ in REDUCED.values():
        given[name] = "null::varchar"
    return [f"{value} as {name}" for name, value in given.items() if name not in columns]


def flags_sql(words: dict[str, str], columns: set[str]) -> str:
    """The words of the flag columns whose cell is 1, joined by |; null where none is."""
    names = {flag_column(header_key(header)): word for header, word in words.items()}
    chosen = [
        f"case when trim({quoted(name)}) in ('1', '1.0') then {literal(word)} end"
        for name, word in names.items()
        if name in columns
    ]
    return f"nullif(concat_ws('|', {', '.join(chosen)}), '')" if chosen else "null::varchar"


def refusals_sql(layout: Layout, columns: set[str]) -> str:
    """The list of refusals; most rows have none, which one condition tells.

    What was refused in reading hides the rest.
    """
    conditions, lists = ["false"], ["[]"]
    if COLUMN_REFUSALS in columns:
        conditions.append(f"len({quoted(COLUMN_REFUSALS)}) > 0")
        lists.append(quoted(COLUMN_REFUSALS))
    for condition, reason, field in row_checks(layout):
        conditions.append(condition)
        refusal = f"[{{'reason': {literal(reason)}, 'field': {literal(field)}}}]"
        lists.append(f"case when {condition} then {refusal} else [] end")
    found = " || ".join(lists)
    if REFUSALS in columns:
        conditions.append(f"len({quoted(REFUSALS)}) > 0")
        found = f"case when len({quoted(REFUSALS)}) > 0 then {quoted(REFUSALS)} else {found} end"
    kept = f"""case
        when record_state is not null and reference is not null then list_filter(
            {found}, lambda refusal: refusal.reason not in {NEEDLESS_IN_WITHDRAWALS}
        )
        else {found}
    end"""
    empty = "[]::struct(reason varchar, field varchar)[]"
    return f"case when {' or '.join(conditions)} then {kept} else {empty} end"


def row_checks(layout: Layout) -> list[tuple[str, str, str]]:
    """(condition, reason, field) of what takes more than one column to tell."""
    if layout.identity != "person":
        return []
    return [
        ("person_message is null", "no_identifier", "national_number"),
        (f"birth_date > {layout.kind.main_date}", "birth_after_identification", "birth_date"),
    ]


def age_sql(layout: Layout) -> str:
    """Completed years at the main date, from the birth date; else the age that was delivered."""
    from_birth = f"date_sub('year', birth_date, {layout.kind.main_date})::integer"
    return f"coalesce({from_birth}, age_years) as age_years"


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
