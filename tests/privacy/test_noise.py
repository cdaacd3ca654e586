"""The noise: certified, no more than needed, of the stated size, and never the same twice."""

import math
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy.noise import (
    draw_noisy,
    epsilon_of,
    margin_of_error,
    rho_of_sum,
    scale_for,
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
