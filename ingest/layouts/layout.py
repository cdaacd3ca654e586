"""Layouts: what the columns of an institution's extract are called and how they are read.

A layout is data, one TOML file each in `ingest/layouts/`; a new institution needs no code.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from unicodedata import category, combining, normalize

from ingest.errors import ExtractError, LayoutError
from ingest.kinds import SQL_TYPES, Kind, read_kinds
from ingest.templates.fields import layout_contents
from ingest.texts.lookalikes import in_one_script

LAYOUT_DIR = Path(__file__).parent
INVISIBLE = "Cf"  # Unicode's category of marks that steer a line and are not seen.
TURNED = str.maketrans("dm", "md")


@dataclass(frozen=True, kw_only=True)
class Field:
    """One column of the extract: where it goes, what it is called there, how it is read.

    The type is the kind's, unless the layout gives another. `required`: the file is refused
    without the column. `filled`: a row with nothing in it is quarantined.
    """

    name: str
    headers: tuple[str, ...]
    type: str
    required: bool = False
    filled: bool = False


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How one kind of extract is read.

    `identity` is "person" (identifiers become one pseudonym for the person, whoever reports),
    "row" (the file names nobody: each row is its own person) or "none" (no persons). `delivers` is
    "increment" (each file adds to and corrects the earlier ones) or "snapshot" (each file is the
    whole truth of its source, and what it no longer holds no longer counts). `flags` maps a field
    to {header: word}: the words of the headers whose cell is 1 make up the field.

    `decimal` is the sign before the decimals ("," or "."); without it a number like 1.234 is
    refused, for it may be either. `year_only`: a date column may hold a year alone.
    `two_digit_years`: 01.03.19 is the latest such date that has passed.
    """

    name: str
    title: str
    kind: Kind
    register: str
    source: str
    identity: str
    date_formats: tuple[str, ...]
    missing: tuple[str, ...]
    delivers: str
    fields: tuple[Field, ...]
    flags: dict[str, dict[str, str]]
    constants: dict[str, str]
    decimal: str | None = None
    year_only: bool = False
    two_digit_years: bool = False

    def headers(self) -> set[str]:
        named = {header for field in self.fields for header in field.headers}
        return named | {header for words in self.flags.values() for header in words}

    def missing_headers(self, header_keys: set[str]) -> list[str]:
        """The first name of every required column that is not among `header_keys`."""
        return [
            field.headers[0]
            for field in self.fields
            if field.required and not header_keys & {header_key(header) for header in field.headers}
        ]


@lru_cache(maxsize=4096)
def header_key(header: str) -> str:
    """Headers are the same whatever their case, spacing, accents (đ, dj and d too) and look-alikes.

    A header in Cyrillic stays in Cyrillic: what differs between the scripts is another header.
    """
    text = in_one_script(header.replace("\ufeff", "")).casefold().replace("đ", "d")
    letters = (
        letter
        for letter in normalize("NFD", text)
        if not combining(letter) and category(letter) != INVISIBLE
    )
    return " ".join("".join(letters).replace("dj", "d").split())


@cache
def read_layouts(folder: Path = LAYOUT_DIR) -> tuple[Layout, ...]:
    """The layouts of `folder`, then those of the templates, which come after them in a tie."""
    institutions = [read_layout(path) for path in sorted(folder.glob("*.toml"))]
    templates = [layout_of(name, content) for name, content in layout_contents().items()]
    return (*institutions, *templates)


def read_layout(path: Path) -> Layout:
    return layout_of(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))


def layout_of(name: str, content: dict[str, Any]) -> Layout:
    kind = read_kinds()[content["kind"]]
    if has_both_orders(content.get("date_formats", [])):
        raise LayoutError(
            f"The layout {name!r} reads dates day first and month first: 03/04 would be guessed. "
            "Keep one order."
        )
    return Layout(
        name=name,
        title=content["title"],
        kind=kind,
        register=content["register"],
        source=content["source"],
        identity=content["identity"],
        date_formats=tuple(content.get("date_formats", ())),
        missing=tuple(content.get("missing", ())),
        delivers=content.get("delivers", "increment"),
        fields=tuple(
            read_field(field, column, kind) for field, column in content.get("fields", {}).items()
        ),
        flags=content.get("flags", {}),
        constants=content.get("constants", {}),
        decimal=content.get("decimal"),
        year_only=content.get("year_only", False),
        two_digit_years=content.get("two_digit_years", False),
    )


def has_both_orders(date_formats: Sequence[str]) -> bool:
    """Whether some text could be read day first by one format and month first by another."""
    tidied = {form.replace(" ", "").removesuffix(".") for form in date_formats}
    turned = {form.translate(TURNED) for form in tidied if form.translate(TURNED) != form}
    return bool(turned & tidied)


def read_field(name: str, column: dict[str, Any], kind: Kind) -> Field:
    field_type = column.get("type", kind.type_of(name))
    if field_type not in SQL_TYPES:
        raise LayoutError(f"The field {name!r} has the unknown type {field_type!r}.")
    return Field(
        name=name,
        headers=tuple(column["headers"]),
        type=field_type,
        required=column.get("required", False),
        filled=column.get("filled", False),
    )


def layout_named(name: str) -> Layout:
    layouts = {layout.name: layout for layout in read_layouts()}
    if name not in layouts:
        raise ExtractError(f"There is no layout {name!r}. Known: {', '.join(layouts)}.")
    return layouts[name]


def matching_layout(headers: list[str], layouts: tuple[Layout, ...]) -> Layout | None:
    """The layout whose required columns are all there; of several, the one that knows most."""
    header_keys = {header_key(header) for header in headers}
    fitting = [layout for layout in layouts if not layout.missing_headers(header_keys)]
    return max(fitting, key=lambda layout: known_headers(layout, header_keys), default=None)


def closest_layout(headers: list[str], layouts: tuple[Layout, ...]) -> Layout | None:
    """The layout that knows most of the headers, if it knows at least two."""
    header_keys = {header_key(header) for header in headers}
    closest = max(layouts, key=lambda layout: known_headers(layout, header_keys), default=None)
    return closest if closest and known_headers(closest, header_keys) >= 2 else None


def known_headers(layout: Layout, header_keys: set[str]) -> int:
    return len(header_keys & {header_key(header) for header in layout.headers()})
