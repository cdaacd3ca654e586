import pytest

from dashboard.figures.shares import no_share, share_in_table, share_in_words, share_of
from dashboard.figures.wording import Figure
from dashboard.language.texts import use_language

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


def test_no_share_says_why() -> None:
    never = Figure(value=0, lower=0, upper=0, impossible=True)
    assert share_of(never, figure(100, 0)) is None
    assert no_share(Figure(value=20, lower=15, upper=25)) == "no share: too few persons"
    assert no_share(Figure(value=99, lower=90, upper=108)) == "no share: too uncertain"
    assert share_in_table(None) == "\N{HORIZONTAL ELLIPSIS}"
