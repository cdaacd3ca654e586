"""Texts that the office edits: questions, glossary, and what only the office knows.

They are data in content/, one file per language or one line per language. An empty value is shown
as missing; nothing may be made up in its place.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.language.texts import language

CONTENT = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Someone to turn to. Without a telephone number the office has not entered it yet."""

    name: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class Licence:
    name: str
    url: str


def questions() -> list[dict[str, str]]:
    """id, question and answer, in the order of the file."""
    return read(f"questions.{language()}.toml")["questions"]


def terms() -> list[dict[str, str]]:
    """id, term and text."""
    return read(f"glossary.{language()}.toml")["terms"]


def office_name() -> str:
    return office()["office"]["name"][language()]


def contacts() -> list[Contact]:
    return [
        Contact(name=contact["name"][language()], phone=contact["phone"])
        for contact in office()["help"]
    ]


def licence() -> Licence:
    return Licence(**office()["licence"])


def iati_facts() -> Mapping[str, Any]:
    return office()["iati"]


def office() -> Mapping[str, Any]:
    return read("office.toml")


@cache
def read(name: str) -> Mapping[str, Any]:
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))
