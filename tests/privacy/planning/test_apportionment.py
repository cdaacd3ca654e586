"""The shares of the budget are the best ones, and are chosen from declarations alone."""

import numpy as np
import pytest

from privacy.engine.reconcile import cell_variance, reconcile
from privacy.engine.window import Marginal, MeasuredMarginal
from privacy.planning.apportionment import (
    Candidate,
    budget_shares,
    cell_variances,
    gains,
    weighted_variance,
)
from tests.support.small_window import small_window

YEARS = ((0,), (1,), (2,))
CANDIDATES = [
    Candidate(dims=(), periods=YEARS, weight=3.0),
    Candidate(dims=("sex", "form"), periods=YEARS, weight=1.0),
    Candidate(dims=("form", "area"), periods=((0, 1, 2),), weight=2.0, sensitivity=2**0.5),
]


def test_the_objective_is_the_variance_of_the_reconciled_cells() -> None:
    rhos, window = np.array([0.1, 0.2, 0.3]), small_window()
    measurements = [
        MeasuredMarginal(
            marginal=Marginal(dims=candidate.dims, periods=periods),
            sigma=candidate.sensitivity / (2 * rho) ** 0.5,
            counts=np.zeros(window.shape(candidate.dims)),
        )
        for candidate, rho in zip(CANDIDATES, rhos, strict=True)
        for periods in candidate.periods
    ]
    reconciled = reconcile(window, measurements)
    expected = 0.0
    for candidate in CANDIDATES:
        marginals = [
            Marginal(dims=candidate.dims, periods=periods) for periods in candidate.periods
        ]
        variances = [cell_variance(reconciled, marginal) for marginal in marginals]
        expected += candidate.weight * float(np.mean(variances))
    assert weighted_variance(window, CANDIDATES, rhos) == pytest.approx(expected)


def test_the_gain_is_the_slope_of_the_objective() -> None:
    rhos, window, step = np.array([0.1, 0.2, 0.3]), small_window(), 1e-6
    falls = gains(window, CANDIDATES, rhos)
    before = weighted_variance(window, CANDIDATES, rhos)
    for number, gain in enumerate(falls):
        more = rhos + step * (np.arange(3) == number)
        fall = before - weighted_variance(window, CANDIDATES, more)
        assert fall / step == pytest.approx(gain, rel=1e-3)


def test_no_other_shares_are_better() -> None:
    window = small_window()
    shares = budget_shares(window, CANDIDATES)
    assert shares.sum() == pytest.approx(1)
    best = weighted_variance(window, CANDIDATES, shares)
    for other in np.random.default_rng(1).dirichlet(np.ones(3), size=500):
        assert weighted_variance(window, CANDIDATES, other) >= best - 1e-9


def test_one_table_gets_everything() -> None:
    assert budget_shares(small_window(), CANDIDATES[1:2]) == pytest.approx([1.0])


def test_tables_that_tell_nothing_of_each_other_share_by_the_roots_of_their_weights() -> None:
    """Σ w s² / 2ρ is least where each ρ is in proportion to s √w."""
    apart = [
        Candidate(dims=(), periods=((0,),), weight=4.0),
        Candidate(dims=(), periods=((1,),), weight=1.0, sensitivity=3.0),
    ]
    np.testing.assert_allclose(budget_shares(small_window(), apart), [0.4, 0.6], rtol=1e-6)
    found = weighted_variance(small_window(), apart, np.array([0.4, 0.6]))
    assert found == pytest.approx(4 / 0.8 + 9 / 1.2)


def test_a_table_that_is_not_published_and_tells_nothing_of_others_gets_nothing() -> None:
    apart = [
        Candidate(dims=(), periods=((0,),), weight=1.0),
        Candidate(dims=(), periods=((1,),), weight=0.0),
    ]
    np.testing.assert_allclose(budget_shares(small_window(), apart), [1, 0], atol=1e-9)


def test_a_cells_variance_is_the_mean_over_its_periods() -> None:
    found = cell_variances(small_window(), CANDIDATES[:1], np.array([0.5]))
    assert found.tolist() == pytest.approx([1.0])


def test_at_the_best_shares_no_table_would_gain_more_than_another() -> None:
    window, every_year = (
        small_window(),
        [
            Candidate(dims=(), periods=YEARS, weight=3.0),
            Candidate(dims=("sex",), periods=YEARS, weight=1.0),
            Candidate(dims=("sex", "form"), periods=((0, 1, 2),), weight=2.0),
        ],
    )
    shares = budget_shares(window, every_year)
    found = gains(window, every_year, shares)
    assert np.all(shares > 0.05)
    np.testing.assert_allclose(found, found.mean(), rtol=1e-5)
