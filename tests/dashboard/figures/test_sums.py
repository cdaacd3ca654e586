from itertools import product
from math import prod
from statistics import NormalDist

import numpy as np
import pytest

from dashboard.figures.compared import compare_spans, higher, spans_of_length
from dashboard.figures.series import Series
from dashboard.figures.sums import over_years, span_name, within_period, years_together
from dashboard.figures.wording import Change, Figure
from tests.support.noisy_figures import noisy


def about(value: int, arm: int) -> Figure:
    return Figure(value=value, lower=max(0, value - arm), upper=value + arm)


def test_years_add_up_as_independent_errors_do() -> None:
    # Each arm may be half a person longer than its whole number: hypot(3.5, 4.5) - 0.5 = 5.2.
    assert over_years([about(20, 3), about(30, 4)]) == Figure(value=50, lower=44, upper=56)


def test_one_year_keeps_its_own_interval() -> None:
    assert over_years([about(20, 5)]) == about(20, 5)


def test_groups_of_one_period_are_no_surer_together_than_as_they_were_measured() -> None:
    four = [about(20, 5)] * 4
    assert within_period(four, margin=6) == Figure(value=80, lower=68, upper=92)


def test_groups_that_are_surer_than_measured_add_their_own_arms() -> None:
    assert within_period([about(20, 1), about(30, 1)], margin=6) == about(50, 2)


def test_a_sum_never_falls_below_zero() -> None:
    assert within_period([about(1, 5), about(0, 5)], margin=9).lower == 0


def test_a_structural_zero_adds_nothing() -> None:
    none = Figure(value=0, lower=0, upper=0)
    assert within_period([about(20, 5), none], margin=6) == about(20, 5)


@pytest.mark.parametrize(
    ("within", "name"), [(["2024"], "2024"), (["2022", "2023", "2024"], "2022-2024")]
)
def test_a_span_is_named_by_its_ends(within: list[str], name: str) -> None:
    assert span_name(within) == name


def test_a_series_of_years_becomes_one_period() -> None:
    series = Series(label="A", figures={"2023": about(20, 3), "2024": about(30, 4)})
    assert years_together(series, "2023-2024").figures == {"2023-2024": about(50, 6)}


def test_spans_are_compared_by_their_sums() -> None:
    figures = {
        "2021": about(10, 4),
        "2022": about(11, 4),
        "2023": about(20, 4),
        "2024": about(21, 4),
    }
    (compared,) = compare_spans(
        [Series(label="A", figures=figures)], ["2021", "2022"], ["2023", "2024"]
    )
    assert (compared.before.value, compared.after.value) == (21, 41)
    assert compared.change is Change.UP


def test_more_groups_side_by_side_raise_the_bar() -> None:
    figures = {"2023": about(20, 5), "2024": about(29, 5)}
    series = Series(label="A", figures=figures)
    assert compare_spans([series], ["2023"], ["2024"])[0].change is Change.UP
    assert compare_spans([series] * 20, ["2023"], ["2024"])[0].change is Change.NOT_CLEAR


def test_two_groups_of_one_period_need_more_than_independent_figures() -> None:
    assert higher(about(20, 5), about(29, 5), codes=5) is Change.UP  # 7.78 * 1.12 = 8.7
    assert higher(about(20, 5), about(29, 5), codes=3) is Change.NOT_CLEAR  # 7.78 * 1.22 = 9.5
    assert higher(about(30, 5), about(20, 5), codes=5) is Change.DOWN


def test_spans_of_a_length_start_in_every_year() -> None:
    assert spans_of_length(["2021", "2022", "2023"], 2) == [["2021", "2022"], ["2022", "2023"]]


def test_an_interval_that_was_cut_off_at_zero_is_as_unsure_below_as_above() -> None:
    cut_off, sure = Figure(value=2, lower=0, upper=7), Figure(value=20, lower=12, upper=32)
    # 5 and 8 below, not 2 and 8, half a person more each: 9.6; 5 and 12 above: 13.2.
    assert over_years([cut_off, sure]) == Figure(value=22, lower=12, upper=36)


def test_an_interval_that_ends_above_zero_keeps_its_own_lower_arm() -> None:
    just_above, sure = Figure(value=3, lower=1, upper=15), Figure(value=20, lower=18, upper=25)
    # 2 and 2 below, half a person more each: 3.04; 12 and 5 above: 13.2.
    assert over_years([just_above, sure]) == Figure(value=23, lower=19, upper=37)


@pytest.mark.parametrize(
    ("counts", "margin"),
    [((0, 0), 7), ((0, 3), 7), ((2, 5), 4), ((20, 30), 7), ((0, 0, 0), 3), ((1, 4, 9), 3)],
)
def test_a_sum_of_years_holds_the_recorded_number_19_times_out_of_20(
    counts: tuple[int, ...], margin: int
) -> None:
    held = 0.0
    for years in product(*(noisy(count, margin) for count in counts)):
        together = over_years(figure for figure, _chance in years)
        if together.lower <= sum(counts) <= together.upper:
            held += prod(chance for _figure, chance in years)
    assert held >= 0.95


@pytest.mark.parametrize("margin", [3, 5, 8, 11, 15])
@pytest.mark.parametrize("years", [2, 3, 5, 10, 18])
def test_a_sum_of_many_years_is_no_surer_than_one_of_them(years: int, margin: int) -> None:
    """Of the widest random change that stays within the margin 19 times out of 20."""
    together = over_years([about(100, margin)] * years)
    assert held(years, margin, together.upper - together.value) >= held(1, margin, margin) - 1e-4
    assert together.value - together.lower == together.upper - together.value


def held(years: int, margin: int, arm: int) -> float:
    """How often so many independent changes together are no larger than the arm, exactly."""
    changes = np.arange(-8 * margin - 8, 8 * margin + 9)
    scale = (margin + 0.5) / NormalDist().inv_cdf(0.975)
    single = np.exp(-((changes / scale) ** 2) / 2)
    chances = np.ones(1)
    for _year in range(years):
        chances = np.convolve(chances, single / single.sum())
    middle = len(chances) // 2
    return float(chances[middle - arm : middle + arm + 1].sum())


def test_one_figure_alone_keeps_what_is_said_of_it() -> None:
    exact = Figure(value=5, lower=5, upper=5, exact=True)
    assert over_years([exact]) is exact


def test_a_difference_as_large_as_its_bar_is_not_clear_yet() -> None:
    # Arms of 3 and 4, half a person more each, have a root of 5.7; two codes raise the bar to 8.1.
    low, high = Figure(value=20, lower=1, upper=23), Figure(value=29, lower=25, upper=40)
    assert higher(low, high, codes=2) is Change.UP
    assert higher(high, low, codes=2) is Change.DOWN
    nearer = Figure(value=28, lower=24, upper=40)
    assert higher(low, nearer, codes=2) is higher(nearer, low, codes=2) is Change.NOT_CLEAR


def test_more_comparisons_at_once_raise_the_bar_of_two_groups() -> None:
    low, high = Figure(value=20, lower=1, upper=23), Figure(value=28, lower=24, upper=40)
    assert higher(low, high, codes=2, comparisons=5) is Change.NOT_CLEAR
    assert higher(high, low, codes=2, comparisons=5) is Change.NOT_CLEAR


def test_figures_without_a_doubt_that_are_alike_do_not_differ() -> None:
    sure = Figure(value=5, lower=5, upper=5)
    assert higher(sure, sure, codes=2) is Change.NOT_CLEAR
