"""A window small enough to solve by brute force: three dimensions, three periods."""

import numpy as np

from privacy.engine.window import Dims, Marginal, MeasuredMarginal, Window

SIZES = {"sex": 2, "form": 3, "area": 4}
PERIODS = 3


def small_window() -> Window:
    return Window(sizes=SIZES, periods=PERIODS)


def small_marginals() -> list[Marginal]:
    """Yearly tables, of which one year lacks one, and two tables of several years."""
    yearly = [Marginal(dims=dims, periods=(p,)) for dims in ((), ("sex", "form")) for p in range(3)]
    lacking = [Marginal(dims=("area",), periods=(p,)) for p in range(2)]
    everything = Marginal(dims=("form", "area"), periods=(0, 1, 2))
    return [*yearly, *lacking, everything, Marginal(dims=("area",), periods=(1, 2))]


def noise_of(marginals: list[Marginal]) -> list[float]:
    return [1.5 + 0.5 * (number % 4) for number in range(len(marginals))]


def measured(
    truth: np.ndarray, marginals: list[Marginal], rng: np.random.Generator
) -> list[MeasuredMarginal]:
    """`truth` (periods, *sizes) with normal noise on each table."""
    measurements = []
    for marginal, sigma in zip(marginals, noise_of(marginals), strict=True):
        exact = true_marginal(truth, marginal)
        counts = exact + rng.normal(0, sigma, exact.shape)
        measurements.append(MeasuredMarginal(marginal=marginal, sigma=sigma, counts=counts))
    return measurements


def true_marginal(truth: np.ndarray, marginal: Marginal) -> np.ndarray:
    missing = tuple(i for i, dim in enumerate(SIZES) if dim not in marginal.dims)
    return truth[list(marginal.periods)].sum(axis=0).sum(axis=missing)


def skewed_truth(rng: np.random.Generator, size: float = 3.0) -> np.ndarray:
    return rng.poisson(rng.gamma(0.5, size, (PERIODS, *SIZES.values())))


def as_matrix(window: Window, dims: Dims, periods: tuple[int, ...]) -> np.ndarray:
    """The table as 0/1 rows over all cells of the joint of all periods."""
    rows = []
    for codes in np.ndindex(window.shape(dims)):
        inside = np.zeros((window.periods, *window.sizes.values()))
        fixed = dict(zip(dims, codes, strict=True))
        place = tuple(fixed.get(dim, slice(None)) for dim in window.sizes)
        inside[(list(periods), *place)] = 1
        rows.append(inside.ravel())
    return np.array(rows)
