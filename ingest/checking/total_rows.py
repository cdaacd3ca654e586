"""Find the rows that add the others up, which stand below many tables and are nobody's record."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.layouts.layout import Layout
from ingest.texts.distinct import are_blank, rows_among, texts_of

TOTAL = (
    r"(?i)^\s*(sveukupno|ukupno|svega|zbroj|zbir|suma|sum|(sub|grand )?totals?"
    r"|свеукупно|укупно|свега|збир|сума)(\P{L}|$)"
)


def total_rows(rows: pa.Table, layout: Layout, fields: dict[str, str]) -> np.ndarray:
    """The places of rows with such a word that name neither a person nor the record's date.

    `fields` maps the columns of the layout to its fields; the word may stand in any column.
    """
    naming = [texts_of(rows, key) for key, field in fields.items() if names_record(field, layout)]
    places = np.arange(rows.num_rows if naming else 0)
    # The column with the fewest texts first: it tells the same of most rows with least work.
    for column in sorted(naming, key=lambda column: len(column.dictionary)):
        places = places[rows_among(column, places, names_nobody)]
    adding_up = np.zeros(len(places), dtype=bool)
    for key in rows.column_names:
        if len(places) and key != "row_number":
            adding_up |= rows_among(texts_of(rows, key), places, has_total)
    return places[adding_up]


def names_record(field: str, layout: Layout) -> bool:
    kind = layout.kind
    return field in kind.identifiers or field == kind.main_date or kind.type_of(field) == "year"


def names_nobody(texts: pa.Array) -> pa.Array:
    return pc.or_(are_blank(texts), has_total(texts))


def has_total(texts: pa.Array) -> pa.Array:
    return pc.match_substring_regex(texts, TOTAL)
