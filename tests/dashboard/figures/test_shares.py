import re
from itertools import product
from math import hypot

import numpy as np
import pytest

from dashboard.figures.shares import ends, no_share, share_in_table, share_in_words, share_of
from dashboard.figures.wording import Figure
from dashboard.language.texts import percent, use_language

SPACE, DASH = "\N{NO-BREAK SPACE}", "\N{EN DASH}"


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


def figure(value: int, half: int) -> Figure:
    return Figure(value=value, lower=max(0, value - half), upper=value + half)


@pytest.mark.parametrize(("lower", "is_shown"), [(30, True), (29, False)])
def test_a_share_needs_thirty_persons_in_the_whole_surely(lower: int, is_shown: bool) -> None:
    whole = Figure(value=32, lower=lower, upper=34)
    assert (share_of(figure(16, 1), whole) is not None) is is_shown


@pytest.mark.parametrize(("half", "is_shown"), [(9, True), (10, True), (11, False)])
def test_a_share_that_is_uncertain_by_more_than_ten_points_is_not_shown(
    half: int, is_shown: bool
) -> None:
    assert (share_of(figure(50, half), figure(100, 0)) is not None) is is_shown


def test_a_share_has_its_interval_in_words_and_in_signs() -> None:
    share = share_of(figure(40, 4), figure(100, 3))
    assert share_in_words(share) == "about 40% (35% to 45%)"
    assert share_in_table(share) == f"40%{SPACE}(35%{DASH}45%)"
    close = share_of(figure(400, 4), figure(1000, 3))
    assert share_in_words(close) == "40% (39% to 41%)"


def test_a_share_that_can_be_nothing_is_shown_by_its_upper_end_only() -> None:
    share = share_of(figure(3, 4), figure(100, 2))
    assert share_in_words(share) == "less than 8%"
    assert share_in_table(share) == f"<{SPACE}8%"


def test_the_interval_of_a_share_stays_between_nothing_and_all() -> None:
    share = share_of(figure(99, 4), figure(100, 4))
    assert share is not None
    assert share.upper == 1.0


@pytest.mark.parametrize(("part", "whole"), [((40, 4), (100, 3)), ((5, 3), (90, 20))])
def test_the_ends_of_a_share_are_those_of_fieller(
    part: tuple[int, int], whole: tuple[int, int]
) -> None:
    for end in ends(figure(*part), figure(*whole)):
        error = hypot(part[1], end * whole[1])
        assert abs(part[0] - end * whole[0]) == pytest.approx(error)


def test_each_end_is_made_of_the_arms_that_face_it() -> None:
    part, whole = Figure(value=40, lower=36, upper=50), Figure(value=100, lower=90, upper=103)
    lower, _ = ends(figure(40, 4), figure(100, 3))
    _, upper = ends(figure(40, 10), figure(100, 10))
    assert ends(part, whole) == (lower, upper)


def test_a_part_of_a_whole_that_is_exact_has_the_ends_of_the_part() -> None:
    assert ends(figure(40, 4), figure(100, 0)) == pytest.approx((0.36, 0.44))
    assert ends(figure(0, 4), figure(100, 30))[0] == 0


def test_the_ends_of_a_share_hold_the_truth_at_least_95_times_in_100() -> None:
    held = []
    for part, whole in np.random.default_rng(1).normal((20, 60), 4, (2000, 2)):
        lower, upper = ends(figure(round(part), 8), figure(round(whole), 8))
        held.append(lower <= 1 / 3 <= upper)
    assert np.mean(held) >= 0.95


def test_no_share_says_why() -> None:
    never = Figure(value=0, lower=0, upper=0, impossible=True)
    assert share_of(never, figure(100, 0)) is None
    assert no_share(Figure(value=20, lower=15, upper=25)) == "no share: too few persons"
    assert no_share(Figure(value=99, lower=90, upper=108)) == "no share: too uncertain"
    assert share_in_table(None) == "\N{HORIZONTAL ELLIPSIS}"


def test_every_share_that_is_shown_has_both_ends_beside_it_or_its_upper_end_alone() -> None:
    shown = 0
    for part, arm, whole in product(range(0, 101, 4), range(9), (35, 100, 400)):
        found = share_of(figure(part, arm), figure(whole, 4))
        if found is None:
            continue
        shown += 1
        assert 0 <= found.lower <= found.value <= found.upper <= 1
        ends = [percent(found.lower), percent(found.upper)]
        expected = ends[1:] if found.lower <= 0 else [percent(found.value), *ends]
        for text in (share_in_words(found), share_in_table(found)):
            assert re.findall(r"\d+%", text) == expected, text
    assert shown > 200


def test_a_share_is_never_more_than_all_nor_less_than_nothing() -> None:
    more = share_of(figure(105, 3), figure(100, 0))
    assert more is not None
    assert (more.value, more.lower, more.upper) == (1.0, 0.97, 1.0)
    nearly_none = share_of(
        Figure(value=2, lower=0, upper=9), Figure(value=100, lower=40, upper=101)
    )
    assert nearly_none is not None
    assert (nearly_none.value, nearly_none.lower) == (0.02, 0.0)


def test_thirty_persons_surely_are_enough_to_say_that_a_share_is_too_uncertain() -> None:
    wholes = [Figure(value=40, lower=lower, upper=50) for lower in (29, 30)]
    assert [no_share(whole) for whole in wholes] == [
        "no share: too few persons",
        "no share: too uncertain",
    ]


def test_an_interval_of_ten_and_a_half_points_to_each_side_is_too_wide() -> None:
    exact = figure(100, 0)
    assert share_of(Figure(value=40, lower=30, upper=50), exact) is not None
    assert share_of(Figure(value=40, lower=30, upper=51), exact) is None


def test_a_share_that_is_sure_to_two_points_is_told_without_about() -> None:
    exact = figure(1000, 0)
    found = [share_of(Figure(value=30, lower=15, upper=upper), exact) for upper in (45, 55)]
    assert [share_in_words(one) for one in found if one] == [
        "3% (1% to 5%)",
        "about 3% (1% to 6%)",
    ]
