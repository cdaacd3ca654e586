"""How much of the budget each table should get: least weighted variance of what is published.

A table with share ρ has noise of variance σ² = Δ² / (2ρ) on each cell (discrete Gaussian in zCDP,
Canonne, Kamath and Steinke 2020; Δ is the L2 sensitivity), which gives component T the information
2ρ / (Δ² n). So the weighted variance is Σ_T trace(K_T Σ_T(ρ)), with the Σ_T of `reconcile` and K_T
the weights of the published tables: convex in ρ, an A-optimal design. Only declarations are used,
never a measurement, so choosing shares costs nothing.
"""

from dataclasses import dataclass

import numpy as np

from privacy.components import cell_factor, component_noise, subsets
from privacy.reconcile import NO_INFORMATION
from privacy.window import Dims, Window, membership

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
    shares = np.full(len(candidates), 1 / len(candidates))
    for _ in range(MOST_STEPS):
        updated = shares * np.sqrt(variance_and_gain(window, candidates, shares)[1])
        updated /= updated.sum()
        if np.max(np.abs(updated - shares)) < STEADY:
            break
        shares = updated
    return updated


def weighted_variance(window: Window, candidates: list[Candidate], rhos: np.ndarray) -> float:
    """Σ weight × variance of a reconciled cell, averaged over the periods of each candidate."""
    return variance_and_gain(window, candidates, rhos)[0]


def variance_and_gain(
    window: Window, candidates: list[Candidate], rhos: np.ndarray
) -> tuple[float, np.ndarray]:
    """The weighted variance and how fast it falls with each ρ: (candidates,), not negative."""
    variance, gains = 0.0, np.zeros(len(candidates))
    for part in sorted({part for each in candidates for part in subsets(each.dims)}):
        sources = [i for i, each in enumerate(candidates) if set(part) <= set(each.dims)]
        unit = {i: information_of_one(window, candidates[i], part) for i in sources}
        covariance = np.linalg.pinv(
            sum(rhos[i] * unit[i] for i in sources), rcond=NO_INFORMATION, hermitian=True
        )
        worth = sum(worth_of(window, candidates[i], part) for i in sources)
        variance += float(np.sum(worth * covariance))
        for i in sources:
            gains[i] += float(np.sum(unit[i] * (covariance @ worth @ covariance)))
    return variance, np.maximum(gains, 0)


def information_of_one(window: Window, candidate: Candidate, part: Dims) -> np.ndarray:
    """What ρ = 1 tells about component `part` of each period: (periods, periods)."""
    sigma = candidate.sensitivity / 2**0.5
    return period_products(window, candidate) / component_noise(window, candidate.dims, part, sigma)


def worth_of(window: Window, candidate: Candidate, part: Dims) -> np.ndarray:
    """K_T: the weight of the component's covariance between periods, (periods, periods)."""
    weight = candidate.weight / len(candidate.periods)
    return weight * cell_factor(window, candidate.dims, part) * period_products(window, candidate)


def period_products(window: Window, candidate: Candidate) -> np.ndarray:
    """Σ a a' over the candidate's periods, each written as weights a on the window's periods."""
    members = np.array([membership(window, periods) for periods in candidate.periods])
    return members.T @ members
