"""The shape of release.toml: which keys it must have, and of what kind; not what they mean."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from privacy.errors import SpecError

Kind = Callable[[Any], bool]
NAME = re.compile(r"[a-z][a-z0-9_]*")


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


SECTIONS: dict[str, dict[str, Kind]] = {
    "guarantee": {"lifetime_rho": number, "delta": number},
    "periods": {
        "first_year": whole_number,
        "closed_through": whole_number,
        "five_year_windows": list_of_whole_numbers,
    },
}
TABLE: dict[str, Kind] = {
    "mart": name_in_lower_case,
    "count": name_in_lower_case,
    "period": name_in_lower_case,
    "dimensions": list_of_names,
    "cells_per_person": whole_number,
    "rho": number,
}


def check_shape(content: dict[str, Any]) -> None:
    check_keys("the file", content, {*SECTIONS, "tables"})
    for name, keys in SECTIONS.items():
        check_section(f"[{name}]", content[name], keys)
    if not isinstance(content["tables"], dict) or not content["tables"]:
        raise SpecError("there is no [tables.NAME]: nothing would be published.")
    for name, table in content["tables"].items():
        if not name_in_lower_case(name):
            raise SpecError(
                f"[tables.{name}] must be named in lower case, with letters, digits, _."
            )
        check_section(f"[tables.{name}]", table, TABLE)


def check_section(where: str, section: Any, keys: dict[str, Kind]) -> None:
    if not isinstance(section, dict):
        raise SpecError(f"{where} must be a section with keys, not a single value.")
    check_keys(where, section, set(keys))
    for key, is_right in keys.items():
        if not is_right(section[key]):
            kind = is_right.__name__.replace("_", " ")
            raise SpecError(f"{where} {key} must be a {kind}, and is {section[key]!r}.")


def check_keys(where: str, found: dict[str, Any], known: set[str]) -> None:
    unknown, missing = sorted(set(found) - known), sorted(known - set(found))
    if unknown:
        raise SpecError(
            f"{where} has the unknown key '{unknown[0]}'. Known are: {', '.join(sorted(known))}."
        )
    if missing:
        raise SpecError(f"{where} lacks '{missing[0]}'.")
