"""Cells of the filled templates: fictional persons, dates and words as an office writes them."""

from datetime import date
from functools import cache

from examples.persons import national_number
from examples.published import read_table
from examples.wording import word

WRITTEN = "%d.%m.%Y."


def written(day: date | None) -> str:
    return day.strftime(WRITTEN) if day else ""


def person_cells(serial: int, sex: str, birth_date: date | None) -> dict[str, str]:
    """A fictional official or defendant; victims keep the cells that their case files have."""
    return {
        "national_number": national_number(serial),
        "given_name": "Primjerka" if sex == "female" else "Primjer",
        "family_name": f"Izmišljeni-{serial:05d}",
        "birth_date": written(birth_date),
        "sex": word("sex", sex, "bosnian", serial),
    }


def template_word(dimension: str, code: str, serial: int) -> str:
    """One of the words of template_words.csv, or of the case files where that has none."""
    variants = template_variants().get((dimension, code))
    if variants is None:
        return word(dimension, code, "bosnian", serial)
    return variants[serial % len(variants)]


@cache
def template_variants() -> dict[tuple[str, str], list[str]]:
    return {
        (row["dimension"], row["code"]): row["bosnian"].split("|")
        for row in read_table("template_words.csv")
    }
