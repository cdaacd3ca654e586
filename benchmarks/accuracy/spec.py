"""What the comparison publishes: tables per year, tables per five years, and what each costs.

The same list for every method. Costs are relative; `costs` scales them to a cohort's whole budget.
"""

from privacy.engine.window import Dims, Marginal, Window
from privacy.planning.apportionment import Candidate, budget_shares

YEARLY: dict[Dims, float] = {
    (): 0.08,
    ("sex", "child_adult"): 0.08,
    ("form",): 0.06,
    ("sex",): 0.04,
    ("age_group",): 0.04,
    ("citizenship_group",): 0.03,
    ("area",): 0.03,
    ("deciding_body",): 0.02,
    ("status",): 0.02,
}
POOLED: dict[Dims, float] = {("age_group", "form"): 0.03, ("form", "area"): 0.03}
# Year numbers (0 = 2007) of each window; only whole five-year windows have pooled tables.
WINDOWS = ((0, 1, 2), (3, 4, 5, 6, 7), (8, 9, 10, 11, 12), (13, 14, 15, 16, 17))
FIVE_YEARS = 5
TOTAL_WEIGHT = 10


def tables(periods: int) -> list[Marginal]:
    yearly = [Marginal(dims=dims, periods=(each,)) for dims in YEARLY for each in range(periods)]
    if periods < FIVE_YEARS:
        return yearly
    return yearly + [Marginal(dims=dims, periods=tuple(range(periods))) for dims in POOLED]


def costs(rho: float) -> dict[Dims, float]:
    """ρ of each table, in proportion to the list, so that a cohort pays `rho` in all."""
    stated = YEARLY | POOLED
    return {dims: rho * cost / sum(stated.values()) for dims, cost in stated.items()}


def optimised_costs(rho: float, window: Window) -> dict[Dims, float]:
    """ρ of each table where every published table weighs the same, and the total more."""
    years = tuple((period,) for period in range(window.periods))
    everything = (tuple(range(window.periods)),)
    candidates = [
        Candidate(
            dims=dims,
            periods=everything if dims in POOLED else years,
            weight=1 if dims else TOTAL_WEIGHT,
        )
        for dims in YEARLY | POOLED
    ]
    shares = budget_shares(window, candidates)
    return {each.dims: float(rho * share) for each, share in zip(candidates, shares, strict=True)}
