"""How often the 95 % intervals hold: `python -m benchmarks.accuracy.coverage --help`.

Simulates whole releases with OpenDP's noise and counts, for each published table and for shares,
ratios and changes between years, how often the interval contains the true figure.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pool

import numpy as np

from benchmarks.accuracy import methods, population, spec
from privacy.engine.intervals import difference_interval, ratio_interval
from privacy.engine.reconcile import combination
from privacy.engine.synthetic import counted
from privacy.engine.whole_counts import WindowFigures
from privacy.engine.window import Dims, Window

Covered = list[tuple[str, int, int, float]]  # what; how many covered, of how many; sum of widths


@dataclass(frozen=True, kw_only=True)
class Amount:
    """A sum of cells: `weights` (periods, *dims) on the cells of the tables over `dims`."""

    dims: Dims
    weights: np.ndarray

    def of(self, stack: np.ndarray) -> float:
        return float(np.sum(self.weights * stack))


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
    for years, (window, _), published in zip(
        spec.WINDOWS, windows, methods.published(windows), strict=True
    ):
        found += tables_covered(persons, years, published)
        found += ratios_covered(persons, years, window, published)
        found += changes_covered(persons, years, window, published)
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


def ratios_covered(
    persons: np.ndarray, years: tuple[int, ...], window: Window, published: WindowFigures
) -> Covered:
    found = []
    for name, top, bottom, largest in ratios(window):
        amounts = [combination(window, each.dims, each.weights) for each in (top, bottom)]
        true_top, true_bottom = (exact_amount(persons, years, each) for each in (top, bottom))
        if true_bottom > 0:
            our_top, our_bottom = (our_amount(window, published, each) for each in (top, bottom))
            shown = min(our_top / max(our_bottom, 1), largest)
            bounds = ratio_interval(published.reconciled, *amounts, shown, largest)
            found.append(held(name, bounds, true_top / true_bottom))
    return found


def ratios(window: Window) -> Iterator[tuple[str, Amount, Amount, float]]:
    """Name, top, bottom, largest: shares of a year's total, common to rare; adults per child."""
    for period in range(window.periods):
        total = cells(window, (), period)
        for code, kind in ((0, "common"), (2, "middling"), (7, "rare")):
            yield f"share of a {kind} form", cells(window, ("form",), period, code), total, 1.0
        adults, children = (cells(window, ("sex", "child_adult"), period, code) for code in (1, 0))
        yield "adults per child", adults, children, np.inf


def changes_covered(
    persons: np.ndarray, years: tuple[int, ...], window: Window, published: WindowFigures
) -> Covered:
    found = []
    for period in range(window.periods - 1):
        for name, dims in (("change of the total", ()), ("change of a form", ("form",))):
            later, earlier = (cells(window, dims, each, 0) for each in (period + 1, period))
            change = Amount(dims=dims, weights=later.weights - earlier.weights)
            wanted = combination(window, dims, change.weights)
            shown = our_amount(window, published, change)
            bounds = difference_interval(published.reconciled, wanted, shown)
            found.append(held(name, bounds, exact_amount(persons, years, change)))
    return found


def cells(window: Window, dims: Dims, period: int, code: int = 0) -> Amount:
    """The cells of one period with `code` in the last of `dims`, whatever the others."""
    weights = np.zeros((window.periods, *window.shape(dims)))
    weights[(period, ..., code) if dims else period] = 1
    return Amount(dims=dims, weights=weights)


def exact_amount(persons: np.ndarray, years: tuple[int, ...], amount: Amount) -> float:
    return amount.of(population.exact_table(persons, amount.dims)[list(years)])


def our_amount(window: Window, published: WindowFigures, amount: Amount) -> float:
    return amount.of(counted(window, published.rows, amount.dims))


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
