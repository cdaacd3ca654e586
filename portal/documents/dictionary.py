"""The data dictionary: tables, codes and indicators in one of five locales, with the standards.

It is made of the warehouse's seeds and of the marts' descriptions, and holds no row of any extract.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.locales import Locale
from portal.documents.tables_page import MART_DIR, column_meanings, mart_meaning
from portal.labels import labels_in, seed
from privacy.declared.spec import ReleaseSpec

WORDS_FILE = Path(__file__).with_name("dictionary_words.csv")
STANDARDS = ("htcds", "ctdc", "unodc", "eurostat")


@dataclass(frozen=True, kw_only=True)
class Section:
    """One part of the dictionary: a worksheet of the workbook, a table of the page."""

    title: str
    note: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def dictionary(spec: ReleaseSpec, locale: Locale) -> list[Section]:
    return [
        tables_section(spec, locale),
        codes_section(locale),
        indicators_section(locale),
        columns_section(locale),
    ]


def tables_section(spec: ReleaseSpec, locale: Locale) -> Section:
    phrases, headings = phrases_in(locale), labels_in(locale)["dimension"]
    return Section(
        title=phrases["tables"],
        note=phrases["tables_note"],
        header=(phrases["table"], phrases["split_by"], phrases["period"], "rho"),
        rows=tuple(
            (
                table.name,
                "; ".join(headings[dimension] for dimension in table.dimensions),
                phrases[table.period],
                str(table.rho),
            )
            for table in spec.tables
        ),
    )


def codes_section(locale: Locale) -> Section:
    phrases, headings = phrases_in(locale), labels_in(locale)["dimension"]
    return Section(
        title=phrases["codes"],
        note=phrases["codes_note"],
        header=(
            phrases["dimension"],
            phrases["code"],
            phrases["label"],
            *map(str.upper, STANDARDS),
        ),
        rows=tuple(
            (
                headings[row["dimension"]],
                row["code"],
                row[f"label_{locale.lower()}"],
                *("" if row[standard] == "none" else row[standard] for standard in STANDARDS),
            )
            for row in seed("vocabulary")
            if row["dimension"] != "dimension"
        ),
    )


def indicators_section(locale: Locale) -> Section:
    phrases = phrases_in(locale)
    return Section(
        title=phrases["indicators"],
        note=phrases["indicators_note"],
        header=(phrases["code"], phrases["label"], phrases["meaning"], phrases["basis"]),
        rows=tuple(
            (
                row["code"],
                row[f"name_{locale.lower()}"],
                row[f"definition_{locale.lower()}"],
                phrases[row["basis"]],
            )
            for row in seed("indicator_registry")
        ),
    )


def columns_section(locale: Locale) -> Section:
    """The columns inside the restricted database, for those who maintain it: in English only."""
    phrases = phrases_in(locale)
    marts = sorted(path.stem for path in MART_DIR.glob("*.yml"))
    return Section(
        title=phrases["columns"],
        note=phrases["columns_note"],
        header=(phrases["column"], phrases["meaning"]),
        rows=(
            *((mart, mart_meaning(mart)) for mart in marts),
            *column_meanings().items(),
        ),
    )


@cache
def phrases_in(locale: Locale) -> dict[str, str]:
    """What the dictionary says of itself."""
    return {row["key"]: row[locale.lower()] for row in dictionary_words()}


@cache
def dictionary_words() -> list[dict[str, str]]:
    with WORDS_FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
