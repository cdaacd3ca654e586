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
class Sheet:
    """One part of the dictionary, as a sheet of a workbook or a table of a page."""

    title: str
    note: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def dictionary(spec: ReleaseSpec, locale: Locale) -> list[Sheet]:
    return [
        tables_sheet(spec, locale),
        codes_sheet(locale),
        indicators_sheet(locale),
        columns_sheet(locale),
    ]


def tables_sheet(spec: ReleaseSpec, locale: Locale) -> Sheet:
    say, headings = words(locale), labels_in(locale)["dimension"]
    return Sheet(
        title=say["tables"],
        note=say["tables_note"],
        header=(say["table"], say["split_by"], say["period"], "rho"),
        rows=tuple(
            (
                table.name,
                "; ".join(headings[dimension] for dimension in table.dimensions),
                say[table.period],
                str(table.rho),
            )
            for table in spec.tables
        ),
    )


def codes_sheet(locale: Locale) -> Sheet:
    say, headings = words(locale), labels_in(locale)["dimension"]
    return Sheet(
        title=say["codes"],
        note=say["codes_note"],
        header=(say["dimension"], say["code"], say["label"], *map(str.upper, STANDARDS)),
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


def indicators_sheet(locale: Locale) -> Sheet:
    say = words(locale)
    return Sheet(
        title=say["indicators"],
        note=say["indicators_note"],
        header=(say["code"], say["label"], say["meaning"], say["basis"]),
        rows=tuple(
            (
                row["code"],
                row[f"name_{locale.lower()}"],
                row[f"definition_{locale.lower()}"],
                say[row["basis"]],
            )
            for row in seed("indicator_registry")
        ),
    )


def columns_sheet(locale: Locale) -> Sheet:
    """The columns inside the restricted database, for those who maintain it: in English only."""
    say = words(locale)
    marts = sorted(path.stem for path in MART_DIR.glob("*.yml"))
    return Sheet(
        title=say["columns"],
        note=say["columns_note"],
        header=(say["column"], say["meaning"]),
        rows=(
            *((mart, mart_meaning(mart)) for mart in marts),
            *column_meanings().items(),
        ),
    )


@cache
def words(locale: Locale) -> dict[str, str]:
    """The words of the dictionary itself."""
    return {row["key"]: row[locale.lower()] for row in dictionary_words()}


@cache
def dictionary_words() -> list[dict[str, str]]:
    with WORDS_FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
