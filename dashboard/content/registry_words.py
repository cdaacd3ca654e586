"""Translations of free texts that the release holds in English only: indicators, printed totals.

The office edits content/registry_words.csv beside warehouse/seeds/indicator_registry.csv and
published_totals.csv. A text without a translation is shown in English; it must never be hidden.
"""

import csv
from functools import cache
from pathlib import Path

from dashboard.language.texts import language

WORDS = Path(__file__).with_suffix(".csv")


def in_own_words(text: object) -> str:
    return registry_words().get(str(text), {}).get(language().lower()) or str(text)


@cache
def registry_words() -> dict[str, dict[str, str]]:
    """English text to its translations, by language."""
    with WORDS.open(encoding="utf-8", newline="") as file:
        return {row["en"]: row for row in csv.DictReader(file)}
