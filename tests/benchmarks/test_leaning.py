"""The costs that the comparison plans for published figures are the best ones by their own rule."""

import numpy as np
import pytest

from benchmarks.accuracy.leaning import (
    asked_for,
    gains,
    leaning_costs,
    leaning_shares,
    parts_of,
    whole_margins,
)
from benchmarks.accuracy.register import country, window_of
from privacy.planning.apportionment import budget_shares

REGISTER = country(seed=0)
WINDOW = window_of(REGISTER, tuple(range(REGISTER.pooled_periods)))
CANDIDATES = [*asked_for(REGISTER), *whole_margins(REGISTER)]
PARTS = parts_of(WINDOW, CANDIDATES, REGISTER.usual_year)


def left_over(rhos: np.ndarray) -> float:
    """The sum that is minimised."""
    total = 0.0
    for unit, before, worth in PARTS:
        told = sum(rhos[place] * each for place, each in unit.items())
        total += float(np.sum(worth * np.linalg.inv(before + told)))
    return total


def test_the_gain_is_the_slope_of_what_is_minimised() -> None:
    rhos, step = np.full(len(CANDIDATES), 0.01), 1e-6
    for gain, moved in zip(gains(PARTS, rhos), step * np.eye(len(rhos)), strict=True):
        slope = (left_over(rhos - moved) - left_over(rhos + moved)) / (2 * step)
        assert gain == pytest.approx(slope, rel=1e-3)


@pytest.mark.parametrize("rho", [0.02, 1.0])
def test_no_shift_to_another_table_is_better(rho: float) -> None:
    shares = leaning_shares(WINDOW, CANDIDATES, rho, REGISTER.usual_year)
    assert shares.sum() == pytest.approx(1)
    best = left_over(rho * shares)
    for alone in np.eye(len(shares)):
        assert left_over(rho * (0.95 * shares + 0.05 * alone)) > best * (1 - 1e-4)


def test_a_small_budget_goes_to_totals_and_whole_windows_and_measures_every_table() -> None:
    rho = 0.02
    asked, margins = leaning_costs(REGISTER, rho)
    assert set(asked) == {*REGISTER.yearly, *REGISTER.pooled}
    assert min(asked.values()) > 0
    assert asked[()] + sum(margins.values()) > 0.8 * rho
    assert sum(asked.values()) + sum(margins.values()) <= rho * (1 + 1e-9)


def test_where_persons_are_many_figures_lean_on_nothing() -> None:
    shares = leaning_shares(WINDOW, asked_for(REGISTER), rho=1.0, persons=1e6)
    assert shares == pytest.approx(budget_shares(WINDOW, asked_for(REGISTER)), abs=0.005)
