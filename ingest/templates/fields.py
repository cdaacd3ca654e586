"""The columns of the templates, from ingest/templates: headers, notes, examples in five locales.

Nothing here writes a file. The same data makes the empty workbook and the layout that reads it
back, so that the two can't drift apart.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ingest.errors import LayoutError
from ingest.kinds import Kind, read_kinds
from ingest.locales import Locale, Wording

TEMPLATE_DIR = Path(__file__).parent
DATE_FORMATS = ["%d.%m.%Y", "%d.%m.%Y.", "%Y-%m-%d"]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column. `dimension` is whose labels are offered; `several` of them may stand in a cell.

    `older_headers` stood in templates that may still come back filled.

    Examples are two codes for a column with labels, or two texts; by locale where they differ.
    """

    name: str
    type: str
    header: Wording
    older_headers: list[str]
    note: Wording
    examples: list[str] | dict[str, list[str]]
    dimension: str | None
    several: bool
    required: bool
    filled: bool

    def examples_in(self, locale: Locale) -> list[str]:
        return self.examples[locale] if isinstance(self.examples, dict) else self.examples


@dataclass(frozen=True, kw_only=True)
class Template:
    """`columns` are those of the workbook; `described` also holds what only other layouts have."""

    kind: Kind
    title: Wording
    columns: tuple[Column, ...]
    described: dict[str, Column]


@cache
def template_of(kind_name: str) -> Template:
    kinds = read_kinds()
    if kind_name not in kinds:
        raise LayoutError(f"There is no kind {kind_name!r}. Known: {', '.join(kinds)}.")
    kind = kinds[kind_name]
    content = read_toml(f"{kind_name}.toml")
    fields = read_toml("shared.toml")["fields"] | content["fields"]
    names = [name for name in fields if name in kind.fields or name in kind.identifiers]
    described = {name: read_column(name, fields[name], content, kind) for name in names}
    return Template(
        kind=kind,
        title=content["title"],
        columns=tuple(described[name] for name in content["columns"]),
        described=described,
    )


def read_toml(name: str) -> dict[str, Any]:
    return tomllib.loads((TEMPLATE_DIR / name).read_text(encoding="utf-8"))


def read_column(name: str, field: dict[str, Any], content: dict[str, Any], kind: Kind) -> Column:
    return Column(
        name=name,
        type=kind.type_of(name),
        header=field["header"],
        older_headers=field.get("older_headers", []),
        note=field["note"],
        examples=field["examples"],
        dimension=field.get("dimension"),
        several=field.get("several", False),
        required=name in content["required"],
        filled=name in content["filled"],
    )


def layout_contents() -> dict[str, dict[str, Any]]:
    """For each kind the layout that reads its filled template, as a layout file would say it."""
    return {f"template_{name}": layout_content(template_of(name)) for name in read_kinds()}


def layout_content(template: Template) -> dict[str, Any]:
    names_persons = "national_number" in template.kind.identifiers
    return {
        "title": f"{template.title[Locale.EN]}, the portal's template",
        "kind": template.kind.name,
        "register": "national",
        "source": "template",
        "identity": "person" if names_persons else "none",
        "date_formats": DATE_FORMATS,
        # A spreadsheet may come back saved as CSV.
        "fields": {
            column.name: {
                "headers": list(dict.fromkeys([*column.header.values(), *column.older_headers])),
                "required": column.required,
                "filled": column.filled,
            }
            for column in template.columns
        },
    }
