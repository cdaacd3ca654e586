"""The noise: certified, no more than needed, of the stated size, and never the same twice."""

import math
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import opendp.prelude as dp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy.noise import (
    LARGEST_COUNT,
    NoisyCounts,
    chances,
    check_counts,
    distance_of_sum,
    draw_further,
    draw_noisy,
    epsilon_of,
    margin_of_error,
    rho_of_sum,
    rounded_down,
    scalar_gaussian_costing,
    scale_for,
    scale_seen,
    sensitivity,
)

NO_ONE = np.zeros(1, dtype=np.int64)
RHOS = [Decimal(text) for text in ("0.001", "0.01", "0.02", "0.03", "0.04", "0.06", "0.08", "0.1")]


@pytest.mark.parametrize("rho", RHOS)
@pytest.mark.parametrize("cells_per_person", [1, 2, 3, 5, 7])
def test_the_certified_rho_is_never_above_the_one_asked_for(
    cells_per_person: int, rho: Decimal
) -> None:
    certified = draw_noisy(NO_ONE, cells_per_person, rho).rho
    assert Fraction(certified) <= Fraction(rho)


@settings(max_examples=60, deadline=None)
@given(
    rho=st.decimals(min_value="0.0001", max_value="2", places=4),
    cells_per_person=st.integers(min_value=1, max_value=12),
)
def test_whatever_is_asked_is_certified_and_costs_no_more_noise_than_needed(
    rho: Decimal, cells_per_person: int
) -> None:
    noisy = draw_noisy(NO_ONE, cells_per_person, rho)
    assert Fraction(noisy.rho) <= Fraction(rho)
    least = math.sqrt(cells_per_person / (2 * float(rho)))
    assert least * (1 - 1e-12) <= noisy.scale <= 1.01 * least


@pytest.mark.parametrize("cells_per_person", range(1, 200))
def test_the_sensitivity_is_never_rounded_below_the_distance_one_person_makes(
    cells_per_person: int,
) -> None:
    assert Fraction(sensitivity(cells_per_person)) ** 2 >= cells_per_person


@pytest.mark.parametrize("rho", [Decimal("0.02"), Decimal("0.08")])
def test_twenty_thousand_draws_have_the_stated_mean_spread_and_coverage(rho: Decimal) -> None:
    draws = 20_000
    noisy = draw_noisy(np.full(draws, 30), 1, rho)
    noise = np.array(noisy.values) - 30
    assert abs(noise.mean()) < 6 * noisy.scale / math.sqrt(draws)
    assert noise.var() == pytest.approx(noisy.scale**2, rel=0.06)
    covered = (abs(noise) <= margin_of_error(noisy.scale)).mean()
    assert 0.94 <= covered <= 0.985


def test_one_person_more_shifts_the_draws_by_one_and_nothing_else() -> None:
    draws = 20_000
    fewer = np.array(draw_noisy(np.full(draws, 3), 1, Decimal("0.5")).values)
    more = np.array(draw_noisy(np.full(draws, 4), 1, Decimal("0.5")).values)
    assert more.mean() - fewer.mean() == pytest.approx(1, abs=0.08)
    assert more.var() == pytest.approx(fewer.var(), rel=0.1)


def test_two_draws_of_the_same_counts_differ() -> None:
    counts = np.full(100, 20)
    first, second = (draw_noisy(counts, 1, Decimal("0.02")).values for _ in range(2))
    assert first != second


def test_empty_cells_get_noise_like_all_others() -> None:
    values = draw_noisy(np.zeros(1_000, dtype=np.int64), 1, Decimal("0.02")).values
    assert np.std(values) == pytest.approx(5, rel=0.25)
    assert min(values) < 0 < max(values)


def test_counts_that_are_no_whole_numbers_are_refused() -> None:
    with pytest.raises(TypeError):
        draw_noisy(np.array([1.5]), 1, Decimal("0.1"))
    with pytest.raises(ValueError, match="between 0 and"):
        draw_noisy(np.array([2**40]), 1, Decimal("0.1"))


@pytest.mark.parametrize("scale", [0.3, 0.7, 1.0, 2.5, 2.8867513459481287, 3.9, 7.0710678, 22.4])
def test_the_margin_is_the_one_found_by_summing_all_chances_with_fifty_digits(
    scale: float,
) -> None:
    with localcontext(prec=50):
        exponent = -1 / (2 * Decimal(scale) ** 2)
        weights = [(exponent * x * x).exp() for x in range(math.ceil(60 * scale))]
        total = 2 * sum(weights) - 1
        margin, within = 0, Decimal(1)
        while within / total < Decimal("0.95"):
            margin += 1
            within += 2 * weights[margin]
    assert margin_of_error(scale) == margin


