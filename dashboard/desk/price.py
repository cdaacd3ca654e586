"""The price of a table that is not declared yet, and the request for it.

The desk only prepares. It must never spend, and writes nothing but the request itself: a query in
the words of `portal release ask`, a cost and a date.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import date
from math import ceil, prod, sqrt
from pathlib import Path

from dashboard.desk.closing import number_of_cells
from dashboard.figures.accounts import accounts_of
from dashboard.figures.wording import Figure, in_words
from dashboard.release.facts import Release, Table

# The half-width of a 95 % interval, in standard deviations.
NORMAL_95 = 1.96
EXAMPLE_COUNT = 20


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A table as the desk asks for it."""

    population: str
    dimensions: tuple[str, ...]
    first_year: int
    last_year: int
    rho: float


@dataclass(frozen=True, kw_only=True)
class Price:
    """What it would bring and cost. `left_after` is of the year that would have least left."""

    cells: int
    margin: int
    tightest_cohort: int
    left_before: float
    left_after: float

    @property
    def is_affordable(self) -> bool:
        return self.left_after >= -1e-9


def price(release: Release, asked: Asked) -> Price:
    within = range(asked.first_year, asked.last_year + 1)
    touched = [
        account for account in accounts_of(release, asked.population) if account.cohort in within
    ]
    tightest = min(touched, key=lambda account: account.left)
    rows_per_person = cells_per_person(release, asked)
    return Price(
        cells=number_of_cells(release, asked.dimensions),
        margin=ceil(NORMAL_95 * sqrt(rows_per_person / (2 * asked.rho))),
        tightest_cohort=tightest.cohort,
        left_before=tightest.left,
        left_after=tightest.left - asked.rho,
    )


def dimensions_of(release: Release, population: str) -> list[str]:
    """Every dimension by which the population is counted in some table."""
    tables = [table for table in release.tables.values() if table.population == population]
    return list(dict.fromkeys(name for table in tables for name in table.dimensions))


def cells_per_person(release: Release, asked: Asked) -> int:
    """How many cells one person can be in: more than one where the dimension has several codes."""
    several = codes_per_person(release, asked.population)
    return prod(several.get(dimension, 1) for dimension in asked.dimensions)


def codes_per_person(release: Release, population: str) -> dict[str, int]:
    """The dimensions of which one person can have several codes, and how many are counted."""
    tables = [table for table in release.tables.values() if table.population == population]
    single = {name for table in tables if table.cells_per_person == 1 for name in table.dimensions}
    return {
        name: table.cells_per_person
        for table in tables
        if table.cells_per_person > 1
        for name in ({table.several} if table.several else set(table.dimensions) - single)
    }


def already_published(release: Release, asked: Asked) -> list[Table]:
    """Declared tables that hold the answer already, the one with the least else first."""
    holding = [
        table
        for table in release.tables.values()
        if table.population == asked.population
        and not table.several
        and table.period_kind != "quarter"
        and set(asked.dimensions) <= set(table.dimensions)
    ]
    exact = [table for table in release.tables.values() if set(asked.dimensions) == {table.several}]
    return sorted([*exact, *holding], key=lambda table: len(table.dimensions))


def example(margin: int) -> str:
    """How a group of twenty would read."""
    lower, upper = max(0, EXAMPLE_COUNT - margin), EXAMPLE_COUNT + margin
    return in_words(Figure(value=EXAMPLE_COUNT, lower=lower, upper=upper))


def query(asked: Asked) -> str:
    """'victims by area, form, 2019-2023'"""
    split = f" by {', '.join(asked.dimensions)}" if asked.dimensions else ""
    return f"{asked.population}{split}, {asked.first_year}-{asked.last_year}"


def request(asked: Asked, today: date) -> str:
    facts = {"query": query(asked), "rho": f"{asked.rho:g}", "requested_on": today.isoformat()}
    return json.dumps(facts, indent=2) + "\n"


def request_name(text: str) -> str:
    """The same request has the same name, so that asking twice leaves one file."""
    return f"request-{hashlib.sha256(text.encode()).hexdigest()[:12]}.json"


def request_folder() -> Path | None:
    folder = os.environ.get("PORTAL_REQUEST_DIR")
    return Path(folder) if folder else None


def hand_over(text: str, folder: Path) -> Path:
    """Write the request where the operator looks for it, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / request_name(text)
    draft = path.with_suffix(".draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
    return path


def command(asked: Asked) -> str:
    return f'portal release ask "{query(asked)}" --rho {asked.rho:g}'
