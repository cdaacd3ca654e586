"""Intervals contain the truth 95 times in 100, whatever the truth is."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from privacy.engine.intervals import (
    count_interval,
    within_whole,
)
from privacy.engine.reconcile import (
    Reconciled,
    reconcile,
)
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


def chance_below(deviations: float) -> float:
    """The chance that a normal variable lies below its mean plus so many standard deviations."""
    return math.erfc(-deviations / math.sqrt(2)) / 2


def furthest(holds: Callable[[float], bool], nearest: float, far: float) -> float:
    """From `nearest`, where it holds, towards `far`: the last place where it holds."""
    for _ in range(200):
        middle = (nearest + far) / 2
        nearest, far = (middle, far) if holds(middle) else (nearest, middle)
    return nearest


def chance_of_cover(truth: int, sd: float) -> float:
    """How often a count's interval has the truth in it, computed: it has for estimates in a row."""

    def covers(estimate: float) -> bool:
        one = np.array([estimate])
        lower, upper = count_interval(one, sd**2, np.maximum(one, 0))
        return bool(lower[0] <= truth <= upper[0])

    low, high = (furthest(covers, truth, truth + away * sd) for away in (-10, 10))
    return chance_below((high - truth) / sd) - chance_below((low - truth) / sd)


@pytest.mark.parametrize("sd", [1.7, 3.1, 9.0])
@pytest.mark.parametrize("truth", [0, 1, 3, 5, 6, 7, 8, 12, 17, 18, 40])
def test_the_chance_that_a_count_is_covered_is_95_in_100_exactly(truth: int, sd: float) -> None:
    assert chance_of_cover(truth, sd) == pytest.approx(0.95, abs=1e-6)


@pytest.mark.parametrize("sd", [1.0, 3.1, 9.0])
def test_a_part_as_large_as_its_whole_is_cut_off_once_in_200_times(sd: float) -> None:
    everybody, unbounded = 1_000, np.array([np.inf])
    kept = furthest(
        lambda whole: within_whole(unbounded, whole, sd**2)[0] >= everybody, everybody, 0
    )
    assert chance_below((kept - everybody) / sd) == pytest.approx(0.005, abs=1e-7)


def draws(seed: int, repeats: int) -> tuple[np.ndarray, list[Reconciled]]:
    rng = np.random.default_rng(seed)
    truth = skewed_truth(rng, size=8.0)
    return truth, [
        reconcile(small_window(), measured(truth, small_marginals(), rng)) for _ in range(repeats)
    ]


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


def test_an_interval_never_goes_below_zero_and_ends_where_an_estimate_of_zero_ends() -> None:
    estimates = np.array([-2.2, 0.0, 0.4])
    lower, upper = count_interval(estimates, 4.0, np.zeros(3))
    assert lower.tolist() == [0, 0, 0]
    assert upper.tolist() == [3, 3, 4]  # 1.96 × 2 above, in whole persons


def test_a_count_is_within_its_interval_wherever_it_was_rounded_to() -> None:
    lower, upper = count_interval(np.array([20.0, 20.0]), 1.0, np.array([3.0, 40.0]))
    assert (lower.tolist(), upper.tolist()) == ([3, 19], [21, 40])


def test_a_whole_that_is_estimated_below_zero_bounds_its_parts_like_one_of_nobody() -> None:
    bounds = [within_whole(np.array([9.0]), whole, 4.0)[0] for whole in (-5.0, 0.0, 2.0)]
    assert bounds == [5, 5, 7]  # 2.576 × 2 above, in whole persons