@pytest.mark.parametrize("rho", ["0.0001", "0.08", "0.46", "0.5", "2"])
@pytest.mark.parametrize("delta", [1e-6, 1e-9])
def test_epsilon_is_tighter_than_the_textbook_and_not_below_what_the_noise_really_costs(
    rho: str, delta: float
) -> None:
    epsilon = epsilon_of(Decimal(rho), delta)
    textbook = float(rho) + 2 * math.sqrt(float(rho) * math.log(1 / delta))
    assert gaussian_epsilon(float(rho), delta) <= epsilon <= textbook


def gaussian_epsilon(rho: float, delta: float) -> float:
    """The exact epsilon of continuous Gaussian noise of the same rho, which no bound can beat."""
    shift, low, high = math.sqrt(2 * rho), 0.0, 100.0

    def tail(x: float) -> float:
        return math.erfc(x / math.sqrt(2)) / 2

    for _ in range(100):
        middle = (low + high) / 2
        spent = tail(middle / shift - shift / 2)
        spent -= math.exp(middle) * tail(middle / shift + shift / 2)
        low, high = (middle, high) if spent > delta else (low, middle)
    return low


def test_epsilon_grows_with_rho_from_zero() -> None:
    epsilons = [epsilon_of(rho, 1e-6) for rho in [Decimal(0), *RHOS]]
    assert epsilons[0] == 0
    assert epsilons == sorted(epsilons)


def test_a_wider_table_per_person_gets_more_noise() -> None:
    assert scale_for(4, Decimal("0.08")) == pytest.approx(2 * scale_for(1, Decimal("0.08")))


@pytest.mark.parametrize("cells_per_person", [1, 3])
@pytest.mark.parametrize(
    ("scale", "distance"), [(10, "0.01"), (4, "0.001"), (2, "0"), (50, "0.03")]
)
def test_a_sum_costs_what_its_high_orders_cost_where_they_cost_more(
    scale: int, distance: str, cells_per_person: int
) -> None:
    far, variance = Fraction(distance), Fraction(scale) ** 2
    exact = cells_per_person * (1 / (2 * variance) + 3 * far / 2)
    cost = rho_of_sum(float(scale), float(distance), cells_per_person)
    assert exact <= Fraction(cost) <= exact * (1 + Fraction(2, 10**12))


@pytest.mark.parametrize("cells_per_person", [1, 3])
@pytest.mark.parametrize(("scale", "distance"), [("1", "0.01"), ("0.5", "0.1"), ("0.7", "1")])
def test_a_sum_costs_what_its_low_orders_cost_where_they_cost_more(
    scale: str, distance: str, cells_per_person: int
) -> None:
    with localcontext(prec=50):
        far, deviation = Decimal(distance), Decimal(scale)
        exact = cells_per_person * (7 * far).exp() * (1 / deviation + 2 * far) ** 2 / 2
    cost = rho_of_sum(float(scale), float(distance), cells_per_person)
    assert float(exact) <= cost <= float(exact) * (1 + 2e-12)


def test_a_sum_of_which_nothing_is_known_costs_everything() -> None:
    assert rho_of_sum(3.0, math.inf, 1) == math.inf


@pytest.mark.parametrize("cells_per_person", [1, 4])
def test_further_noise_brings_the_variance_to_that_of_the_larger_scale_at_its_smaller_cost(
    cells_per_person: int,
) -> None:
    noisy = NoisyCounts(values=(7,) * 20_000, scale=3.0, rho=cells_per_person / 18)
    later = draw_further(noisy, cells_per_person, 5.0)
    added = np.array(later.values) - 7
    assert added.var() == pytest.approx(5.0**2 - 3.0**2, rel=0.08)
    assert (later.scale, len(later.values)) == (5.0, 20_000)
    assert later.distance == distance_of_sum(3.0, math.nextafter(4.0, math.inf)) < 1e-40
    assert later.rho == pytest.approx(cells_per_person / 50, rel=1e-9)


def test_distances_of_further_noise_add_up_and_never_raise_what_it_costs() -> None:
    noisy = NoisyCounts(values=(1, 2), scale=1.0, rho=0.5, distance=0.25)
    later = draw_further(noisy, 1, 1.5)
    assert later.distance == pytest.approx(0.25 + distance_of_sum(1.0, math.sqrt(1.25)), rel=1e-9)
    assert later.rho == 0.5


def test_of_further_noise_that_is_too_small_nothing_better_is_claimed() -> None:
    noisy = NoisyCounts(values=(1,), scale=1.0, rho=0.5)
    later = draw_further(noisy, 1, 1.01)
    assert (later.rho, later.distance) == (0.5, math.inf)


@pytest.mark.parametrize(("scale", "further"), [("0.5", "0.5"), ("0.75", "1.5"), ("1", "0.6")])
def test_the_distance_of_a_sum_is_the_published_bound(scale: str, further: str) -> None:
    pi = Decimal("3.14159265358979323846264338327950288419716939937510")
    with localcontext(prec=50):
        inverse = 1 / Decimal(scale) ** 2 + 1 / Decimal(further) ** 2
        exact = 5 * (-2 * pi**2 / inverse).exp()
    assert distance_of_sum(float(scale), float(further)) == pytest.approx(float(exact), rel=1e-12)


