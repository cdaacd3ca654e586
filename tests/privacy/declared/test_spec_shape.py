"""The shape of release.toml: each key of its kind, none unknown and none lacking."""

import tomllib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from privacy.declared import spec_shape
from privacy.declared.spec_shape import check_shape
from privacy.errors import SpecError
from tests.support.privacy_fixtures import SPEC

ZERO = {"dimension": "sex", "code": "male", "other": "form", "codes": ["a_b", "c1"]}


def content(change: Callable[[dict[str, Any]], object] = lambda _: None) -> dict[str, Any]:
    made = tomllib.loads(SPEC, parse_float=Decimal)
    made["structural_zeros"] = [dict(ZERO)]
    change(made)
    return made


def test_the_usual_shape_is_accepted_with_and_without_what_goes_without_saying() -> None:
    check_shape(content())
    check_shape(content(lambda made: made.pop("structural_zeros")))
    check_shape(content(lambda made: made["tables"]["victims_by_year"].update(weight=2)))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda made: made.update(zeal=1, more=2), "the file has the unknown key 'more'"),
        (lambda made: made.pop("periods"), "the file lacks 'periods'"),
        (lambda made: made["guarantee"].clear(), r"\[guarantee\] lacks 'delta'"),
        (lambda made: made.update(guarantee=1), r"\[guarantee\] must be a section"),
        (lambda made: made.update(tables={}), "nothing would be published"),
        (lambda made: made.update(audiences={}), "nobody would see anything"),
        (lambda made: made.update(tables=[]), r"\[tables\] must hold sections"),
        (lambda made: made["tables"].update(Wrong={}), "must be named in lower case"),
        (lambda made: made["tables"]["victims_by_year"].pop("rho"), "lacks 'rho'"),
        (lambda made: made["populations"]["victims"].update(tables=[]), "unknown key 'tables'"),
    ],
)
def test_a_wrong_shape_is_told_by_its_first_key(
    change: Callable[[dict[str, Any]], object], told: str
) -> None:
    with pytest.raises(SpecError, match=told):
        check_shape(content(change))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("code", "a b"),
        ("code", 1),
        ("codes", "a_b"),
        ("codes", ["a_b", ""]),
        ("codes", ["a_b", 1]),
        ("codes", {"a_b": 1}),
        ("dimension", "Sex"),
    ],
)
def test_a_structural_zero_is_told_in_codes(key: str, value: object) -> None:
    wrong = content(lambda made: made["structural_zeros"][0].update({key: value}))
    with pytest.raises(SpecError, match=rf"structural_zeros\]\] {key} must be a"):
        check_shape(wrong)


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("whole_number", [0, 7], [True, 1.5, "1", None]),
        ("number", [0, Decimal("1.5")], [True, 1.5, Decimal("inf"), "1", None]),
        ("list_of_whole_numbers", [[], [1, 2]], [(1,), [1, True], 1]),
        ("list_of_names", [[], ["sex"]], ["sex", ["Sex"], [1]]),
        ("name_in_lower_case", ["sex", "age_group"], ["", "Sex", 1, "a b"]),
        ("sentence", ["A reason."], ["", "  ", 1]),
    ],
)
def test_each_kind_of_value_is_told_from_others(
    kind: str, right: list[object], wrong: list[object]
) -> None:
    is_kind = getattr(spec_shape, kind)
    assert [bool(is_kind(value)) for value in right] == [True] * len(right)
    assert [bool(is_kind(value)) for value in wrong] == [False] * len(wrong)
