"""An attacker's tool: all published tables at once, as one system of whole numbers.

For each year and each set of dimensions that some table has, or that two tables have in common,
every cell is a variable within its published interval; tables that share a dimension must agree,
and the years of a five-year table add up to it. Integer programming (HiGHS) then finds the least
and the most that any cell can be.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import duckdb
import highspy
import numpy as np

MOST = 10_000  # persons in a cell of which nothing is published
Cell = frozenset[tuple[str, str]]  # a code for each of some dimensions
Dims = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Printed:
    """One published count: over which years, of whom, and its interval."""

    years: tuple[int, ...]
    cell: Cell
    bounds: tuple[int, int]


@dataclass(kw_only=True)
class System:
    """`columns`: the variable of each year's cell, or of a five-year one; `rows`: what adds up to
    zero, a whole and its parts with their signs."""

    columns: dict[tuple[tuple[int, ...], Cell], int] = field(default_factory=dict)
    lower: list[int] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)
    rows: list[list[tuple[int, int]]] = field(default_factory=list)

    def variable(self, years: tuple[int, ...], cell: Cell) -> int:
        place = self.columns.setdefault((years, cell), len(self.lower))
        if place == len(self.lower):
            self.lower.append(0)
            self.upper.append(MOST)
        return place

    def add_bounds(self, printed: Printed) -> None:
        place = self.variable(printed.years, printed.cell)
        self.lower[place] = max(self.lower[place], printed.bounds[0])
        self.upper[place] = min(self.upper[place], printed.bounds[1])

    def add_sum(self, whole: int, parts: Iterable[int]) -> None:
        self.rows.append([(whole, 1), *((part, -1) for part in parts)])


def read_printed(path: Path, population: str) -> list[Printed]:
    """Every interval about persons of the population who stand in one cell of each table."""
    with duckdb.connect(path, read_only=True) as release:
        tables = release.execute(
            "select name, dimensions from tables where population = ? and cells_per_person = 1",
            [population],
        ).fetchall()
        return [
            printed
            for table, dimensions in tables
            for printed in printed_in(release, table, dimensions, ("lower", "upper"))
        ]


def printed_in(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    dimensions: Iterable[str],
    bounds: tuple[str, str],
) -> Iterator[Printed]:
    """`bounds`: what is known of a count, in SQL."""
    columns = ", ".join(["period", *dimensions, *bounds])
    for period, *codes, low, high in connection.execute(
        f"select {columns} from {table}"
    ).fetchall():
        years, quarter = years_of(period)
        cell = frozenset([*zip(dimensions, codes, strict=True), *quarter])
        yield Printed(years=years, cell=cell, bounds=(low, high))


def years_of(period: str) -> tuple[tuple[int, ...], list[tuple[str, str]]]:
    first, _, rest = period.partition("-")
    if rest.startswith("Q"):
        return (int(first),), [("quarter", rest)]
    return tuple(range(int(first), int(rest or first) + 1)), []


def system_of(printed: list[Printed], years: Iterable[int]) -> System:
    """All that is published about these years together."""
    system, years = System(), tuple(years)
    within = [count for count in printed if set(count.years) <= set(years)]
    for count in within:
        system.add_bounds(count)
        if len(count.years) > 1:
            parts = [system.variable((year,), count.cell) for year in count.years]
            system.add_sum(system.variable(count.years, count.cell), parts)
    for year in years:
        cells = {cell for when, cell in system.columns if when == (year,)}
        for whole, parts in agreeing(cells):
            places = [system.variable((year,), part) for part in parts]
            system.add_sum(system.variable((year,), whole), places)
    return system


def agreeing(cells: set[Cell]) -> Iterator[tuple[Cell, list[Cell]]]:
    """Each margin that two tables share, and the cells of each table that add up to it."""
    by_dims: dict[Dims, list[Cell]] = {}
    for cell in sorted(cells, key=sorted):
        by_dims.setdefault(frozenset(dim for dim, _ in cell), []).append(cell)
    shared = {first & second for first, second in combinations(by_dims, 2)}
    for dims, own in by_dims.items():
        for onto in sorted(
            (dims_shared for dims_shared in shared if dims_shared < dims), key=sorted
        ):
            margins: dict[Cell, list[Cell]] = {}
            for cell in own:
                margins.setdefault(frozenset(pair for pair in cell if pair[0] in onto), []).append(
                    cell
                )
            yield from margins.items()


def least_and_most(system: System, years: tuple[int, ...], cell: Cell) -> tuple[int, int]:
    """Of all whole solutions, the smallest and the largest count of the cell."""
    solver, place = loaded(system, years), system.columns[years, cell]
    solver.changeColCost(place, 1.0)
    ends = []
    for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
        solver.changeObjectiveSense(sense)
        solver.run()
        assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        ends.append(round(solver.getObjectiveValue()))
    return ends[0], ends[1]


def loaded(system: System, years: tuple[int, ...]) -> highspy.Highs:
    """Whole numbers are asked for in the attacked year; in the others they would take long."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    count = len(system.lower)
    solver.addVars(count, np.array(system.lower, dtype=float), np.array(system.upper, dtype=float))
    whole = [place for (when, _), place in system.columns.items() if when == years]
    kinds = np.full(len(whole), highspy.HighsVarType.kInteger)
    solver.changeColsIntegrality(len(whole), np.array(whole, dtype=np.int32), kinds)
    for row in system.rows:
        places, signs = zip(*row, strict=True)
        solver.addRow(0.0, 0.0, len(row), np.array(places, np.int32), np.array(signs, float))
    return solver
