"""The vocabulary's labels in one locale, read from the warehouse's seeds; no database is opened."""

import csv
from functools import cache
from pathlib import Path

import warehouse
from ingest.locales import Locale

SEED_DIR = Path(warehouse.__file__).parent / "seeds"
# Offered first; the others follow by their names.
NEAREST = ("BIH", "HRV", "MNE", "SRB")


def labels_in(locale: Locale) -> dict[str, dict[str, str]]:
    """dimension -> code -> label, in the vocabulary's order; `citizenship` holds the countries."""
    column = f"label_{locale.lower()}"
    labels: dict[str, dict[str, str]] = {}
    for row in sorted(seed("vocabulary"), key=lambda row: int(row["position"])):
        labels.setdefault(row["dimension"], {})[row["code"]] = row[column]
    groups = labels["citizenship_group"]
    labels["citizenship"] = country_labels(column) | {
        code: groups[code] for code in ("stateless", "unknown")
    }
    return labels


@cache
def code_counts() -> dict[str, int]:
    """How many codes each dimension has, those for what is not known included."""
    return {dimension: len(codes) for dimension, codes in labels_in(Locale.EN).items()}


def country_labels(column: str) -> dict[str, str]:
    names = {row["alpha3"]: row[column] for row in seed("countries")}
    nearest = {code: names.pop(code) for code in NEAREST}
    return nearest | dict(sorted(names.items(), key=lambda country: country[1]))


def seed(name: str) -> list[dict[str, str]]:
    with (SEED_DIR / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
