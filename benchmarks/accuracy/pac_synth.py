"""pac-synth as a peer: the same tables from its DP aggregates and from its synthetic rows.

Two ways to use it, of which the better one in a column is the peer: the whole register at once,
with year and five-year window as attributes; or each year alone, which costs no more because a
person belongs to one year, with tables of five years as sums.
"""

import json
import subprocess
from collections import Counter
from itertools import combinations
from pathlib import Path

import numpy as np

from benchmarks.accuracy import spec
from benchmarks.accuracy.methods import DELTA
from benchmarks.accuracy.population import SIZES, YEARS
from privacy.engine.window import Marginal

PEER = Path(__file__).with_name("pac_synth_peer.py")
Cells = dict[frozenset[str], float]


def tables_of(
    persons: np.ndarray, epsilon: float, python: str
) -> dict[str, list[list[np.ndarray]]]:
    """For each way and output: the tables of each window."""
    job = {"epsilon": epsilon, "delta": DELTA}
    at_once = {"registers": [whole_register(persons)], "longest": 3, "records_share": 0.005}
    # Its default share of 0.005 makes the totals of single years useless.
    alone = {"registers": yearly_registers(persons), "longest": 2, "records_share": 0.2}
    whole, yearly = asked(job | at_once, python), asked(job | alone, python)
    return {
        "pac-synth aggregates": from_cells(cells_of(whole[0]["aggregates"])),
        "pac-synth rows": from_cells(count_cells(whole[0]["rows"], longest=3)),
        "pac-synth aggregates, year by year": from_cells(by_year(yearly, "aggregates")),
        "pac-synth rows, year by year": from_cells(by_year(yearly, "rows")),
    }


def asked(job: dict, python: str) -> list[dict]:
    command = [python, str(PEER)]
    run = subprocess.run(command, input=json.dumps(job), text=True, capture_output=True, check=True)
    return json.loads(run.stdout)


def whole_register(persons: np.ndarray) -> list[list[str]]:
    window_of = {year: number for number, window in enumerate(spec.WINDOWS) for year in window}
    rows = [
        [f"y{row[0]}", f"w{window_of[row[0]]}", *(f"c{code}" for code in row[1:])]
        for row in persons.tolist()
    ]
    return [["year", "window", *SIZES], *rows]


def yearly_registers(persons: np.ndarray) -> list[list[list[str]]]:
    registers: list[list[list[str]]] = [[[*SIZES]] for _ in YEARS]
    for row in persons.tolist():
        registers[row[0]].append([f"c{code}" for code in row[1:]])
    return registers


def cells_of(aggregates: dict[str, float]) -> Cells:
    return {frozenset(key.split(";")): count for key, count in aggregates.items()}


def count_cells(rows: list[list[str]], longest: int) -> Cells:
    """How many rows have each combination of attributes, as long as the aggregates have them."""
    cells: Counter[frozenset[str]] = Counter()
    for row in rows[1:]:
        named = [f"{column}:{value}" for column, value in zip(rows[0], row, strict=True) if value]
        for length in range(1, longest + 1):
            cells.update(frozenset(cell) for cell in combinations(named, length))
    return cells


def by_year(answers: list[dict], output: str) -> Cells:
    """The years' own cells under their year, and summed under their five-year window."""
    cells: Counter[frozenset[str]] = Counter()
    for number, years in enumerate(spec.WINDOWS):
        for year in years:
            found = answers[year][output]
            own = cells_of(found) if output == "aggregates" else count_cells(found, longest=2)
            for cell, count in own.items():
                cells[cell | {f"year:y{year}"}] += count
                cells[cell | {f"window:w{number}"}] += count
            cells[frozenset([f"year:y{year}"])] = answers[year]["persons"]
    return cells


def from_cells(cells: Cells) -> list[list[np.ndarray]]:
    """A combination that is not reported counts as 0, which is what its reader would take."""
    return [
        [table_from(cells, number, years, table) for table in spec.tables(len(years))]
        for number, years in enumerate(spec.WINDOWS)
    ]


def table_from(cells: Cells, number: int, years: tuple[int, ...], table: Marginal) -> np.ndarray:
    single = len(table.periods) == 1
    period = f"year:y{years[table.periods[0]]}" if single else f"window:w{number}"
    counts = np.zeros(tuple(SIZES[dim] for dim in table.dims))
    for codes in np.ndindex(counts.shape):
        names = (f"{dim}:c{code}" for dim, code in zip(table.dims, codes, strict=True))
        counts[codes] = cells.get(frozenset([period, *names]), 0)
    return counts
