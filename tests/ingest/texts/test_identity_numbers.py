"""A national number is known by what is built into it: its birth date, or its check digit."""

from datetime import date

import pyarrow as pa
import pytest

from ingest.texts.identity_numbers import are_ibans, are_national_numbers

# The place's weight by the rule of the JMBG.
WEIGHTS = (7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
# Without a birth date, as no month has the number 0. The weighted sum of the digits, divided by 11,
# leaves 0, 1, 2 ... and the digit that fits is 11 minus that, where more than 9 is 0.
BY_REMAINDER = {
    "990000000002": 0, "990000000008": 0, "990000000003": 9, "990000000009": 8,
    "990000000004": 7, "990000000013": 6, "990000000005": 5, "990000000000": 4,
    "990000000006": 3, "990000000001": 2, "990000000007": 1,
}  # fmt: skip


def national(*texts: str) -> list[bool]:
    return are_national_numbers(pa.array(texts)).to_pylist()


def fitting(first: str) -> list[int]:
    """The last digits with which these twelve digits are a national number."""
    found = national(*(f"{first}{digit}" for digit in range(10)))
    return [digit for digit in range(10) if found[digit]]


@pytest.mark.parametrize(("first", "check"), BY_REMAINDER.items())
def test_one_check_digit_fits_whatever_the_weighted_sum_leaves(first: str, check: int) -> None:
    assert fitting(first) == [check]


@pytest.mark.parametrize(("place", "weight"), enumerate(WEIGHTS))
def test_the_check_digit_weighs_each_place(place: int, weight: int) -> None:
    first = ["0"] * 12
    first[place] = "1"
    assert fitting("".join(first)) == [11 - weight]


@pytest.mark.parametrize("born", ["0101900", "3112999", "0101000", "2902006", "1510985"])
def test_a_number_that_begins_with_a_date_is_national_whatever_its_check_digit(born: str) -> None:
    assert fitting(f"{born}50000") == list(range(10))


@pytest.mark.parametrize(
    "begin", ["0001900", "3201900", "0100900", "0113900", "0101899", "0101500", "4501985"]
)
def test_a_number_that_begins_with_no_date_needs_its_check_digit(begin: str) -> None:
    assert len(fitting(f"{begin}50000")) == 1


def test_a_year_of_birth_is_no_later_than_this_one() -> None:
    this_year = date.today().year - 2000
    assert len(fitting(f"0101{this_year:03}50000")) == 10
    assert len(fitting(f"0101{this_year + 1:03}50000")) == 1


def test_an_account_number_is_known_by_its_remainder_however_it_is_written() -> None:
    # The example of ISO 13616, then with two signs changed about.
    texts = ["GB82WEST12345698765432", "gb82 west 1234 5698 7654 32", "GB82WEST12345698765423"]
    assert are_ibans(pa.array(texts)).to_pylist() == [True, True, False]
