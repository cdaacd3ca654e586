"""Check and type the texts of an extract, by its layout, in one DuckDB statement.

A row that does not fit gets a reason code and a column name and is kept out whole. Reasons are
codes, so that they can be counted, translated and shown without showing the row.
"""

from ingest.admitting import REFUSALS
from ingest.dates import YEAR, date_sql, is_two_digit_year_sql, year_sql
from ingest.kinds import SQL_TYPES
from ingest.layout import Field, Layout, header_key
from ingest.numbers import decimal_sql, integer_sql, is_ambiguous_sql
from ingest.pseudonym import person_message_sql

# Longer texts in a coded column are free text about a person, which the portal does not take.
LONGEST_TEXT = 200
AGE = r"^(\d{1,3})([.,]0+)?$"

REASONS = {
    "missing_value": "a required cell is empty",
    "impossible_date": "a date that does not exist or is written in another form",
    "year_only": "a year alone where a date is needed",
    "two_digit_year": "a date whose year has only two digits",
    "future_date": "a date after today",
    "birth_after_identification": "the birth date is after the identification",
    "impossible_age": "an age that is no number between 0 and 120",
    "impossible_number": "a number that is written in another form, or is too large",
    "ambiguous_number": "a number like 1.234, which may be a thousand or a little more than one",
    "no_identifier": "neither a national number nor a full name with birth date",
    "text_too_long": f"a cell longer than {LONGEST_TEXT} characters: free text is not taken",
    "erased_person": "the person was erased on request and is not taken in again",
    "broken_characters": "letters were lost on the way and can't be brought back for certain",
    "formula_error": "a formula without a result, such as #REF!",
    "total_row": "a row that adds the others up, which is nobody's record",
    "wrong_number_of_cells": "too few or too many cells in the row",
}


def typed_rows_sql(layout: Layout, columns: set[str]) -> str:
    """Select from `extract`: row_number, every field of the kind, and `refusals` (reason, field).

    The identifiers are among the fields: whoever keeps the result must leave them out.

    `columns` are the header keys that the extract has; each is a column `cell_column(key)` there.
    Blank rows are left out.
    """
    refused_in_reading = REFUSALS in columns
    columns = columns - {REFUSALS}
    typed = [typed_sql(field, layout, columns) for field in layout.fields]
    typed += [flags_sql(name, words, columns) for name, words in layout.flags.items()]
    typed += [f"{literal(text)} as {name}" for name, text in layout.constants.items()]
    typed += [f"{absent_sql(name, layout, columns)} as {name}" for name in absent(layout)]
    filled = " or ".join(f"trim({cell(column)}) != ''" for column in sorted(columns))
    selected = ",\n    ".join(["row_number", *typed])
    refusals = refusals_sql(layout, columns)
    if refused_in_reading:
        # A total may stand in a column outside the layout, beside blank ones.
        filled += f" or len({cell(REFUSALS)}) > 0"
        refusals = f"case when len({cell(REFUSALS)}) > 0 then {cell(REFUSALS)} else {refusals} end"
    return f"select {selected},\n    {refusals} as refusals\nfrom extract\nwhere {filled}"


def absent(layout: Layout) -> list[str]:
    """The fields of the kind that the layout does not have."""
    present = {field.name for field in layout.fields} | set(layout.flags) | set(layout.constants)
    names = [*layout.kind.identifiers, *layout.kind.fields]
    return [name for name in names if name not in present]


def absent_sql(name: str, layout: Layout, columns: set[str]) -> str:
    """Null, or the year of a date column that may hold a year alone."""
    if layout.year_only:
        for field in layout.fields:
            if year_field(field, layout) == name:
                return year_sql(text_sql(field, layout, columns))
    return f"null::{SQL_TYPES[layout.kind.type_of(name)]}"


def year_field(field: Field, layout: Layout) -> str | None:
    """The field for the year of a date field, if the kind keeps one."""
    name = field.name.removesuffix("_date") + "_year"
    return name if field.type == "date" and name in layout.kind.fields else None


def typed_sql(field: Field, layout: Layout, columns: set[str]) -> str:
    text = text_sql(field, layout, columns)
    match field.type:
        case "date":
            value = date_sql(text, layout)
        case "year" | "year_or_range":
            value = year_sql(text)
        case "age":
            value = f"try_cast(regexp_extract({text}, '{AGE}', 1) as integer)"
        case "decimal":
            value = decimal_sql(text, layout.decimal)
        case "integer":
            value = integer_sql(text, layout.decimal)
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
    """The list of refusals; most rows have none, which one condition tells."""
    checks = []
    for field in layout.fields:
        checks += field_checks(field, layout, columns)
    if layout.identity == "person":
        nobody = f"({person_message_sql()}) is null"
        checks.append((nobody, literal("no_identifier"), "national_number"))
        after = f"birth_date > {layout.kind.main_date}"
        checks.append((after, literal("birth_after_identification"), "birth_date"))
    cases = [
        f"case when {condition} then {{'reason': {reason}, 'field': {literal(field)}}} end"
        for condition, reason, field in checks
    ]
    any_refusal = " or ".join(f"({condition})" for condition, _, _ in checks)
    return (
        f"case when {any_refusal} "
        f"then list_filter([{', '.join(cases)}], lambda refusal: refusal is not null) else [] end"
    )


def field_checks(field: Field, layout: Layout, columns: set[str]) -> list[tuple[str, str, str]]:
    """(condition, reason as SQL, column) of a field; conditions see the typed columns by name."""
    text = text_sql(field, layout, columns)
    name = field.name
    unread = f"{text} is not null and {name} is null"
    checks = [(f"length({text}) > {LONGEST_TEXT}", literal("text_too_long"), name)]
    if field.filled:
        checks.append((f"{text} is null", literal("missing_value"), name))
    match field.type:
        case "date":
            if layout.year_only and year_field(field, layout):
                unread += f" and not regexp_matches({text}, '{YEAR}')"
            checks.append((unread, date_reason_sql(text), name))
            checks.append((f"{name} > current_date", literal("future_date"), name))
        case "year":
            checks.append((unread, literal("impossible_date"), name))
            checks.append((f"{name} > year(current_date)", literal("future_date"), name))
        case "age":
            outside = f"{text} is not null and coalesce({name} not between 0 and 120, true)"
            checks.append((outside, literal("impossible_age"), name))
        case "decimal" | "integer":
            checks.append((unread, number_reason_sql(text, layout), name))
    return checks


def date_reason_sql(text: str) -> str:
    """Why a text is no date."""
    return (
        f"case when regexp_matches({text}, '{YEAR}') then 'year_only' "
        f"when {is_two_digit_year_sql(text)} then 'two_digit_year' else 'impossible_date' end"
    )


def number_reason_sql(text: str, layout: Layout) -> str:
    ambiguous = is_ambiguous_sql(text, layout.decimal)
    return f"case when {ambiguous} then 'ambiguous_number' else 'impossible_number' end"


def cell_column(key: str) -> str:
    """The name of a delivered column in `extract`, which no field's name can be."""
    return f"cell {key}"


def cell(key: str) -> str:
    return '"' + cell_column(key).replace('"', '""') + '"'


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
