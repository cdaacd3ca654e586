"""Find the rows that add the others up, which stand below many tables and are nobody's record."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.layout import Layout

TOTAL = (
    r"(?i)^\s*(sveukupno|ukupno|svega|zbroj|zbir|suma|sum|(sub|grand )?totals?"
    r"|свеукупно|укупно|свега|збир|сума)(\P{L}|$)"
)


def total_rows(rows: pa.Table, layout: Layout, fields: dict[str, str]) -> np.ndarray:
    """The places of rows with such a word that name neither a person nor the record's date.

    `fields` maps the columns of the layout to its fields; the word may stand in any column.
    """
    naming = [key for key, field in fields.items() if names_record(field, layout)]
    places = np.arange(rows.num_rows if naming else 0)
    for key in naming:
        column = rows[key].take(places)
        unnamed = pc.or_(is_blank(column), has_total(column))
        places = places[as_numpy(unnamed)]
    candidates = rows.take(places)
    found = np.zeros(len(places), dtype=bool)
    for key in candidates.column_names:
        if key != "row_number":
            found |= as_numpy(has_total(candidates[key]))
    return places[found]


def names_record(field: str, layout: Layout) -> bool:
    kind = layout.kind
    return field in kind.identifiers or field == kind.main_date or kind.type_of(field) == "year"


def is_blank(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.fill_null(pc.equal(pc.utf8_trim_whitespace(column), ""), True)


def has_total(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.fill_null(pc.match_substring_regex(column, TOTAL), False)


def as_numpy(mask: pa.ChunkedArray) -> np.ndarray:
    return mask.to_numpy(zero_copy_only=False) if isinstance(mask, pa.Array) else mask.to_numpy()
