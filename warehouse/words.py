"""The source words that the warehouse understands, for those who check words before dbt does."""

import csv
from functools import cache
from pathlib import Path

SOURCE_WORDS = Path(__file__).parent / "seeds" / "source_words.csv"


@cache
def known_words() -> dict[str, dict[str, str]]:
    """For each dimension: word key to code. Citizenships map to ISO 3166 alpha-3."""
    words: dict[str, dict[str, str]] = {}
    with SOURCE_WORDS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            words.setdefault(row["dimension"], {})[row["word"]] = row["code"]
    return words
