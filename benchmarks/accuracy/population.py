"""A made-up register like Bosnia and Herzegovina's: 18 years of 25 to 83 persons, skewed codes.

Yearly totals are those that the state reported to UNODC (GLOTIP), filled in where none was
reported; everything else is invented. Never a source of figures.
"""

import numpy as np

from privacy.engine.window import Dims, Window, Zeros

TOTALS = {
    2007: 41, 2008: 33, 2009: 69, 2010: 25, 2011: 35, 2012: 39, 2013: 25, 2014: 49, 2015: 35,
    2016: 48, 2017: 83, 2018: 36, 2019: 61, 2020: 70, 2021: 56, 2022: 38, 2023: 40, 2024: 37,
}  # fmt: skip
YEARS = tuple(TOTALS)
SIZES = {
    "sex": 6, "child_adult": 5, "age_group": 8, "form": 11, "citizenship_group": 9, "area": 16,
    "deciding_body": 8, "status": 6,
}  # fmt: skip
CHILD_BANDS, ADULT_BANDS = (0, 1), (2, 3, 4)  # bands 5, 6, 7 are the residual codes


def possible_ages() -> Zeros:
    """Child (0) only in child bands, adult (1) only in adult bands; residual bands in any."""
    possible = np.ones((SIZES["child_adult"], SIZES["age_group"]), dtype=bool)
    possible[0, list(ADULT_BANDS)] = False
    possible[1, list(CHILD_BANDS)] = False
    possible[2:, list(CHILD_BANDS + ADULT_BANDS)] = False
    return Zeros(dims=("child_adult", "age_group"), possible=possible)


def window(years: tuple[int, ...]) -> Window:
    return Window(sizes=SIZES, periods=len(years), zeros=(possible_ages(),))


def draw_persons(rng: np.random.Generator) -> np.ndarray:
    """One row a person: year number (0 = 2007), then a code for each dimension of SIZES."""
    years = np.repeat(np.arange(len(YEARS)), list(TOTALS.values()))
    form = draw_forms(years, rng)
    age = draw_given(form, ages_by_form(rng), rng)
    columns = {
        "sex": draw_given(form, sexes_by_form(rng), rng),
        "child_adult": child_or_adult(age, rng),
        "age_group": age,
        "form": form,
        "citizenship_group": draw_given(form, skewed(11, 9, rng, top=0.85), rng),
        "area": draw_given(form, skewed(11, 16, rng, top=0.25), rng),
    }
    columns["deciding_body"] = draw_given(columns["area"], skewed(16, 8, rng, top=0.5), rng)
    columns["status"] = draw_given(columns["deciding_body"], skewed(8, 6, rng, top=0.7), rng)
    return np.column_stack([years, *(columns[dim] for dim in SIZES)])


def draw_forms(years: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Begging overtakes sexual exploitation over the years, and each year has its own chance."""
    early = np.array([15, 50, 15, 3, 2, 4, 2, 1, 4, 2, 2.0])
    late = np.array([50, 18, 10, 8, 2, 3, 4, 0.5, 3, 1, 0.5])
    late_share = np.linspace(0, 1, len(YEARS))[:, np.newaxis]
    shapes = early * (1 - late_share) + late * late_share
    shapes = shapes * rng.gamma(8, 1 / 8, size=shapes.shape)
    return draw_given(years, shapes / shapes.sum(axis=1, keepdims=True), rng)


def ages_by_form(rng: np.random.Generator) -> np.ndarray:
    """Begging, marriage, crime: children; the other forms: mostly adults."""
    child = np.array([35, 45, 4, 3, 1, 8, 2, 2.0])
    adult = np.array([1, 12, 35, 28, 8, 10, 4, 2.0])
    shapes = np.array([child if form in (0, 3, 4) else adult for form in range(SIZES["form"])])
    shapes = shapes * rng.gamma(5, 1 / 5, size=shapes.shape)
    return shapes / shapes.sum(axis=1, keepdims=True)


def sexes_by_form(rng: np.random.Generator) -> np.ndarray:
    even, women, men = [50, 46, 0.5, 2, 1, 0.5], [92, 6, 0.5, 1, 0.3, 0.2], [12, 84, 0.5, 2, 1, 0.5]
    kinds = {0: even, 1: women, 2: men, 3: women, 5: women}
    shapes = np.array([kinds.get(form, even) for form in range(SIZES["form"])])
    return shapes / shapes.sum(axis=1, keepdims=True)


def skewed(rows: int, codes: int, rng: np.random.Generator, top: float) -> np.ndarray:
    """One distribution over codes for each row, like each other, the first code about `top`."""
    common = top * (1 - top) ** np.arange(codes) + 0.002
    shapes = common * rng.gamma(4, 1 / 4, size=(rows, codes))
    return shapes / shapes.sum(axis=1, keepdims=True)


def child_or_adult(age: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    drawn = rng.choice(SIZES["child_adult"], size=len(age), p=[0.4, 0.4, 0.12, 0.05, 0.03])
    drawn[np.isin(age, CHILD_BANDS)] = 0
    drawn[np.isin(age, ADULT_BANDS)] = 1
    return drawn


def draw_given(row: np.ndarray, shapes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A code for each person, from the distribution in `shapes` (rows, codes) at its row."""
    edges = shapes.cumsum(axis=1)[row]
    return (rng.random(len(row))[:, np.newaxis] > edges[:, :-1]).sum(axis=1)


def exact_table(persons: np.ndarray, dims: Dims) -> np.ndarray:
    """Counts (years, *dims). Only for simulation: the engine never sees these."""
    columns = [0, *(1 + list(SIZES).index(dim) for dim in dims)]
    counts = np.zeros((len(YEARS), *(SIZES[dim] for dim in dims)), dtype=np.int64)
    np.add.at(counts, tuple(persons[:, columns].T), 1)
    return counts
