"""Intervals contain the truth 95 times in 100, whatever the truth is."""

import numpy as np
import pytest

from privacy.engine.intervals import (
    count_interval,
    difference_interval,
    ratio_interval,
    within_whole,
)
from privacy.engine.reconcile import Reconciled, combination, estimate, reconcile
from privacy.engine.whole_counts import window_figures
from privacy.engine.window import Marginal, Window, Zeros
from tests.support.small_window import (
    SIZES,
    measured,
    skewed_truth,
    small_marginals,
    small_window,
    true_marginal,
)

NOBODY = Zeros(dims=("sex",), possible=np.array([True, False]))


@pytest.mark.parametrize("truth", [0, 1, 3, 5, 6, 8, 12, 40])
@pytest.mark.parametrize("sd", [1.7, 3.1, 9.0])
def test_a_count_is_covered_whatever_its_size(truth: int, sd: float) -> None:
    estimates = np.random.default_rng(1).normal(truth, sd, 20_000)
    published = np.maximum(np.rint(estimates), 0)
    lower, upper = count_interval(estimates, sd**2, published)
    assert np.mean((lower <= truth) & (truth <= upper)) == pytest.approx(0.95, abs=0.026)
    assert np.all((lower <= published) & (published <= upper) & (lower >= 0))


def draws(seed: int, repeats: int) -> tuple[np.ndarray, list[Reconciled]]:
    rng = np.random.default_rng(seed)
    truth = skewed_truth(rng, size=8.0)
    return truth, [
        reconcile(small_window(), measured(truth, small_marginals(), rng)) for _ in range(repeats)
    ]


def test_a_share_and_a_difference_of_years_are_covered() -> None:
    truth, drawn = draws(seed=2, repeats=1500)
    weights = np.zeros((3, 2))
    weights[0, 0] = 1
    women = combination(small_window(), ("sex",), weights)
    everybody = combination(small_window(), (), np.array([1.0, 0, 0]))
    change = combination(small_window(), (), np.array([-1.0, 0, 1]))
    share, difference = truth[0, 0].sum() / truth[0].sum(), truth[2].sum() - truth[0].sum()
    shares, differences = [], []
    for reconciled in drawn:
        estimated = np.clip(estimate(reconciled, women) / estimate(reconciled, everybody), 0, 1)
        lower, upper = ratio_interval(reconciled, women, everybody, estimated, largest=1)
        shares.append(lower <= share <= upper)
        lower, upper = difference_interval(reconciled, change, round(estimate(reconciled, change)))
        differences.append(lower <= difference <= upper)
    assert np.mean(shares) == pytest.approx(0.95, abs=0.02)
    assert np.mean(differences) == pytest.approx(0.955, abs=0.025)


def test_a_share_of_perhaps_nobody_may_be_anything() -> None:
    _, drawn = draws(seed=3, repeats=1)
    women, half = np.zeros((3, 2)), np.full((3, 2), 0.0)
    women[0, 0], half[0] = 1, (1, -1)
    numerator = combination(small_window(), ("sex",), women)
    perhaps_zero = combination(small_window(), ("sex",), half * 1e-3)
    assert ratio_interval(drawn[0], numerator, perhaps_zero, 0.5, largest=1) == (0.0, 1.0)


def test_published_figures_are_whole_covered_and_agree_in_every_margin() -> None:
    rng = np.random.default_rng(4)
    truth, covered = skewed_truth(rng), []
    for _ in range(60):
        figures = window_figures(
            small_window(), measured(truth, small_marginals(), rng), small_marginals()
        )
        by_marginal = {figure.marginal: figure for figure in figures.figures}
        for marginal, figure in by_marginal.items():
            assert np.all((figure.lower <= figure.values) & (figure.values <= figure.upper))
            exact = true_marginal(truth, marginal)
            covered.extend(((figure.lower <= exact) & (exact <= figure.upper)).ravel())
        for period in range(3):
            total = by_marginal[Marginal(dims=(), periods=(period,))].values
            assert (
                by_marginal[Marginal(dims=("sex", "form"), periods=(period,))].values.sum() == total
            )
        forms = by_marginal[Marginal(dims=("form", "area"), periods=(0, 1, 2))].values.sum(axis=1)
        yearly = (
            by_marginal[Marginal(dims=("sex", "form"), periods=(p,))].values for p in range(3)
        )
        np.testing.assert_array_equal(sum(yearly).sum(axis=0), forms)
    assert np.mean(covered) == pytest.approx(0.955, abs=0.02)


def test_a_part_that_is_nearly_all_loses_at_most_half_a_time_in_a_hundred() -> None:
    rng, everybody, sd, draws = np.random.default_rng(6), 30, 8.0, 200_000
    part, whole = rng.normal(everybody, [[sd], [3.0]], (2, draws))
    _, upper = count_interval(part, sd**2, np.zeros(draws))
    capped = np.array(
        [within_whole(bounds, all_, 9.0) for bounds, all_ in zip(upper, whole, strict=True)]
    )
    missed, missed_before = np.mean(capped < everybody), np.mean(upper < everybody)
    assert missed_before < missed < missed_before + 0.0055
    assert np.mean(upper - capped) > 3


def test_no_part_is_said_to_be_larger_than_its_whole_may_be() -> None:
    rng, whole = np.random.default_rng(7), Marginal(dims=(), periods=(1,))
    marginals = [whole, Marginal(dims=("sex", "form"), periods=(1,))]
    for _ in range(20):
        figures = window_figures(
            small_window(), measured(skewed_truth(rng), small_marginals(), rng), marginals
        )
        total, split = figures.figures
        half = (float(total.upper) - float(total.lower)) / 2
        assert np.all(split.upper <= max(total.upper + half, split.values.max()))


def test_an_impossible_cell_is_zero_without_doubt() -> None:
    rng = np.random.default_rng(5)
    window = Window(sizes=SIZES, periods=3, zeros=(NOBODY,))
    marginal = Marginal(dims=("sex", "form"), periods=(1,))
    figure = window_figures(
        window, measured(skewed_truth(rng), small_marginals(), rng), [marginal]
    ).figures[0]
    assert (
        np.all(figure.values[1] == 0)
        and np.all(figure.lower[1] == 0)
        and np.all(figure.upper[1] == 0)
    )