def test_below_scales_of_a_half_nothing_is_claimed_of_a_sum() -> None:
    assert distance_of_sum(0.49, 5.0) == distance_of_sum(5.0, 0.49) == math.inf


def log_ratio(scale: float, further: float) -> float:
    """How far the sum's chances really are from one discrete Gaussian's, over all that matter."""
    both = np.convolve(two_sided(scale), two_sided(further))
    middle = len(both) // 2
    one = two_sided(math.hypot(scale, further))
    reach = min(middle, len(one) // 2, 8)
    near = slice(middle - reach, middle + reach + 1)
    ratios = both[near] / one[len(one) // 2 - reach :][: 2 * reach + 1]
    return float(np.max(np.abs(np.log(ratios))))


def two_sided(scale: float) -> np.ndarray:
    half = chances(scale)
    return np.array([*half[:0:-1], *half])


@pytest.mark.parametrize(("scale", "further"), [(0.5, 0.5), (0.6, 0.8), (0.7, 0.7)])
def test_a_sum_of_two_is_no_further_from_one_discrete_gaussian_than_is_claimed(
    scale: float, further: float
) -> None:
    assert 0 < log_ratio(scale, further) <= distance_of_sum(scale, further)


@pytest.mark.parametrize(("share", "times"), [("1", 1.0), ("0.25", 2.0), ("0.04", 5.0)])
def test_a_share_of_rho_is_seen_with_noise_larger_by_its_root(share: str, times: float) -> None:
    assert scale_seen(3.0, Decimal(share)) == pytest.approx(3.0 * times, rel=1e-12)


def test_counts_from_zero_to_the_largest_are_blurred_and_no_others() -> None:
    check_counts(np.array([0, LARGEST_COUNT]))
    check_counts(np.array([], dtype=np.int64))
    for wrong in ([-1, 5], [0, LARGEST_COUNT + 1]):
        with pytest.raises(ValueError, match=str(LARGEST_COUNT)):
            check_counts(np.array(wrong))
    assert np.iinfo(np.int32).max == LARGEST_COUNT
    with pytest.raises(TypeError):
        check_counts(np.zeros((2, 2), dtype=np.int64))
    with pytest.raises(TypeError):
        check_counts(np.zeros(2))


@pytest.mark.parametrize("cells", [1, 4, 9, 144])
def test_the_sensitivity_of_a_square_number_of_cells_is_its_root(cells: int) -> None:
    assert sensitivity(cells) == math.isqrt(cells)


@pytest.mark.parametrize("cells", [2, 3, 5, 7, 190])
def test_the_sensitivity_is_the_next_number_above_the_distance(cells: int) -> None:
    below = math.nextafter(sensitivity(cells), 0.0)
    assert Fraction(below) ** 2 < cells <= Fraction(sensitivity(cells)) ** 2


@pytest.mark.parametrize("text", ["0.1", "0.5", "0.3", "0.07", "2"])
def test_a_cost_is_rounded_to_the_nearest_number_that_is_not_above_it(text: str) -> None:
    found = rounded_down(Decimal(text))
    assert Fraction(found) <= Fraction(Decimal(text)) < Fraction(math.nextafter(found, 9.0))


@pytest.mark.parametrize("scale", [0.3, 1.0, 4.5])
def test_chances_are_those_of_the_discrete_gaussian_and_add_up_to_one(scale: float) -> None:
    found = chances(scale)
    assert found[0] + 2 * math.fsum(found[1:]) == pytest.approx(1, rel=1e-14)
    assert len(found) == math.ceil(40 * scale) + 1
    for x in range(1, 4):
        assert found[x] / found[0] == pytest.approx(math.exp(-x * x / (2 * scale**2)), rel=1e-12)


@pytest.mark.parametrize("rho", ["0.0001", "0.007", "0.03", "0.08", "0.3", "0.5", "2"])
def test_epsilon_is_that_of_noise_that_costs_rho_or_a_last_digit_more(rho: str) -> None:
    one_count = dp.atom_domain(T=int), dp.absolute_distance(T=float)
    scale = math.sqrt(1 / (2 * float(rho)))
    # A hundred last digits less noise: surely enough of a cost, and no more than just enough.
    dearer = dp.m.make_gaussian(*one_count, scale=scale * (1 - 1e-14))
    above = dp.c.make_zCDP_to_approxDP(dearer).map(1.0).epsilon(1e-6)
    costing = scalar_gaussian_costing(Decimal(rho)).map(1.0)
    exact = Fraction(Decimal(rho))
    assert exact <= Fraction(costing) <= exact * (1 + Fraction(1, 10**14))
    assert epsilon_of(Decimal(rho), 1e-6) == pytest.approx(above, rel=1e-10)
