"""Seconds and memory of a large release: `python -m benchmarks.accuracy.speed --help`.

A made-up register of 250,000 persons, twelve dimensions, one of forty codes, and sixty tables, as
three audiences see it. Only the estimate is timed (reconcile, fit, round, bound), and not the
counting and drawing. Each audience's noise is drawn on its own: the time does not depend on that.
Processor seconds are what counts where other work runs beside it (set OPENBLAS_NUM_THREADS=1).
"""

import argparse
import math
import resource
import time

import numpy as np

from benchmarks.accuracy import methods, spec
from benchmarks.accuracy.population import draw_given, skewed
from privacy.engine.synthetic import counted
from privacy.engine.whole_counts import WindowFigures
from privacy.engine.window import Dims, Marginal, MeasuredMarginal, Window, membership

SIZES = {
    "sex": 4, "child_adult": 4, "age_group": 8, "form": 12, "citizenship": 40, "area": 16,
    "institution": 10, "body": 9, "status": 6, "cross_border": 4, "recruiter": 8, "assistance": 6,
}  # fmt: skip
# Each dimension depends on the ones before it as the tables below will ask.
GIVEN = {
    "child_adult": "form", "sex": "form", "age_group": "child_adult", "citizenship": "form",
    "area": "citizenship", "institution": "area", "body": "institution", "status": "body",
    "cross_border": "form", "recruiter": "cross_border", "assistance": "form",
}  # fmt: skip
PAIRS_BY_YEAR: tuple[Dims, ...] = (
    ("sex", "child_adult"), ("sex", "age_group"), ("sex", "form"), ("child_adult", "form"),
    ("age_group", "form"), ("form", "citizenship"), ("form", "area"), ("form", "institution"),
    ("form", "body"), ("form", "status"), ("form", "cross_border"), ("form", "recruiter"),
    ("form", "assistance"), ("sex", "area"), ("sex", "recruiter"), ("institution", "body"),
    ("body", "status"), ("cross_border", "recruiter"),
)  # fmt: skip
PAIRS_BY_WINDOW: tuple[Dims, ...] = (
    ("citizenship", "area"), ("age_group", "citizenship"), ("sex", "citizenship"),
    ("area", "institution"), ("institution", "assistance"), ("child_adult", "age_group"),
    ("child_adult", "citizenship"), ("body", "assistance"), ("recruiter", "assistance"),
    ("status", "assistance"), ("institution", "status"), ("sex", "cross_border"),
    ("sex", "assistance"), ("sex", "status"),
)  # fmt: skip
TRIPLES_BY_WINDOW: tuple[Dims, ...] = (
    ("sex", "child_adult", "form"), ("sex", "age_group", "form"),
    ("age_group", "form", "citizenship"), ("sex", "form", "citizenship"),
    ("form", "citizenship", "area"), ("form", "area", "institution"),
    ("form", "institution", "body"), ("form", "body", "status"), ("sex", "form", "area"),
    ("form", "cross_border", "recruiter"), ("sex", "form", "recruiter"),
    ("form", "status", "assistance"), ("form", "recruiter", "assistance"),
    ("sex", "form", "assistance"), ("form", "institution", "status"),
)  # fmt: skip
BY_YEAR = ((), *((dim,) for dim in SIZES), *PAIRS_BY_YEAR)
BY_WINDOW = (*PAIRS_BY_WINDOW, *TRIPLES_BY_WINDOW)
SHARES = {"coordinator": 1.0, "donor": 0.7, "public": 0.5}
RHO = 0.5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=250_000)
    options = parser.parse_args()
    persons = draw_persons(options.persons, np.random.default_rng(1))
    print(f"{len(persons):,} persons, {len(BY_YEAR) + len(BY_WINDOW)} tables")
    seconds = [audience_seconds(persons, name, RHO * share) for name, share in SHARES.items()]
    clock, processor = np.sum(seconds, axis=0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"all audiences: {clock:.1f} s, of the processor {processor:.1f} s; peak {peak:.2f} GiB")


def draw_persons(number: int, rng: np.random.Generator) -> np.ndarray:
    """One row a person: year number, then a code for each dimension of SIZES."""
    years = sum(len(window) for window in spec.WINDOWS)
    columns = {"year": rng.integers(0, years, number)}
    columns["form"] = draw_given(columns["year"], skewed(years, SIZES["form"], rng, top=0.3), rng)
    for dim, given in GIVEN.items():
        shapes = skewed(SIZES[given], SIZES[dim], rng, top=0.4)
        columns[dim] = draw_given(columns[given], shapes, rng)
    return np.column_stack([columns["year"], *(columns[dim] for dim in SIZES)])


def audience_seconds(persons: np.ndarray, audience: str, rho: float) -> np.ndarray:
    """Publish all windows; tell how fast and how surely. (clock, processor)"""
    windows = []
    for years in spec.WINDOWS:
        rows = persons[np.isin(persons[:, 0], years)] - np.array([years[0], *[0] * len(SIZES)])
        window = Window(sizes=SIZES, periods=len(years))
        windows.append((rows, window, measured(rows, window, rho)))
    started = clocks()
    published = methods.published([(window, each) for _rows, window, each in windows])
    taken = clocks() - started
    found = [errors(*each, release) for each, release in zip(windows, published, strict=True)]
    ours, clipped = np.mean(found, axis=0)
    print(
        f"{audience}, {sum(len(each) for *_, each in windows)} measurements: {taken[0]:.1f} s, "
        f"of the processor {taken[1]:.1f} s, "
        f"error per cell {ours:.2f}, cut off at zero {clipped:.2f}",
        flush=True,
    )
    return taken


def clocks() -> np.ndarray:
    return np.array([time.perf_counter(), time.process_time()])


def measured(rows: np.ndarray, window: Window, rho: float) -> list[MeasuredMarginal]:
    """Every table at the same cost; those of the whole window where it has five years."""
    every_year = tuple(range(window.periods))
    tables = [Marginal(dims=dims, periods=(year,)) for dims in BY_YEAR for year in every_year]
    if window.periods == spec.FIVE_YEARS:
        tables += [Marginal(dims=dims, periods=every_year) for dims in BY_WINDOW]
    sigma = math.sqrt((len(BY_YEAR) + len(BY_WINDOW)) / (2 * rho))
    return [methods.noisy(table, exact(rows, window, table), sigma) for table in tables]


def exact(rows: np.ndarray, window: Window, table: Marginal) -> np.ndarray:
    inside = membership(window, table.periods)
    return np.tensordot(inside, counted(window, rows, table.dims), axes=1).astype(np.int64)


def errors(
    rows: np.ndarray, window: Window, measurements: list[MeasuredMarginal], published: WindowFigures
) -> tuple[float, float]:
    """Mean absolute error per cell: published, and the measurements cut off at zero."""
    ours, clipped = [], []
    for each, figures in zip(measurements, published.figures, strict=True):
        truth = exact(rows, window, each.marginal)
        ours.extend(np.abs(figures.values - truth).ravel())
        clipped.extend(np.abs(np.maximum(each.counts, 0) - truth).ravel())
    return float(np.mean(ours)), float(np.mean(clipped))


if __name__ == "__main__":
    main()
