"""A window small enough to solve by brute force: three dimensions, three periods."""

import numpy as np

from privacy.engine.window import Dims, Measurement, Table, Window

SIZES = {"sex": 2, "form": 3, "area": 4}
PERIODS = 3


def small_window() -> Window:
    return Window(sizes=SIZES, periods=PERIODS)


def small_tables() -> list[Table]:
    """Yearly tables, of which one year lacks one, and two tables of several years."""
    yearly = [Table(dims=dims, periods=(p,)) for dims in ((), ("sex", "form")) for p in range(3)]
    lacking = [Table(dims=("area",), periods=(p,)) for p in range(2)]
    everything = Table(dims=("form", "area"), periods=(0, 1, 2))
    return [*yearly, *lacking, everything, Table(dims=("area",), periods=(1, 2))]


def noise_of(tables: list[Table]) -> list[float]:
    return [1.5 + 0.5 * (number % 4) for number in range(len(tables))]


def measured(truth: np.ndarray, tables: list[Table], rng: np.random.Generator) -> list[Measurement]:
    """`truth` (periods, *sizes) with normal noise on each table."""
    measurements = []
    for table, sigma in zip(tables, noise_of(tables), strict=True):
        exact = true_table(truth, table)
        counts = exact + rng.normal(0, sigma, exact.shape)
        measurements.append(Measurement(table=table, sigma=sigma, counts=counts))
    return measurements


def true_table(truth: np.ndarray, table: Table) -> np.ndarray:
    missing = tuple(i for i, dim in enumerate(SIZES) if dim not in table.dims)
    return truth[list(table.periods)].sum(axis=0).sum(axis=missing)


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
