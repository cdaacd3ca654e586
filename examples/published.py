"""Read the tables of this folder: what is published, and what the examples take from it."""

import csv
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Target:
    """So many victims of one year are alike in these; codes as in the portal's vocabulary."""

    year: int
    sex: str
    child_adult: str
    form: str
    victims: int


@dataclass(frozen=True, kw_only=True)
class PublishedFigure:
    """One number of UNODC GLOTIP, in UNODC's own words; `victims` may be "<5"."""

    year: int
    dimension: str
    category: str
    sex: str
    age: str
    victims: str


def targets() -> list[Target]:
    return [
        Target(
            year=int(row["year"]),
            sex=row["sex"],
            child_adult=row["child_adult"],
            form=row["form"],
            victims=int(row["victims"]),
        )
        for row in read_table("targets.csv")
    ]


def target_citizenships(year: int) -> list[str]:
    """One citizenship (ISO alpha-3, or a code for none) per victim of `year`."""
    rows = [row for row in read_table("target_citizenships.csv") if row["year"] == str(year)]
    return [row["citizenship"] for row in rows for _ in range(int(row["victims"]))]


def published_figures() -> list[PublishedFigure]:
    return [published_figure(row) for row in read_table("glotip_bih.csv")]


def contradictions() -> dict[PublishedFigure, int]:
    """The published numbers that others contradict, and what the examples have instead."""
    return {published_figure(row): int(row["taken"]) for row in read_table("contradictions.csv")}


def published_figure(row: dict[str, str]) -> PublishedFigure:
    return PublishedFigure(
        year=int(row["year"]),
        dimension=row["dimension"],
        category=row["category"],
        sex=row["sex"],
        age=row["age"],
        victims=row.get("victims", row.get("published", "")),
    )


def read_table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
