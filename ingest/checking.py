"""Check and type the texts of an extract, by its layout, in one DuckDB statement.

A row that does not fit gets a reason code and a column name and is kept out whole. Reasons are
codes, so that they can be counted, translated and shown without showing the row.
"""

from ingest.kinds import SQL_TYPES
from ingest.layout import Field, Layout, header_key
from ingest.pseudonym import person_message_sql

# Longer texts in a coded column are free text about a person, which the portal does not take.
LONGEST_TEXT = 200

REASONS = {
    "missing_value": "a required cell is empty",
    "impossible_date": "a date that does not exist or is written in another form",
    "future_date": "a date after today",
    "birth_after_identification": "the birth date is after the identification",
    "impossible_age": "an age that is no number between 0 and 120",
    "no_identifier": "neither a national number nor a full name with birth date",
    "text_too_long": f"a cell longer than {LONGEST_TEXT} characters: free text is not taken",
    "erased_person": "the person was erased on request and is not taken in again",
    "wrong_number_of_cells": "too few or too many cells in the row",
}


def typed_rows_sql(layout: Layout, columns: set[str]) -> str:
    """Select from `extract`: row_number, every field of the kind, and `refusals` (reason, field).

    The identifiers are among the fields: whoever keeps the result must leave them out.

    `columns` are the header keys that the extract has; each is a column `cell_column(key)` there.
    Blank rows are left out.
    """
    typed = [typed_sql(field, layout, columns) for field in layout.fields]
    typed += [flags_sql(name, words, columns) for name, words in layout.flags.items()]
    typed += [f"{literal(text)} as {name}" for name, text in layout.constants.items()]
    typed += [f"null::{SQL_TYPES[layout.kind.type_of(name)]} as {name}" for name in absent(layout)]
    filled = " or ".join(f"trim({cell(column)}) != ''" for column in sorted(columns))
    selected = ",\n    ".join(["row_number", *typed])
    return (
        f"select {selected},\n    {refusals_sql(layout, columns)} as refusals\n"
        f"from extract\nwhere {filled}"
    )


def absent(layout: Layout) -> list[str]:
    """The fields of the kind that the layout does not have."""
    present = {field.name for field in layout.fields} | set(layout.flags) | set(layout.constants)
    names = [*layout.kind.identifiers, *layout.kind.fields]
    return [name for name in names if name not in present]


def typed_sql(field: Field, layout: Layout, columns: set[str]) -> str:
    text = text_sql(field, layout, columns)
    match field.type:
        case "date":
            value = date_sql(text, layout)
        case "year" | "year_or_range":
            value = f"try_cast(regexp_extract({text}, '^(\\d{{4}})(\\.0)?$', 1) as integer)"
        case "age":
            value = f"try_cast({text} as integer)"
        case _:
            value = text
    return f"{value} as {field.name}"


def text_sql(field: Field, layout: Layout, columns: set[str]) -> str:
    """The field's trimmed text; null where the cell is empty or says that nothing was collected."""
    header = column_of(field, columns)
    if header is None:
        return "null::varchar"
    text = f"nullif(trim({cell(header)}), '')"
    for missing in layout.missing:
        text = f"nullif({text}, {literal(missing)})"
    return text


def column_of(field: Field, columns: set[str]) -> str | None:
    keys = (header_key(header) for header in field.headers)
    return next((key for key in keys if key in columns), None)


def date_sql(text: str, layout: Layout) -> str:
    formats = ", ".join(literal(form) for form in layout.date_formats)
    return f"try_strptime({text}, [{formats}])::date"


def flags_sql(name: str, words: dict[str, str], columns: set[str]) -> str:
    """The words of the flag columns whose cell is 1, joined by |; null where none is."""
    chosen = [
        f"case when trim({cell(header_key(header))}) in ('1', '1.0') then {literal(word)} end"
        for header, word in words.items()
        if header_key(header) in columns
    ]
    joined = f"concat_ws('|', {', '.join(chosen)})" if chosen else "null::varchar"
    return f"nullif({joined}, '') as {name}"


def refusals_sql(layout: Layout, columns: set[str]) -> str:
    checks = []
    for field in layout.fields:
        checks += field_checks(field, layout, columns)
    if layout.identity == "person":
        checks.append((f"({person_message_sql()}) is null", "no_identifier", "national_number"))
        after = f"birth_date > {layout.kind.main_date}"
        checks.append((after, "birth_after_identification", "birth_date"))
    cases = [
        f"case when {condition} then {{'reason': {literal(reason)}, 'field': {literal(field)}}} end"
        for condition, reason, field in checks
    ]
    return f"list_filter([{', '.join(cases)}], lambda refusal: refusal is not null)"


def field_checks(field: Field, layout: Layout, columns: set[str]) -> list[tuple[str, str, str]]:
    """(condition, reason, column) for one field; the conditions see the typed columns by name."""
    text = text_sql(field, layout, columns)
    name = field.name
    checks = [(f"length({text}) > {LONGEST_TEXT}", "text_too_long", name)]
    if field.filled:
        checks.append((f"{text} is null", "missing_value", name))
    match field.type:
        case "date":
            checks.append((f"{text} is not null and {name} is null", "impossible_date", name))
            checks.append((f"{name} > current_date", "future_date", name))
        case "year":
            checks.append((f"{text} is not null and {name} is null", "impossible_date", name))
            checks.append((f"{name} > year(current_date)", "future_date", name))
        case "age":
            checks.append(
                (
                    f"{text} is not null and coalesce({name} not between 0 and 120, true)",
                    "impossible_age",
                    name,
                )
            )
    return checks


def cell_column(key: str) -> str:
    """The name of a delivered column in `extract`, which no field's name can be."""
    return f"cell {key}"


def cell(key: str) -> str:
    return '"' + cell_column(key).replace('"', '""') + '"'


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
