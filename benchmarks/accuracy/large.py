"""A made-up register of 50,000 persons in five years: skewed codes, one dimension of 40 countries.

Every dimension leans on one before it, as in real case data. Never a source of figures.
"""

import numpy as np

from benchmarks.accuracy.population import draw_given, skewed
from privacy.engine.window import Dims

YEARS, PERSONS = 5, 50_000
SIZES = {
    "country": 40, "form": 11, "age_group": 8, "sex": 3, "area": 16, "recruiter": 8,
    "crossing": 4, "means": 7,
}  # fmt: skip
# Each dimension, the one that it leans on, and the share of its most common code.
LEANS = {
    "form": ("country", 0.35),
    "age_group": ("form", 0.4),
    "sex": ("form", 0.6),
    "area": ("country", 0.2),
    "recruiter": ("form", 0.4),
    "crossing": ("country", 0.6),
    "means": ("recruiter", 0.4),
}
YEARLY: tuple[Dims, ...] = (
    (), *((dim,) for dim in SIZES), ("age_group", "sex"), ("form", "sex"), ("form", "age_group"),
    ("country", "form"), ("country", "sex"), ("form", "recruiter"),
)  # fmt: skip
POOLED: tuple[Dims, ...] = (
    ("country", "age_group"), ("country", "area"), ("form", "area"), ("area", "crossing"),
    ("form", "means"), ("recruiter", "means"), ("country", "crossing"), ("sex", "recruiter"),
    ("age_group", "recruiter"),
)  # fmt: skip


def draw_persons(rng: np.random.Generator) -> np.ndarray:
    """One row a person: year number, then a code for each dimension of SIZES."""
    years = rng.integers(0, YEARS, PERSONS)
    columns = {"country": draw_given(years, skewed(YEARS, SIZES["country"], rng, 0.12), rng)}
    for dim, (other, top) in LEANS.items():
        shapes = skewed(SIZES[other], SIZES[dim], rng, top)
        columns[dim] = draw_given(columns[other], shapes, rng)
    return np.column_stack([years, *(columns[dim] for dim in SIZES)])
