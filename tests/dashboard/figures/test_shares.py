from math import hypot

import numpy as np
import pytest

from dashboard.figures.shares import ends, no_share, share, share_in_table, share_in_words
from dashboard.figures.wording import Figure
from dashboard.language.texts import use_language

SPACE, DASH = "\N{NO-BREAK SPACE}", "\N{EN DASH}"


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


def figure(value: int, half: int) -> Figure:
    return Figure(value=value, lower=max(0, value - half), upper=value + half)


@pytest.mark.parametrize(("lower", "shown"), [(30, True), (29, False)])
def test_a_share_needs_thirty_persons_in_the_whole_surely(lower: int, shown: bool) -> None:
    whole = Figure(value=32, lower=lower, upper=34)
    assert (share(figure(16, 1), whole) is not None) is shown


@pytest.mark.parametrize(("half", "shown"), [(9, True), (10, True), (11, False)])
def test_a_share_that_is_uncertain_by_more_than_ten_points_is_not_shown(
    half: int, shown: bool
) -> None:
    assert (share(figure(50, half), figure(100, 0)) is not None) is shown


def test_a_share_has_its_interval_in_words_and_in_signs() -> None:
    found = share(figure(40, 4), figure(100, 3))
    assert share_in_words(found) == "about 40% (35% to 45%)"
    assert share_in_table(found) == f"40%{SPACE}(35%{DASH}45%)"
    close = share(figure(400, 4), figure(1000, 3))
    assert share_in_words(close) == "40% (39% to 41%)"


def test_a_share_that_can_be_nothing_is_shown_by_its_upper_end_only() -> None:
    found = share(figure(3, 4), figure(100, 2))
    assert share_in_words(found) == "less than 8%"
    assert share_in_table(found) == f"<{SPACE}8%"


def test_the_interval_of_a_share_stays_between_nothing_and_all() -> None:
    found = share(figure(99, 4), figure(100, 4))
    assert found is not None
    assert found.upper == 1.0


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
    assert share(never, figure(100, 0)) is None
    assert no_share(Figure(value=20, lower=15, upper=25)) == "no share: too few persons"
    assert no_share(Figure(value=99, lower=90, upper=108)) == "no share: too uncertain"
    assert share_in_table(None) == "\N{HORIZONTAL ELLIPSIS}"
