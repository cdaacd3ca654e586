"""The declared release at its own costs: `python -m benchmarks.accuracy.release --help`.

Builds the fictional register of the examples by the real commands, then measures and publishes
privacy/release.toml anew in each repeat, with a ledger of its own that is thrown away: no real
register could afford that. Prints, as Markdown, what is published and the same measurements
cut off at zero, each against the exact counts.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from benchmarks.accuracy.speed import clocks
from privacy.declared.spec import Audience, ReleaseSpec, tables_of
from privacy.declared.spec_file import read_spec
from privacy.estimating.published import published
from privacy.measuring.exact_counts import read_cells
from privacy.measuring.run import measure_closed_periods
from privacy.records.archive import Archive, Register
from privacy.records.measurements import Measurement, read_measurements, seen_by
from warehouse.database import open_restricted

KEY = "a key for the benchmark"
REGISTER = "national"
LARGE = 20


@dataclass(frozen=True, kw_only=True)
class Found:
    """One table and period as one audience sees it, each array (cells,): exact counts, what was
    measured cut off at zero, what is published with its bounds; `sigma` is the noise."""

    table: str
    is_year: bool
    is_total: bool
    sigma: float
    exact: np.ndarray
    clipped: np.ndarray
    published: np.ndarray
    lower: np.ndarray
    upper: np.ndarray


# What was found, by audience; seconds for all audiences, of the clock and of the processor.
Repeat = tuple[dict[str, list[Found]], np.ndarray]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=10)
    options = parser.parse_args()
    spec = read_spec()
    with fictional_register() as connection:
        repeats = [once(spec, connection) for _ in range(options.repeats)]
    clock, processor = np.mean([taken for _, taken in repeats], axis=0)
    print(f"{len(repeats)} repeats; estimate, fit and rounding for all audiences: ", end="")
    print(f"{clock:.1f} s, of the processor {processor:.1f} s\n")
    show_audiences(spec, repeats)
    show_tables(spec, repeats)


@contextmanager
def fictional_register() -> Iterator[duckdb.DuckDBPyConnection]:
    """The restricted database of the example extracts, built and tested by the real commands."""
    with tempfile.TemporaryDirectory(prefix="release-benchmark-") as name:
        folder = Path(name)
        portal(folder, "examples", "--out", str(folder / "extracts"))
        extracts = sorted((folder / "extracts").iterdir())
        portal(folder, "ingest", "--fictional", *map(str, extracts))
        portal(folder, "build")
        with open_restricted(folder / "data" / "restricted.duckdb", KEY) as connection:
            yield connection


def portal(folder: Path, *arguments: str) -> None:
    settings = {
        "PORTAL_DATA_DIR": str(folder / "data"),
        "PORTAL_DATABASE_KEY": KEY,
        "PORTAL_PSEUDONYM_KEY": KEY,
    }
    environment = {name: value for name, value in os.environ.items() if name[:7] != "PORTAL_"}
    command = [sys.executable, "-m", "portal", *arguments]
    subprocess.run(command, env=environment | settings, stdout=subprocess.DEVNULL, check=True)


def once(spec: ReleaseSpec, connection: duckdb.DuckDBPyConnection) -> Repeat:
    stored = measured_anew(spec, connection)
    exact = {
        one.id: read_cells(connection, one.table, one.period, one.keys) for one in stored.values()
    }
    started = clocks()
    cells = {each.name: published_for(spec, each, stored) for each in spec.audiences}
    seconds = clocks() - started
    found = {
        audience.name: [
            compared(seen_by(stored[name], audience.share), exact[name], cells[audience.name][name])
            for name in cells[audience.name]
        ]
        for audience in spec.audiences
    }
    return found, seconds


def measured_anew(
    spec: ReleaseSpec, connection: duckdb.DuckDBPyConnection
) -> dict[str, Measurement]:
    with tempfile.TemporaryDirectory(prefix="release-benchmark-") as name:
        archive = Archive(
            ledger_path=Path(name) / "ledger.jsonl", measurement_dir=Path(name) / "measurements"
        )
        register = Register(name=REGISTER, fictional=True)
        measured = measure_closed_periods(spec, connection, archive, register)
        if measured.refused:
            raise SystemExit(f"{len(measured.refused)} measurements were refused by the ledger.")
        return read_measurements(archive.measurement_dir)


def published_for(
    spec: ReleaseSpec, audience: Audience, stored: dict[str, Measurement]
) -> dict[str, list[tuple[int, int, int]]]:
    """Cells (value, lower, upper) by measurement, from what was drawn for the audience."""
    names = {table.name for table in tables_of(spec, audience)}
    chosen = [one for one in stored.values() if one.table.name in names]
    return published(spec, [seen_by(one, audience.share) for one in chosen]).cells


def compared(seen: Measurement, exact: np.ndarray, cells: list[tuple[int, int, int]]) -> Found:
    value, lower, upper = np.array(cells).T
    return Found(
        table=seen.table.name,
        is_year=seen.table.period == "year" and seen.table.cells_per_person == 1,
        is_total=not seen.table.dimensions,
        sigma=seen.scale,
        exact=exact,
        clipped=np.maximum(seen.values, 0),
        published=value,
        lower=lower,
        upper=upper,
    )


def show_audiences(spec: ReleaseSpec, repeats: list[Repeat]) -> None:
    columns = ("per cell", "year total", "sum of a year's cells", "cells above 20, relative")
    print("| audience | method | " + " | ".join(columns) + " |")
    print("|---" * (2 + len(columns)) + "|")
    for audience in spec.audiences:
        for method in ("clipped", "published"):
            each = [errors(found[audience.name], method) for found, _ in repeats]
            mean, spread = np.mean(each, axis=0), np.std(each, axis=0)
            cells = [f"{m:.3f} ± {s:.3f}" for m, s in zip(mean, spread, strict=True)]
            print(f"| {audience.name} | {method} | " + " | ".join(cells) + " |")


def errors(found: list[Found], method: str) -> list[float]:
    """The four columns, for the figures named `method`."""
    cells, totals, sums, large = [], [], [], []
    for each in found:
        figures = getattr(each, method)
        apart = np.abs(figures - each.exact)
        cells.extend(apart)
        large.extend(apart[each.exact > LARGE] / each.exact[each.exact > LARGE])
        if each.is_year:
            of_its_kind = totals if each.is_total else sums
            of_its_kind.append(abs(int(figures.sum()) - int(each.exact.sum())))
    return [float(np.mean(kind)) for kind in (cells, totals, sums, large)]


def show_tables(spec: ReleaseSpec, repeats: list[Repeat]) -> None:
    """Each table as the first audience sees it."""
    print("\n| table | σ | cells | cut off at zero | published | ratio | covered, % |")
    print("|---" * 7 + "|")
    for table in spec.tables:
        of_table = [
            each
            for found, _ in repeats
            for each in found[spec.audiences[0].name]
            if each.table == table.name
        ]
        exact, clipped, ours, lower, upper = (
            np.concatenate([getattr(each, name) for each in of_table])
            for name in ("exact", "clipped", "published", "lower", "upper")
        )
        theirs, own = np.abs(clipped - exact).mean(), np.abs(ours - exact).mean()
        covered = 100 * np.mean((lower <= exact) & (exact <= upper))
        print(
            f"| {table.name} | {of_table[0].sigma:.1f} | {of_table[0].exact.size} | "
            f"{theirs:.2f} | {own:.2f} | {own / theirs:.2f} | {covered:.1f} |"
        )


if __name__ == "__main__":
    main()
