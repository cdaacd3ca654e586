"""The seeds as they stand in their CSV files. No warehouse is built for them."""

import csv
import re

import duckdb

from tests.support import ROOT
from warehouse.database import WORD_KEY

SEEDS = ROOT / "warehouse" / "seeds"
# No column of an extract has these: the marts make their codes, or reuse those of another.
DERIVED = {
    "victim_status", "entity", "nationality", "un_region", "status_path", "assistance",
    "referral_delay", "service_delay", "furthest_stage", "sentence_band",
    "referring_body", "receiving_body",
}  # fmt: skip

DIGRAPHS = {"lj": "љ", "nj": "њ", "dž": "џ"}
LETTERS = dict(zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True))
CYRILLIC = DIGRAPHS | LETTERS
LETTER = re.compile("|".join(CYRILLIC), re.IGNORECASE)
LATIN_IN_CYRILLIC_TEXT = {"UNSCR"}


def seed(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


VOCABULARY = seed("vocabulary")
COUNTRIES = seed("countries")
SOURCE_WORDS = seed("source_words")
PUBLISHED_TOTALS = seed("published_totals")


def codes_by_dimension() -> dict[str, list[str]]:
    codes: dict[str, list[str]] = {}
    for row in sorted(VOCABULARY, key=lambda row: int(row["position"])):
        codes.setdefault(row["dimension"], []).append(row["code"])
    return codes


CODES = codes_by_dimension()


def in_cyrillic(text: str) -> str:
    return re.sub(r"\w+", lambda word: word_in_cyrillic(word[0]), text)


def word_in_cyrillic(word: str) -> str:
    if word in LATIN_IN_CYRILLIC_TEXT:
        return word
    return LETTER.sub(lambda letter: letter_in_cyrillic(letter[0]), word)


def letter_in_cyrillic(letter: str) -> str:
    cyrillic = CYRILLIC[letter.lower()]
    return cyrillic.upper() if letter[0].isupper() else cyrillic


def word_keys(words: list[str]) -> list[str]:
    connection = duckdb.connect()
    connection.execute(WORD_KEY)
    return [connection.execute("select word_key(?)", [word]).fetchone()[0] for word in words]
