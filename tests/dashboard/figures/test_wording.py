import re
from decimal import Decimal
from itertools import product

import pytest

from dashboard.figures import wording as figures
from dashboard.figures.wording import (
    Change,
    Figure,
    change,
    clear_leader,
    in_table,
    in_words,
    number,
    widening,
)
from dashboard.language.texts import use_language
from privacy.records import budget
from tests.support.noisy_figures import noisy


def figure(value: int, margin: float) -> Figure:
    """As published: the value and both ends are cut at zero."""
    return Figure(
        value=max(0, value),
        lower=max(0, int(value - margin)),
        upper=max(0, int(value + margin)),
    )


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


@pytest.mark.parametrize(
    ("value", "margin", "text", "cell"),
    [
        (49, 2, "49 (47 to 51)", "49\N{NO-BREAK SPACE}(47–51)"),
        (49, 3, "about 49 (46 to 52)", "49\N{NO-BREAK SPACE}(46–52)"),
        (40, 12, "about 40 (28 to 52)", "40\N{NO-BREAK SPACE}(28–52)"),
        (40, 13, "between 27 and 53", "27–53"),
        (14, 7, "about 14 (7 to 21)", "14\N{NO-BREAK SPACE}(7–21)"),
        (13, 7, "between 6 and 20", "6–20"),
        (8, 7, "between 1 and 15", "1–15"),
        (7, 7, "fewer than 15", "<\N{NO-BREAK SPACE}15"),
        (2, 7, "fewer than 10", "<\N{NO-BREAK SPACE}10"),
        (-5, 7, "fewer than 3", "<\N{NO-BREAK SPACE}3"),
        (-30, 7, "fewer than 3", "<\N{NO-BREAK SPACE}3"),
        (1500, 5, "about 1,500 (1,495 to 1,505)", "1,500\N{NO-BREAK SPACE}(1,495–1,505)"),
    ],
)
def test_an_uncertain_figure_is_shown_only_as_far_as_it_is_known(
    value: int, margin: float, text: str, cell: str
) -> None:
    assert in_words(figure(value, margin)) == text
    assert in_table(figure(value, margin)) == cell


@pytest.mark.parametrize(
    ("value", "margin", "large", "small"),
    [
        (40, 2, "40", "38 to 42"),
        (40, 6, "≈\N{NO-BREAK SPACE}40", "34 to 46"),
        (5, 6, "<\N{NO-BREAK SPACE}12", "fewer than 12"),
        (10, 6, "4–16", "between 4 and 16"),
    ],
)
def test_a_headline_never_stands_without_its_interval(
    value: int, margin: float, large: str, small: str
) -> None:
    assert figures.headline(figure(value, margin)) == (large, small)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (40, 45, Change.NOT_CLEAR),
        (40, 46, Change.UP),
        (40, 35, Change.NOT_CLEAR),
        (40, 34, Change.DOWN),
        (40, 40, Change.NOT_CLEAR),
    ],
)
def test_a_change_is_clear_only_beyond_the_margin_of_the_difference(
    before: int, after: int, expected: Change
) -> None:
    # Margins of 3 and 4, each half a person longer, make 5.7 for the difference.
    assert figures.change(figure(before, 3), figure(after, 4)) is expected


def test_of_uneven_intervals_the_facing_arms_decide() -> None:
    before = Figure(value=20, lower=10, upper=22)
    after = Figure(value=27, lower=22, upper=40)
    assert figures.change(before, after) is Change.UP
    assert figures.change(after, before) is Change.DOWN
    assert figures.change(before, Figure(value=27, lower=20, upper=40)) is Change.NOT_CLEAR


@pytest.mark.parametrize("low", [0, 4, 9])
@pytest.mark.parametrize("high", [11, 15, 19])
def test_intervals_that_do_not_touch_are_always_a_clear_change(low: int, high: int) -> None:
    before = Figure(value=low, lower=0, upper=10)
    after = Figure(value=high, lower=11, upper=20)
    assert figures.change(before, after) is Change.UP


@pytest.mark.parametrize("value", [1, 8, 20])
def test_a_figure_whose_interval_reaches_zero_is_never_clearly_higher(value: int) -> None:
    none, uncertain = Figure(value=0, lower=0, upper=0), Figure(value=value, lower=0, upper=30)
    assert figures.change(none, uncertain) is Change.NOT_CLEAR
    assert figures.change(uncertain, none) is Change.NOT_CLEAR


def test_a_change_that_is_clear_alone_is_not_clear_among_many() -> None:
    before, after = figure(40, 3), figure(46, 4)
    assert figures.change(before, after) is Change.UP
    assert figures.change(before, after, comparisons=50) is Change.NOT_CLEAR


def test_one_comparison_leaves_the_margin_as_it_is_and_more_widen_it() -> None:
    assert figures.widening(1) == 1
    assert 1.4 < figures.widening(20) < figures.widening(50) < 1.8


