"""Refuse a file that brings what was not agreed: names, contacts, free text, special categories.

The lists are in forbidden.toml. A message names the column and how many rows, never a value.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.errors import ExtractError
from ingest.texts.distinct import are_blank, flags, times
from ingest.texts.identity_numbers import CHECKS
from ingest.texts.names import name_key

FORBIDDEN_FILE = Path(__file__).parents[1] / "forbidden.toml"
SHOWN_CHARACTERS = 60


@dataclass(frozen=True, kw_only=True)
class Category:
    says: str
    names: re.Pattern[str]


@dataclass(frozen=True, kw_only=True)
class ValuePattern:
    """`check` is the name of a further test, empty where the pattern is enough."""

    says: str
    pattern: str
    check: str
    share_outside: float


@dataclass(frozen=True, kw_only=True)
class Forbidden:
    harmless: re.Pattern[str]
    categories: tuple[Category, ...]
    patterns: tuple[ValuePattern, ...]


@cache
def read_forbidden() -> Forbidden:
    content: dict[str, Any] = tomllib.loads(FORBIDDEN_FILE.read_text(encoding="utf-8"))
    return Forbidden(
        harmless=names_pattern(content["harmless"], []),
        categories=tuple(
            Category(
                says=category["says"],
                names=names_pattern(category["names"], category.get("whole_names", [])),
            )
            for category in content["categories"].values()
        ),
        patterns=tuple(
            ValuePattern(**{"check": "", **pattern}) for pattern in content["patterns"].values()
        ),
    )


def names_pattern(names: list[str], whole_names: list[str]) -> re.Pattern[str]:
    phrases = [name_key(name) + ("[a-z0-9]*" if name.endswith("*") else "") for name in names]
    wholes = [f"^{name_key(name)}$" for name in whole_names]
    return re.compile("|".join([rf"\b(?:{'|'.join(phrases)})\b", *wholes]))


def refuse_forbidden_names(headers: list[str], name: str) -> None:
    """`headers` are the file's columns outside the layout."""
    forbidden = read_forbidden()
    for header in headers:
        key = forbidden.harmless.sub(" ", name_key(header))
        for category in forbidden.categories:
            if category.names.search(key):
                raise ExtractError(
                    f"{name} has a column {shown(header)} for {category.says}, which the portal "
                    "does not take: remove the column and send the file again."
                )


def shown(header: str) -> str:
    return repr(header if len(header) <= SHOWN_CHARACTERS else f"{header[:SHOWN_CHARACTERS]}...")


def refuse_forbidden_values(
    column: pa.DictionaryArray, header: str, name: str, outside: bool
) -> None:
    """Refuse where the values look like what neither a coded nor an unknown column may hold."""
    texts, rows = column.dictionary, times(column)
    filled = sum_where(~flags(are_blank(texts)), rows)
    for pattern in read_forbidden().patterns:
        hits = sum_where(flags(look_like(texts, pattern)), rows)
        if hits and hits >= (pattern.share_outside if outside else 0) * filled:
            raise ExtractError(
                f"{name}: what looks like {pattern.says} stands in the column {shown(header)} "
                f"(rows: {hits:,}), and the portal does not take it there: remove it and send the "
                "file again."
            )


def sum_where(chosen: np.ndarray, rows: np.ndarray) -> int:
    return int(rows[chosen].sum())


def look_like(texts: pa.Array, pattern: ValuePattern) -> pa.Array:
    if not pattern.check:
        return pc.fill_null(pc.match_substring_regex(texts, pattern.pattern), False)
    matches = pc.extract_regex(texts, pattern.pattern)
    passed = CHECKS[pattern.check](pc.struct_field(matches.filter(matches.is_valid()), "text"))
    places = pc.indices_nonzero(matches.is_valid()).filter(passed)
    return pc.is_in(pa.array(range(len(texts)), pa.uint64()), places)
