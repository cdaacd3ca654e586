"""What a release holds, as facts: its declared tables, their cells, and the sheets beside them.

All that a figure, a chart or a page may know of the counts. It must never know where a release
comes from, nor that there is a visitor.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd


@dataclass(frozen=True, kw_only=True)
class Table:
    """A declared table: whom it counts, how it is split and how wide its intervals are.

    `margin` is of a measured cell, `published_margin` of a published one, both in persons.
    `several` is the dimension of which one person can have several codes, or empty: such a table's
    cells do not add up to persons.
    """

    name: str
    count: str
    period_kind: str
    dimensions: tuple[str, ...]
    cells_per_person: int
    rho: float
    scale: float
    margin: int
    published_margin: int
    population: str
    mart: str
    several: str


@dataclass(frozen=True, kw_only=True)
class Release:
    """All that the dashboard may know. Sheets that the audience does not get are empty."""

    name: str
    audience: str
    register: str
    released_on: date
    spec_hash: str
    ledger_hash: str
    fictional: bool
    tables: Mapping[str, Table]
    cells: Mapping[str, pd.DataFrame]
    vocabulary: pd.DataFrame
    published_totals: pd.DataFrame
    measurements: pd.DataFrame
    budget: pd.DataFrame
    structural_zeros: pd.DataFrame
    indicators: pd.DataFrame
    indicator_values: pd.DataFrame
    deliveries: pd.DataFrame
    ledger: pd.DataFrame
    synthetic_victims: pd.DataFrame
    synthetic_defendants: pd.DataFrame

    @cached_property
    def counts(self) -> Mapping[str, Mapping[tuple[str, ...], tuple[int, int, int]]]:
        """By table, period and codes: the published count and the two ends of its interval."""
        return {name: counts_of(cells, self.tables[name]) for name, cells in self.cells.items()}

    @cached_property
    def forbidden(self) -> Set[tuple[str, ...]]:
        """Dimension, code, dimension, code: what cannot be together, the structural zeros."""
        return frozenset(self.structural_zeros.itertuples(index=False, name=None))


def counts_of(cells: pd.DataFrame, table: Table) -> Mapping[tuple[str, ...], tuple[int, int, int]]:
    keys = zip(*(cells[name].tolist() for name in ("period", *table.dimensions)), strict=True)
    ends = (table.count, "lower", "upper")
    counts = zip(*(cells[name].astype(int).tolist() for name in ends), strict=True)
    return dict(zip(keys, counts, strict=True))
