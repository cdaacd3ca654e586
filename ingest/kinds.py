"""The kinds of extract, read from kinds.toml: what is kept of each, and of which type."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.errors import LayoutError

KINDS_FILE = Path(__file__).with_name("kinds.toml")
# Of every kind: the source's own number of the record, and a word where a record was withdrawn.
COMMON_IDENTIFIERS = ("reference",)
COMMON_FIELDS = {"record_state": "text"}
SQL_TYPES = {
    "text": "varchar",
    "date": "date",
    "year": "integer",
    "year_or_range": "integer",
    "age": "integer",
    "integer": "integer",
    "decimal": "double",
}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`fields` maps each kept field to its type; `identifiers` are read but never kept."""

    name: str
    title: str
    identifiers: tuple[str, ...]
    main_date: str
    fields: dict[str, str]

    def type_of(self, field: str) -> str:
        if field in self.identifiers:
            return "date" if field == "birth_date" else "text"
        if field not in self.fields:
            raise LayoutError(f"The kind {self.name!r} has no field {field!r}: see kinds.toml.")
        return self.fields[field]


@cache
def read_kinds(path: Path = KINDS_FILE) -> dict[str, Kind]:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        name: Kind(
            name=name,
            title=kind["title"],
            identifiers=(*kind["identifiers"], *COMMON_IDENTIFIERS),
            main_date=kind["main_date"],
            fields=kind["fields"] | COMMON_FIELDS,
        )
        for name, kind in content.items()
    }
