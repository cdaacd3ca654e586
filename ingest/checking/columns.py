"""The SQL that types and checks the texts of one column, by its layout.

A row that does not fit gets a reason code and a column name and is kept out whole. Reasons are
codes, so that they can be counted, translated and shown without showing the row.
"""

from ingest.checking.dates import YEAR, date_sql, is_two_digit_year_sql, year_sql
from ingest.layouts.layout import Field, Layout
from ingest.persons.pseudonym import REDUCED
from ingest.texts.numbers import decimal_sql, integer_sql, is_ambiguous_sql

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


def column_sql(field: Field, layout: Layout) -> str:
    """Select from `words` (one text each, as it was delivered) what becomes of it, in order.

    The columns are the typed field, `check_0` and so on with a reason where the text is refused,
    and, by their names, what an identifier is reduced to and the year of a date that may be one.
    """
    selected = [f"{value_sql(field, layout)} as value"]
    selected += [
        f"case when {condition} then {reason} end as check_{number}"
        for number, (condition, reason) in enumerate(checks(field, layout))
    ]
    if field.name in REDUCED:
        name, reduced = REDUCED[field.name]
        selected.append(f"{reduced} as {name}")
    if year := year_field(field, layout):
        selected.append(f"{year_sql('text')} as {year}")
    return f"select {', '.join(selected)} from (select {text_sql(layout)} as text from words)"


def text_sql(layout: Layout) -> str:
    """The trimmed text; null where the cell is empty or says that nothing was collected."""
    text = "nullif(trim(word), '')"
    for missing in layout.missing:
        text = f"nullif({text}, {literal(missing)})"
    return text


def value_sql(field: Field, layout: Layout) -> str:
    match field.type:
        case "date":
            return date_sql("text", layout)
        case "year" | "year_or_range":
            return year_sql("text")
        case "age":
            return f"try_cast(regexp_extract(text, '{AGE}', 1) as integer)"
        case "decimal":
            return decimal_sql("text", layout.decimal)
        case "integer":
            return integer_sql("text", layout.decimal)
        case _:
            return "text"


def year_field(field: Field, layout: Layout) -> str | None:
    """The field for the year of a date that may be a year alone, if the kind keeps one."""
    name = field.name.removesuffix("_date") + "_year"
    is_kept = layout.year_only and field.type == "date" and name in layout.kind.fields
    has_column = any(other.name == name for other in layout.fields)
    return name if is_kept and not has_column else None


def checks(field: Field, layout: Layout) -> list[tuple[str, str]]:
    """(condition, reason as SQL); conditions see `text` and `value`."""
    unread = "text is not null and value is null"
    refused_where = [(f"length(text) > {LONGEST_TEXT}", literal("text_too_long"))]
    if field.filled:
        refused_where.append(("text is null", literal("missing_value")))
    match field.type:
        case "date":
            if year_field(field, layout):
                unread += f" and not regexp_matches(text, '{YEAR}')"
            refused_where.append((unread, date_reason_sql("text")))
            refused_where.append(("value > current_date", literal("future_date")))
        case "year":
            refused_where.append((unread, literal("impossible_date")))
            refused_where.append(("value > year(current_date)", literal("future_date")))
        case "age":
            outside = "text is not null and coalesce(value not between 0 and 120, true)"
            refused_where.append((outside, literal("impossible_age")))
        case "decimal" | "integer":
            refused_where.append((unread, number_reason_sql("text", layout)))
    return refused_where


def date_reason_sql(text: str) -> str:
    """Why a text is no date."""
    return (
        f"case when regexp_matches({text}, '{YEAR}') then 'year_only' "
        f"when {is_two_digit_year_sql(text)} then 'two_digit_year' else 'impossible_date' end"
    )


def number_reason_sql(text: str, layout: Layout) -> str:
    ambiguous = is_ambiguous_sql(text, layout.decimal)
    return f"case when {ambiguous} then 'ambiguous_number' else 'impossible_number' end"


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
