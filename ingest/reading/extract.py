"""The texts of one file, as every reader hands them on, and by which layout its columns are read.

It must never open a file, nor know of which format it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ingest.errors import ExtractError
from ingest.layouts.layout import Layout, closest_layout, header_key, matching_layout
from ingest.notes import Note, notes

SHEET_STEP = 10_000_000


@dataclass(frozen=True, kw_only=True)
class Extract:
    """The texts of one file.

    `rows` has one string column per field or flag header of the layout that the file has, under the
    header's key, and `row_number` as the sender's own program shows it (the header is row 1).
    `malformed` are the numbers of rows with too few or too many cells. `last_line_open` means the
    file does not end with a line break. `rows` also has a column of refusals where rows were
    refused in reading (ingest/checking/admitting.py). Of several `worksheets` the second one's rows
    are numbered from SHEET_STEP on, the third one's from twice that. `notes` are those of the
    container alone; `all_notes` are all.

    Of a large file `rows` are only the first ones: `more` reads the others, a part at a time, and
    adds to `malformed` as it goes.
    """

    layout: Layout
    rows: pa.Table
    malformed: Sequence[int]
    more: Iterable[pa.Table] = ()
    container: str
    unread_columns: int
    last_line_open: bool = False
    worksheets: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    def all_notes(self) -> tuple[Note, ...]:
        return self.notes + notes(
            several_sheets=len(self.worksheets) if len(self.worksheets) > 1 else 0,
            unread_columns=self.unread_columns,
            last_line_open=int(self.last_line_open),
        )


def layout_for(headers: list[str], name: str, layouts: tuple[Layout, ...]) -> Layout:
    """The layout that fits `headers`; an ExtractError that names what is missing otherwise."""
    layout = matching_layout(headers, layouts)
    if layout is not None:
        return layout
    closest = closest_layout(headers, layouts)
    if closest is None:
        raise ExtractError(
            f"{name}: none of its {len(headers)} columns belongs to a known layout: "
            "the first row must hold the column names of one of the layouts in ingest/layouts."
        )
    missing = closest.missing_headers({header_key(header) for header in headers})
    raise ExtractError(
        f"{name} looks like the layout {closest.name!r} but has no column "
        f"{', '.join(repr(header) for header in missing)}: add what is missing and send it again."
    )


def wanted_columns(headers: list[str], name: str, layout: Layout) -> dict[int, str]:
    """Which columns are read, by position, and the header key that each gets."""
    wanted_keys = {header_key(header) for header in layout.headers()}
    keys = [header_key(header) for header in headers]
    doubled = sorted({key for key in keys if key in wanted_keys and keys.count(key) > 1})
    if doubled:
        raise ExtractError(
            f"{name} has more than one column {', '.join(map(repr, doubled))}: keep one of each."
        )
    return {position: key for position, key in enumerate(keys) if key in wanted_keys}


def numbered(
    columns: dict[str, pa.Array], row_numbers: list[int] | np.ndarray | pa.Array
) -> pa.Table:
    return pa.table({"row_number": pa.array(row_numbers, pa.int64()), **columns})
