"""Draft a layout from a real file: which header is which field, how dates and letters are written.

A draft holds headers and forms, and never a value from a row: it is meant to be read, corrected and
kept. Where the first rows do not look like headers nothing is drafted, for they may be persons.
"""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from ingest.drafting.peeking import TOP_ROWS, peek
from ingest.drafting.placing import Placed, known_headers, place
from ingest.errors import LayoutError
from ingest.kinds import Kind, read_kinds
from ingest.layouts.layout import Layout, has_both_orders
from ingest.templates.fields import template_of

FEWEST_PLACED = 3
LIKE_A_VALUE = re.compile(r"\d{4}|@|\d[./-]\d|.{81}")
DATE_FORMATS = (
    "%Y-%m-%d", "%d.%m.%Y.", "%d.%m.%Y", "%d. %m. %Y.", "%d/%m/%Y", "%d-%m-%Y", "%m/%d/%Y",
    "%Y/%m/%d", "%Y.%m.%d.",
)  # fmt: skip
ORDERS = ("%d/%m/%Y", "%m/%d/%Y")


def draft_layout(path: Path, layouts: tuple[Layout, ...], kind_name: str | None = None) -> str:
    """The text of a layout file for the file at `path`, of the kind given or the likeliest one."""
    kinds = [template_of(kind_name).kind] if kind_name else list(read_kinds().values())
    fields_by_header = {kind.name: known_headers(kind, layouts) for kind in kinds}
    attempts = [
        Placed(
            kind=kind,
            reading=reading,
            header_row=row,
            fields=place(headers, fields_by_header[kind.name]),
        )
        for reading in peek(path)
        for row, headers in enumerate(reading.rows[:TOP_ROWS])
        for kind in kinds
    ]
    best = max(attempts, key=lambda attempt: len(attempt.fields), default=None)
    if best is None or len(best.fields) < FEWEST_PLACED:
        raise LayoutError(
            f"{path.name}: none of its first {TOP_ROWS} rows looks like a row of column names "
            f"(at least {FEWEST_PLACED} must be known). Write the layout by hand: see "
            "ingest/layouts for examples."
        )
    return layout_text(best)


def layout_text(placed: Placed) -> str:
    kind = placed.kind
    settings: dict[str, str | list[str]] = {
        "title": f"Draft: {kind.title}",
        "kind": kind.name,
        "register": "national",
        "source": "say who delivers this",
        "identity": identity(kind, set(placed.fields.values())),
        "date_formats": date_formats(placed),
    }
    lines = [
        "# A draft: read each line, correct it, and save the file in ingest/layouts/.",
        *(f"{name} = {toml(value)}" for name, value in settings.items()),
        *order_doubt(placed),
        "",
        "[fields]",
        *(field_line(placed, position) for position in placed.fields),
        *comment("No place was found for these columns; they are not read:", unplaced(placed)),
        *comment("No column was found for these fields:", missing(placed)),
    ]
    return "\n".join(lines) + "\n"


def identity(kind: Kind, fields: set[str]) -> str:
    if "national_number" not in kind.identifiers:
        return "none"
    by_name = {"given_name", "family_name", "birth_date"} <= fields
    return "person" if by_name or "national_number" in fields else "row"


def date_formats(placed: Placed) -> list[str]:
    """The formats that the file's dates are in, the most frequent first; none is left over."""
    values = date_values(placed)
    formats: list[str] = []
    while values:
        possible = [form for form in DATE_FORMATS if not has_both_orders([*formats, form])]
        unread = {
            form: [value for value in values if not is_written(value, form)] for form in possible
        }
        best = min(unread, key=lambda form: len(unread[form]))
        if len(unread[best]) == len(values):
            break
        formats.append(best)
        values = unread[best]
    return formats


def date_values(placed: Placed) -> list[str]:
    dates = [position for position, name in placed.fields.items() if is_date(placed.kind, name)]
    return [value for position in dates for value in placed.values(position)]


def order_doubt(placed: Placed) -> list[str]:
    """A line where dates with / fit both orders of day and month alike, or need both."""
    fitting = [
        {value for value in date_values(placed) if is_written(value, form)} for form in ORDERS
    ]
    if not any(fitting) or fitting[0] < fitting[1] or fitting[1] < fitting[0]:
        return []
    return [
        "# Ask whether the day comes first (%d/%m/%Y) or the month (%m/%d/%Y): it can't be told."
    ]


def is_date(kind: Kind, field: str) -> bool:
    return kind.type_of(field) == "date"


def is_written(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)
    except ValueError:
        return False
    return True


def field_line(placed: Placed, position: int) -> str:
    name = placed.fields[position]
    parts = [f"headers = {toml([placed.headers[position]])}"]
    template = template_of(placed.kind.name).described.get(name)
    if template and template.required:
        parts.append("required = true")
    if template and template.filled:
        parts.append("filled = true")
    return f"{name} = {{ {', '.join(parts)} }}"


def unplaced(placed: Placed) -> list[str]:
    return [
        shown(header, position)
        for position, header in enumerate(placed.headers)
        if header and position not in placed.fields
    ]


def shown(header: str, position: int) -> str:
    if LIKE_A_VALUE.search(header):
        return f"column {position + 1}, whose header looks like a value and is left out here"
    return toml(" ".join(header.split()))


def missing(placed: Placed) -> list[str]:
    columns = template_of(placed.kind.name).columns
    placed_fields = placed.fields.values()
    return [column.name for column in columns if column.name not in placed_fields]


def comment(heading: str, lines: Iterable[str]) -> list[str]:
    listed = [f"#   {line}" for line in lines]
    return ["", f"# {heading}", *listed] if listed else []


def toml(value: str | list[str]) -> str:
    """A text or a list of texts; JSON's way of writing them is TOML's too."""
    return json.dumps(value, ensure_ascii=False)
