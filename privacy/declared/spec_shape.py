"""The shape of release.toml: which keys it must have, and of what kind; not what they mean."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from privacy.errors import SpecError

Kind = Callable[[Any], bool]
NAME = re.compile(r"[a-z][a-z0-9_]*")
CODE = re.compile(r"[A-Za-z0-9_-]+")


def number(value: Any) -> bool:
    return whole_number(value) or (isinstance(value, Decimal) and value.is_finite())


def whole_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def list_of_whole_numbers(value: Any) -> bool:
    return isinstance(value, list) and all(map(whole_number, value))


def name_in_lower_case(value: Any) -> bool:
    """A name that may become a column, a table or a file name as it stands."""
    return isinstance(value, str) and NAME.fullmatch(value) is not None


def list_of_names(value: Any) -> bool:
    return isinstance(value, list) and all(map(name_in_lower_case, value))


def code(value: Any) -> bool:
    return isinstance(value, str) and CODE.fullmatch(value) is not None


def list_of_codes(value: Any) -> bool:
    return isinstance(value, list) and all(map(code, value))


def sentence(value: Any) -> bool:
    return isinstance(value, str) and value.strip() != ""


GUARANTEE: dict[str, Kind] = {"lifetime_rho": number, "delta": number}
PERIODS: dict[str, Kind] = {
    "first_year": whole_number,
    "closed_through": whole_number,
    "five_year_windows": list_of_whole_numbers,
    "first_quarter_year": whole_number,
    "open_year_quarters": whole_number,
}
STRUCTURAL_ZERO: dict[str, Kind] = {
    "dimension": name_in_lower_case,
    "code": code,
    "other": name_in_lower_case,
    "codes": list_of_codes,
}
# Sections of which there are several, each with a name of its own.
NAMED: dict[str, dict[str, Kind]] = {
    "populations": {"marts": list_of_names},
    "audiences": {"share": number, "tables": list_of_names, "exact": list_of_names},
    "exact": {"mart": name_in_lower_case, "columns": list_of_names, "reason": sentence},
    "tables": {
        "mart": name_in_lower_case,
        "count": name_in_lower_case,
        "period": name_in_lower_case,
        "dimensions": list_of_names,
        "cells_per_person": whole_number,
        "rho": number,
        "weight": number,
        "several": name_in_lower_case,
    },
}
# What goes without saying: a weight of 1, one code a dimension, all tables, none exact.
OPTIONAL = {"exact", "structural_zeros", "weight", "several"}
OPTIONAL_OF_AN_AUDIENCE = {"tables", "exact"}


def check_shape(content: dict[str, Any]) -> None:
    check_keys("the file", content, {"guarantee", "periods", "structural_zeros", *NAMED})
    check_section("[guarantee]", content["guarantee"], GUARANTEE)
    check_section("[periods]", content["periods"], PERIODS)
    for zero in content.get("structural_zeros", []):
        check_section("[[structural_zeros]]", zero, STRUCTURAL_ZERO)
    for kind, keys in NAMED.items():
        check_named(kind, content.get(kind, {}), keys)
    if not content["tables"]:
        raise SpecError("there is no [tables.NAME]: nothing would be published.")
    if not content["audiences"]:
        raise SpecError("there is no [audiences.NAME]: nobody would see anything.")


def check_named(kind: str, sections: Any, keys: dict[str, Kind]) -> None:
    if not isinstance(sections, dict):
        raise SpecError(f"[{kind}] must hold sections [{kind}.NAME].")
    for name, section in sections.items():
        if not name_in_lower_case(name):
            raise SpecError(
                f"[{kind}.{name}] must be named in lower case, with letters, digits, _."
            )
        check_section(f"[{kind}.{name}]", section, keys)


def check_section(where: str, section: Any, keys: dict[str, Kind]) -> None:
    if not isinstance(section, dict):
        raise SpecError(f"{where} must be a section with keys, not a single value.")
    check_keys(where, section, set(keys))
    for key, value in section.items():
        if not keys[key](value):
            kind = keys[key].__name__.replace("_", " ")
            raise SpecError(f"{where} {key} must be a {kind}, and is {value!r}.")


def check_keys(where: str, section: dict[str, Any], known: set[str]) -> None:
    optional = OPTIONAL | (OPTIONAL_OF_AN_AUDIENCE if where.startswith("[audiences.") else set())
    unknown, missing = sorted(set(section) - known), sorted(known - set(section) - optional)
    if unknown:
        raise SpecError(
            f"{where} has the unknown key '{unknown[0]}'. Known are: {', '.join(sorted(known))}."
        )
    if missing:
        raise SpecError(f"{where} lacks '{missing[0]}'.")
