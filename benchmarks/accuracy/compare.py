"""Compare methods at equal epsilon and delta: `python -m benchmarks.accuracy.compare --help`.

Prints, as Markdown, for each epsilon: mean absolute error per published cell, error of year totals
(of the total table, and of the sum of a yearly table's cells), relative error of cells above 20.
"""

import argparse
from collections import defaultdict
from functools import partial
from multiprocessing import Pool

import numpy as np

from benchmarks.accuracy import methods, pac_synth, population, spec
from privacy.engine.whole_counts import WindowFigures
from privacy.engine.window import Marginal

LARGE = 20
COLUMNS = ("per cell", "year total", "sum of a year's cells", "cells above 20, relative")
Errors = dict[str, list[float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epsilons", type=float, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--repeats", type=int, default=10)
    parser.add_argument("--pac-synth-python", help="python of an environment with pac-synth")
    options = parser.parse_args()
    with Pool() as pool:
        for epsilon in options.epsilons:
            once = partial(errors_once, epsilon=epsilon, peer=options.pac_synth_python)
            show(epsilon, pool.map(once, range(options.repeats)))


def errors_once(seed: int, epsilon: float, peer: str | None) -> Errors:
    """Each method's four errors on one made-up register."""
    persons = population.draw_persons(np.random.default_rng(seed))
    answers = own_answers(persons, methods.rho_for(epsilon))
    if peer:
        answers |= pac_synth.tables_of(persons, epsilon, peer)
    return {method: errors(persons, windows) for method, windows in answers.items()}


def own_answers(persons: np.ndarray, rho: float) -> dict[str, list[list[np.ndarray]]]:
    answers = defaultdict(list)
    ours, best = [], []
    for years in spec.WINDOWS:
        window = population.window(years)
        measurements = methods.measured(persons, years, spec.costs(rho))
        answers["naive"].append(methods.naive(measurements))
        answers["naive, clipped"].append(methods.clipped(measurements))
        answers["reconciled"].append(methods.reconciled(window, measurements))
        answers["fitted, windows alone"].append(methods.fitted(window, measurements))
        ours.append((window, measurements))
        optimised = spec.optimised_costs(rho, window)
        best.append((window, methods.measured(persons, years, optimised)))
    answers["published"] = [values(each) for each in methods.published(ours)]
    answers["published, optimised shares"] = [values(each) for each in methods.published(best)]
    return answers


def values(published: WindowFigures) -> list[np.ndarray]:
    return [each.values for each in published.figures]


def errors(persons: np.ndarray, windows: list[list[np.ndarray]]) -> list[float]:
    cells, totals, sums, large = [], [], [], []
    for years, found in zip(spec.WINDOWS, windows, strict=True):
        for table, answer in zip(spec.tables(len(years)), found, strict=True):
            exact = methods.exact(persons, years, table)
            apart = np.abs(answer - exact)
            cells.extend(apart.ravel())
            large.extend(apart[exact > LARGE] / exact[exact > LARGE])
            whole_year(table, totals, sums).append(abs(answer.sum() - exact.sum()))
    return [float(np.mean(kind)) for kind in (cells, totals, sums, large)]


def whole_year(table: Marginal, totals: list[float], sums: list[float]) -> list[float]:
    """Where a table's sum belongs; that of a pooled table nowhere."""
    if len(table.periods) > 1:
        return []
    return sums if table.dims else totals


def show(epsilon: float, repeats: list[Errors]) -> None:
    print(f"\nepsilon {epsilon:g} (rho {methods.rho_for(epsilon):.4f}), {len(repeats)} repeats\n")
    print("| method | " + " | ".join(COLUMNS) + " |")
    print("|---" * (1 + len(COLUMNS)) + "|")
    for method in repeats[0]:
        found = np.array([each[method] for each in repeats])
        spread = zip(found.mean(axis=0), found.std(axis=0), strict=True)
        cells = [f"{mean:.3f} ± {deviation:.3f}" for mean, deviation in spread]
        print(f"| {method} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
