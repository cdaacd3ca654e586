"""How much of the budget each table should get: least weighted variance of what is published.

A table with share ρ has noise of variance σ² = Δ² / (2ρ) on each cell (discrete Gaussian in zCDP,
Canonne, Kamath and Steinke 2020; Δ is the L2 sensitivity), which gives component T the information
2ρ / (Δ² n). So the weighted variance is Σ_T trace(K_T Σ_T(ρ)), with the Σ_T of `reconcile` and K_T
what the published tables weigh: convex in ρ, an A-optimal design. Only declarations are used,
never a measurement, so choosing shares costs nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from privacy.engine.components import cell_factor, component_noise, subsets
from privacy.engine.reconcile import NO_INFORMATION
from privacy.engine.window import Dims, Window, membership

MOST_STEPS = 2_000
STEADY = 1e-9


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A table that may be measured, once for each of `periods`, which must not overlap.

    `weight` is what a unit of variance in each of its cells is worth avoiding; 0 if the table is
    not published. `sensitivity`: sqrt(k) where one person may count in k of its cells.
    """

    dims: Dims
    periods: tuple[tuple[int, ...], ...]
    weight: float
    sensitivity: float = 1.0


def budget_shares(window: Window, candidates: list[Candidate]) -> np.ndarray:
    """The share of each candidate in a cohort's budget: (candidates,), sum 1.

    Multiplicative updates ρ ← ρ √(-∂f/∂ρ), scaled to sum 1: the objective falls in each step
    (Silvey, Titterington and Torsney 1978; Yu, "Monotonic Convergence of a General Algorithm for
    Computing Optimal Designs", Annals of Statistics 2010).
    """
    shares = updated = np.full(len(candidates), 1 / len(candidates))
    for _ in range(MOST_STEPS):
        updated = shares * np.sqrt(gains(window, candidates, shares))
        updated /= updated.sum()
        if np.max(np.abs(updated - shares)) < STEADY:
            break
        shares = updated
    return updated


def weighted_variance(window: Window, candidates: list[Candidate], rhos: np.ndarray) -> float:
    """Σ weight × variance of a reconciled cell."""
    weights = np.array([candidate.weight for candidate in candidates])
    return float(weights @ cell_variances(window, candidates, rhos))


def cell_variances(window: Window, candidates: list[Candidate], rhos: np.ndarray) -> np.ndarray:
    """The variance of a reconciled cell of each candidate, on average of its periods:
    (candidates,)."""
    variances = np.zeros(len(candidates))
    for part, unit, covariance in solved_components(window, candidates, rhos):
        for place in unit:
            variances[place] += np.sum(mean_cell(window, candidates[place], part) * covariance)
    return variances


def gains(window: Window, candidates: list[Candidate], rhos: np.ndarray) -> np.ndarray:
    """How fast the weighted variance falls with each ρ: (candidates,), not negative."""
    falls = np.zeros(len(candidates))
    for part, unit, covariance in solved_components(window, candidates, rhos):
        worth = sum(
            candidates[place].weight * mean_cell(window, candidates[place], part) for place in unit
        )
        for place, information in unit.items():
            falls[place] += np.sum(information * (covariance @ worth @ covariance))
    return np.maximum(falls, 0)


def solved_components(
    window: Window, candidates: list[Candidate], rhos: np.ndarray
) -> Iterator[tuple[Dims, dict[int, np.ndarray], np.ndarray]]:
    """Each component T; what ρ = 1 of each candidate that has it tells about it; and Σ_T(ρ)."""
    for part in sorted({part for candidate in candidates for part in subsets(candidate.dims)}):
        unit = {
            place: information_of_one(window, candidate, part)
            for place, candidate in enumerate(candidates)
            if set(part) <= set(candidate.dims)
        }
        information = sum(rhos[place] * matrix for place, matrix in unit.items())
        yield part, unit, np.linalg.pinv(information, rcond=NO_INFORMATION, hermitian=True)


def information_of_one(window: Window, candidate: Candidate, part: Dims) -> np.ndarray:
    """What ρ = 1 tells about component `part` of each period: (periods, periods)."""
    sigma = candidate.sensitivity / 2**0.5
    return period_products(window, candidate) / component_noise(window, candidate.dims, part, sigma)


def mean_cell(window: Window, candidate: Candidate, part: Dims) -> np.ndarray:
    """A cell's variance is the sum of this times Σ_T: (periods, periods)."""
    factor = cell_factor(window, candidate.dims, part) / len(candidate.periods)
    return factor * period_products(window, candidate)


def period_products(window: Window, candidate: Candidate) -> np.ndarray:
    """Σ a a' over the candidate's periods, each written as weights a on the window's periods."""
    members = np.array([membership(window, periods) for periods in candidate.periods])
    products: np.ndarray = members.T @ members
    return products
