"""Shares of the budget that serve published figures, and not the intervals around them.

`privacy/planning/apportionment.py` minimises the variance of unbiased estimates, which intervals
rest on. Published figures lean on what years have in common, and that is cheap to measure: margins
over whole windows. So here each component T begins with P_T, how much it may vary before anything
is measured, and

    minimise  Σ_T trace(K_T (P_T⁻¹ + I_T(ρ))⁻¹)

with K_T and the information I_T(ρ) of `shares.py`: a Bayesian A-optimal design (Chaloner and
Verdinelli 1995), convex in ρ. Nothing here sees a count.
"""

import numpy as np

from benchmarks.accuracy.register import Register, costs, window_of
from privacy.engine.components import subsets
from privacy.engine.window import Dims, Window
from privacy.planning.apportionment import Candidate, information_of_one, mean_cell

DISPERSION = 1.5  # of a year's counts around the window's pattern; 1 would be Poisson
VAGUE = 1e6  # as good as no bound; totals lean on nothing
WITHOUT_PATTERN = 0.1  # of the budget, spent as `costs` says, so that each table is measured
SMALLEST = 1e-3  # share of a table that need not be measured: less is not worth it
STEPS = 400
Shares = dict[Dims, float]
Part = tuple[dict[int, np.ndarray], np.ndarray, np.ndarray]


def leaning_costs(register: Register, rho: float) -> tuple[Shares, Shares]:
    """ρ of each table that is asked for, and of margins of them over whole windows."""
    window = window_of(register, tuple(range(register.pooled_periods)))
    asked, margins = asked_for(register), whole_margins(register)
    shares = leaning_shares(window, [*asked, *margins], rho, register.usual_year)
    free = rho * (1 - WITHOUT_PATTERN)
    least = costs(register, rho * WITHOUT_PATTERN)
    found = zip([*asked, *margins], free * shares, strict=True)
    spent = [(each.dims, float(cost)) for each, cost in found]
    return (
        {dims: cost + least[dims] for dims, cost in spent[: len(asked)]},
        {dims: cost for dims, cost in spent[len(asked) :] if cost > SMALLEST * rho},
    )


def asked_for(register: Register) -> list[Candidate]:
    """Every cell weighs the same."""
    years = tuple((year,) for year in range(register.pooled_periods))
    return [
        *(Candidate(dims=dims, periods=years, weight=1) for dims in register.yearly),
        *(Candidate(dims=dims, periods=whole(register), weight=1) for dims in register.pooled),
    ]


def whole_margins(register: Register) -> list[Candidate]:
    """Of all tables that are asked for; a person is in one window, so each costs a person once."""
    dims = {part for each in (*register.yearly, *register.pooled) for part in subsets(each)}
    chosen = sorted(dims - {(), *register.pooled})
    return [Candidate(dims=each, periods=whole(register), weight=0) for each in chosen]


def whole(register: Register) -> tuple[tuple[int, ...]]:
    return (tuple(range(register.pooled_periods)),)


def leaning_shares(
    window: Window, candidates: list[Candidate], rho: float, persons: float
) -> np.ndarray:
    """(candidates,), sum 1; by the same updates as `budget_shares`. `persons`: in a usual year."""
    parts = list(parts_of(window, candidates, persons))
    shares = np.full(len(candidates), 1 / len(candidates))
    for _ in range(STEPS):
        shares = shares * np.sqrt(gains(parts, rho * shares))
        shares /= shares.sum()
    return shares


def parts_of(window: Window, candidates: list[Candidate], persons: float) -> list[Part]:
    """Of each component: what ρ = 1 of each candidate tells, P_T⁻¹ and K_T."""
    found = []
    for part in sorted({part for each in candidates for part in subsets(each.dims)}):
        places = {n: each for n, each in enumerate(candidates) if set(part) <= set(each.dims)}
        unit = {n: information_of_one(window, each, part) for n, each in places.items()}
        before = np.linalg.inv(spread_before(window, part, persons))
        worth = sum(each.weight * mean_cell(window, each, part) for each in places.values())
        found.append((unit, before, worth))
    return found


def spread_before(window: Window, part: Dims, persons: float) -> np.ndarray:
    """P_T (periods, periods): years around the window as overdispersed counts; the window, where
    dimensions meet, around equal shares as Jeffreys' prior has it, a Dirichlet distribution of
    halves. Of a dimension by itself nothing is known."""
    each_year, alike = np.eye(window.periods), np.ones((window.periods, window.periods))
    if not part:
        return VAGUE * each_year
    codes = window.cells(part)
    usual = persons / codes
    pattern = VAGUE if len(part) == 1 else usual**2 * 2 * (codes - 1) / (codes + 2)
    return DISPERSION * usual * each_year + pattern * alike


def gains(parts: list[Part], rhos: np.ndarray) -> np.ndarray:
    """How fast the sum above falls with each ρ: (candidates,)."""
    found = np.zeros(len(rhos))
    for unit, before, worth in parts:
        told = sum(rhos[place] * each for place, each in unit.items())
        left = np.linalg.inv(before + told)
        for place, each in unit.items():
            found[place] += np.sum(each * (left @ worth @ left))
    return found