@pytest.mark.parametrize(
    ("others", "leader"),
    [
        ([figure(20, 5)], "first"),
        ([figure(25, 5)], None),
        ([figure(24, 5), figure(10, 5)], "first"),
        ([figure(24, 5), figure(26, 5)], None),
        ([], "first"),
    ],
)
def test_a_leader_is_named_only_if_no_other_interval_touches_its_own(
    others: list[Figure], leader: str | None
) -> None:
    forms = {"first": figure(35, 5)} | {str(place): other for place, other in enumerate(others)}
    assert figures.clear_leader(forms) == leader


def test_nothing_leads_where_every_interval_reaches_zero_or_nothing_is_recorded() -> None:
    assert figures.clear_leader({"one": figure(4, 5)}) is None
    assert figures.clear_leader({}) is None


@pytest.mark.parametrize(("rho", "guesses"), [(0, 50), (0.46, 74), (0.5, 75), (8, 100)])
def test_the_budget_is_read_as_right_guesses_out_of_a_hundred(rho: float, guesses: int) -> None:
    assert figures.right_guesses(rho) == guesses
    assert budget.right_guesses(Decimal(rho)) == guesses


def test_words_follow_the_language() -> None:
    use_language("bs")
    assert in_words(figure(40, 6)) == "oko 40 (od 34 do 46)"
    assert in_words(figure(1500, 5)) == "oko 1.500 (od 1.495 do 1.505)"
    assert figures.change_in_words(Change.UP) == "Jasan porast"


def test_what_cannot_be_is_told_apart_from_what_is_small() -> None:
    never = Figure(value=0, lower=0, upper=0, impossible=True)
    assert figures.precision(never) is figures.Precision.IMPOSSIBLE
    assert in_table(never) == "\N{EN DASH}"
    assert in_words(never) == "cannot be"
    assert in_table(Figure(value=0, lower=0, upper=0)) == "<\N{NO-BREAK SPACE}3"
    assert figures.change(never, figure(40, 2)) is Change.NOT_CLEAR


@pytest.mark.parametrize(
    ("lower", "value", "upper", "expected"),
    [
        (0, 1, 2, "small"),
        (1, 2, 2, "close"),
        (38, 40, 42, "close"),
        (37, 40, 42, "about"),
        (28, 40, 52, "about"),
        (28, 40, 53, "range"),
        (5, 10, 15, "about"),
        (4, 10, 15, "range"),
    ],
)
def test_each_edge_of_the_rule_for_small_and_uncertain_figures(
    lower: int, value: int, upper: int, expected: str
) -> None:
    assert figures.precision(Figure(value=value, lower=lower, upper=upper)) == expected


def test_no_value_is_shown_without_both_ends_of_its_interval() -> None:
    for value, below, above in product(range(0, 60, 3), range(0, 20, 2), range(0, 20, 3)):
        known = Figure(value=value, lower=max(0, value - below), upper=value + above)
        ends = [str(known.lower), str(known.upper)]
        large, small = figures.headline(known)
        for text in (in_words(known), in_table(known), f"{large} {small}"):
            told = re.findall(r"\d+", text)
            if known.lower == 0:
                assert set(told) == {str(max(known.upper + 1, figures.SMALLEST_BOUND))}, text
            else:
                assert told in ([str(value), *ends], ends, ends * 2), text


@pytest.mark.parametrize("counts", [(40, 40), (12, 12), (3, 3), (0, 0), (40, 40, 5), (8, 8, 20)])
@pytest.mark.parametrize("margins", [(5, 5), (3, 12)])
def test_of_two_equal_counts_no_more_than_one_in_twenty_is_called_a_clear_change(
    counts: tuple[int, ...], margins: tuple[int, int]
) -> None:
    before, after, *comparisons = counts
    wrong = sum(
        chance * other
        for (first, chance), (second, other) in product(
            noisy(before, margins[0]), noisy(after, margins[1])
        )
        if figures.change(first, second, *comparisons) is not Change.NOT_CLEAR
    )
    assert wrong <= 0.05 / (comparisons or [1])[0]


def test_a_code_alone_leads_where_it_is_surely_somebody() -> None:
    leads, may_be_nobody = (Figure(value=3, lower=lower, upper=6) for lower in (1, 0))
    assert clear_leader({"a": leads}) == "a"
    assert clear_leader({"a": may_be_nobody}) is None


def test_figures_without_a_doubt_that_are_alike_are_no_change() -> None:
    sure = Figure(value=5, lower=5, upper=5)
    assert change(sure, sure) is Change.NOT_CLEAR


@pytest.mark.parametrize(
    ("comparisons", "quantile"), [(1, 1.959964), (5, 2.575829), (20, 3.023341)]
)
def test_several_comparisons_together_err_as_seldom_as_one(
    comparisons: int, quantile: float
) -> None:
    """The bar is that of one in twenty over all of them, half to each side (Bonferroni)."""
    assert widening(comparisons) == pytest.approx(quantile / 1.959964, rel=1e-6)


def test_an_exact_number_has_decimals_where_it_is_a_mean() -> None:
    assert [number(value) for value in (1234.0, 2.5)] == ["1,234", "2.5"]
