"""Tell numbers that name a person from other long numbers, by what is built into them."""

from collections.abc import Callable
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

WEIGHTS = (7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def are_national_numbers(texts: pa.Array) -> pa.Array:
    """Thirteen digits that begin with a date (day, month, end of the year) or whose check fits."""
    digits = [
        pc.utf8_slice_codeunits(texts, place, place + 1).cast(pa.int32()) for place in range(13)
    ]
    return pc.or_(have_birth_date(digits), have_check_digit(digits))


def have_birth_date(digits: list[pa.Array]) -> pa.Array:
    day, month = two_digits(digits[0], digits[1]), two_digits(digits[2], digits[3])
    year = pc.add(pc.multiply(digits[4], 100), two_digits(digits[5], digits[6]))
    year_fits = pc.or_(pc.greater_equal(year, 900), pc.less_equal(year, date.today().year - 2000))
    return pc.and_(pc.and_(between(day, 1, 31), between(month, 1, 12)), year_fits)


def two_digits(tens: pa.Array, ones: pa.Array) -> pa.Array:
    return pc.add(pc.multiply(tens, 10), ones)


def between(numbers: pa.Array, low: int, high: int) -> pa.Array:
    return pc.and_(pc.greater_equal(numbers, low), pc.less_equal(numbers, high))


def have_check_digit(digits: list[pa.Array]) -> pa.Array:
    """The rule of the JMBG: 11 minus the weighted sum modulo 11, where more than 9 is 0."""
    total = pc.multiply(digits[0], WEIGHTS[0])
    for digit, weight in zip(digits[1:12], WEIGHTS[1:], strict=True):
        total = pc.add(total, pc.multiply(digit, weight))
    remainder = pc.subtract(total, pc.multiply(pc.divide(total, 11), 11))
    check = pc.subtract(11, remainder)
    return pc.equal(digits[12], pc.if_else(pc.greater(check, 9), 0, check))


def are_ibans(texts: pa.Array) -> pa.Array:
    """The rule of ISO 13616: the letters as numbers, the first four signs last, modulo 97 is 1."""
    return pa.array([is_iban(text) for text in texts.to_pylist()], pa.bool_())


def is_iban(text: str) -> bool:
    signs = text.replace(" ", "").upper()
    moved = signs[4:] + signs[:4]
    return int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1


CHECKS: dict[str, Callable[[pa.Array], pa.Array]] = {
    "are_national_numbers": are_national_numbers,
    "are_ibans": are_ibans,
}
