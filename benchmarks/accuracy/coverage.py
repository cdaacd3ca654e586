"""How often the 95 % intervals hold: `python -m benchmarks.accuracy.coverage --help`.

Simulates whole releases with OpenDP's noise and counts, for each published table and for shares
that the dashboard shows, how often the interval contains the true figure.
"""

import argparse
from collections import defaultdict
from functools import partial
from multiprocessing import Pool

import numpy as np

from benchmarks.accuracy import methods, population, spec
from dashboard.figures.shares import share
from dashboard.figures.wording import Figure
from privacy.engine.whole_counts import Figures, WindowFigures
from privacy.engine.window import Marginal

Covered = list[tuple[str, int, int, float]]  # what; how many covered, of how many; sum of widths


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rhos", type=float, nargs="+", default=[0.5])
    parser.add_argument("--repeats", type=int, default=500)
    options = parser.parse_args()
    with Pool() as pool:
        for rho in options.rhos:
            show(rho, pool.map(partial(covered_once, rho=rho), range(options.repeats)))


def covered_once(seed: int, rho: float) -> Covered:
    persons = population.draw_persons(np.random.default_rng(seed))
    found: Covered = []
    windows = [
        (population.window(years), methods.measured(persons, years, spec.costs(rho)))
        for years in spec.WINDOWS
    ]
    for years, published in zip(spec.WINDOWS, methods.published(windows), strict=True):
        found += tables_covered(persons, years, published)
        found += shares_covered(persons, years, published)
    return found


def tables_covered(
    persons: np.ndarray, years: tuple[int, ...], published: WindowFigures
) -> Covered:
    found = []
    for each in published.figures:
        exact = methods.exact(persons, years, each.marginal)
        inside = (each.lower <= exact) & (exact <= each.upper)
        name = " × ".join(each.marginal.dims) or "total"
        found.append((name, int(inside.sum()), inside.size, float((each.upper - each.lower).sum())))
    return found


def shares_covered(
    persons: np.ndarray, years: tuple[int, ...], published: WindowFigures
) -> Covered:
    """Forms as shares of a year's persons, where there are enough of them to show one."""
    figures = {figures.marginal: figures for figures in published.figures}
    covered = []
    for period in range(len(years)):
        forms, total = (Marginal(dims=dims, periods=(period,)) for dims in (("form",), ()))
        parts, whole = (methods.exact(persons, years, marginal) for marginal in (forms, total))
        for code in range(len(parts)):
            shown = share(figure(figures[forms], (code,)), figure(figures[total], ()))
            if shown:
                bounds, truth = (shown.lower, shown.upper), float(parts[code] / whole)
                covered.append(held("share of a form", bounds, truth))
    return covered


def figure(figures: Figures, cell: tuple[int, ...]) -> Figure:
    value, lower, upper = (
        int(array[cell]) for array in (figures.values, figures.lower, figures.upper)
    )
    return Figure(value=value, lower=lower, upper=upper)


def held(name: str, bounds: tuple[float, float], truth: float) -> tuple[str, int, int, float]:
    slack = 1e-9  # a bound that meets the truth exactly holds
    return name, int(bounds[0] - slack <= truth <= bounds[1] + slack), 1, bounds[1] - bounds[0]


def show(rho: float, repeats: list[Covered]) -> None:
    sums: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(3))
    for name, *counts in (line for covered in repeats for line in covered):
        sums[name] += counts
    print(f"\nrho {rho:g} (epsilon {methods.epsilon_of(rho):.2f}), {len(repeats)} releases\n")
    print("| figure | covered, % | mean width |\n|---|---|---|")
    for name, (inside, of, width) in sums.items():
        print(f"| {name} | {100 * inside / of:.1f} | {width / of:.2f} |", flush=True)


if __name__ == "__main__":
    main()
