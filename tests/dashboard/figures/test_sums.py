import pytest

from dashboard.figures.compared import compare_spans, higher, spans_of_length
from dashboard.figures.series import Series
from dashboard.figures.sums import over_years, span_name, within_period, years_together
from dashboard.figures.wording import Change, Figure


def about(value: int, arm: int) -> Figure:
    return Figure(value=value, lower=max(0, value - arm), upper=value + arm)


def test_years_add_up_as_independent_errors_do() -> None:
    assert over_years([about(20, 3), about(30, 4)]) == Figure(value=50, lower=45, upper=55)


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
    assert years_together(series, "2023-2024").figures == {"2023-2024": about(50, 5)}


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
    assert higher(about(20, 5), about(28, 5), codes=5) is Change.UP  # 7.07 * 1.12 = 7.9
    assert higher(about(20, 5), about(28, 5), codes=3) is Change.NOT_CLEAR  # 7.07 * 1.22 = 8.7
    assert higher(about(30, 5), about(20, 5), codes=5) is Change.DOWN


def test_spans_of_a_length_start_in_every_year() -> None:
    assert spans_of_length(["2021", "2022", "2023"], 2) == [["2021", "2022"], ["2022", "2023"]]


def test_an_interval_that_was_cut_off_at_zero_is_as_unsure_below_as_above() -> None:
    cut_off, sure = Figure(value=2, lower=0, upper=7), Figure(value=20, lower=12, upper=32)
    # 5 and 8 below, not 2 and 8: the root of 89 is 9.4; 5 and 12 above.
    assert over_years([cut_off, sure]) == Figure(value=22, lower=12, upper=35)


def test_an_interval_that_ends_above_zero_keeps_its_own_lower_arm() -> None:
    just_above, sure = Figure(value=3, lower=1, upper=15), Figure(value=20, lower=18, upper=25)
    # 2 and 2 below: the root of 8 is 2.8; 12 and 5 above.
    assert over_years([just_above, sure]) == Figure(value=23, lower=20, upper=36)
