"""Write a person in a body's own words, script and columns."""

from functools import cache

from examples.published import read_table
from examples.reports import Report

GIVEN_NAMES = {
    "htcds": {"female": "Primjerka", "male": "Primjer"},
    "bosnian": {"female": "Primjerka", "male": "Primjer"},
    "serbian": {"female": "Примерка", "male": "Пример"},
}
FAMILY_NAME = {"htcds": "Izmišljeni", "bosnian": "Izmišljeni", "serbian": "Измишљени"}
BETWEEN_WORDS = {"htcds": ";", "bosnian": "; ", "serbian": "|"}
DATES = {"htcds": "%Y-%m-%d", "bosnian": "%d.%m.%Y.", "serbian": "%d.%m.%Y."}


def headers(language: str) -> list[str]:
    return [row[language] for row in read_table("columns.csv")]


def fields() -> list[str]:
    return [row["field"] for row in read_table("columns.csv")]


def report_cells(report: Report, language: str) -> dict[str, str]:
    """The cells of one row by field, all of them texts."""
    person = report.person
    codes = person.codes
    written = DATES[language]
    names = GIVEN_NAMES[language]
    cells = {
        "national_number": person.national_number,
        "given_name": names.get(codes["sex"][0], names["male"]),
        "family_name": f"{FAMILY_NAME[language]}-{person.serial:04d}",
        "birth_date": person.birth_date.strftime(written) if person.birth_date else "",
        "identified_date": report.identified_on.strftime(written),
    }
    for dimension in codes:
        words = [word(dimension, code, language, person.serial) for code in codes[dimension]]
        cells[dimension] = BETWEEN_WORDS[language].join(words)
    return cells


def word(dimension: str, code: str, language: str, serial: int) -> str:
    """One of the words that a body uses for `code`; nothing collected is an empty cell."""
    if code == "not_collected":
        return ""
    variants = word_variants()[dimension, code, language]
    return variants[serial % len(variants)]


@cache
def word_variants() -> dict[tuple[str, str, str], list[str]]:
    return {
        (row["dimension"], row["code"], language): row[language].split("|")
        for row in read_table("words.csv")
        for language in DATES
        if row[language]
    }
