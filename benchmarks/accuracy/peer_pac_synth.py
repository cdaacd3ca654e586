"""IOM and Microsoft's pac-synth: DP aggregates or synthetic rows of one register.

Runs in pac-synth's environment and knows only the job (benchmarks/accuracy/peers.py).
"""

import sys
from itertools import product

import numpy as np
from pac_synth_peer import answer

DEFAULT_RECORDS_SHARE = 0.005


def main() -> None:
    job = np.load(sys.argv[1], allow_pickle=False)
    names = [str(name) for name in job["names"]]
    tables = [str(table).split("|") for table in job["tables"]]
    rows = [[f"c{code}" for code in row] for row in job["rows"].tolist()]
    told = {
        "longest": max(len(table) for table in tables),
        "epsilon": float(job["epsilon"]),
        "delta": float(job["delta"]),
        "records_share": DEFAULT_RECORDS_SHARE,
    }
    found = answer([names, *rows], told)
    sizes = dict(zip(names, job["sizes"].tolist(), strict=True))
    cells = aggregates(found) if sys.argv[3] == "aggregates" else counted(found, tables)
    answers = [table_of(cells, table, sizes) for table in tables]
    np.savez(sys.argv[2], **{f"table_{number}": each for number, each in enumerate(answers)})


def aggregates(found: dict) -> dict[frozenset[str], float]:
    return {frozenset(key.split(";")): count for key, count in found["aggregates"].items()}


def counted(found: dict, tables: list[list[str]]) -> dict[frozenset[str], float]:
    names, *rows = found["rows"]
    cells: dict[frozenset[str], float] = {}
    for row in rows:
        known = {name: f"{name}:{code}" for name, code in zip(names, row, strict=True) if code}
        for table in tables:
            if all(name in known for name in table):
                cell = frozenset(known[name] for name in table)
                cells[cell] = cells.get(cell, 0) + 1
    return cells


def table_of(
    cells: dict[frozenset[str], float], table: list[str], sizes: dict[str, int]
) -> np.ndarray:
    """A combination that is not reported counts as 0, which is what its reader would take."""
    counts = np.zeros([sizes[name] for name in table])
    for codes in product(*(range(sizes[name]) for name in table)):
        named = (f"{name}:c{code}" for name, code in zip(table, codes, strict=True))
        counts[codes] = cells.get(frozenset(named), 0)
    return counts


if __name__ == "__main__":
    main()
