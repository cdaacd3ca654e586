"""What of a table that was read may come in: the layout's columns, repaired, with refused rows.

Columns outside the layout are looked at once, for what must not come in, and then dropped. All of
it works on whole columns: no row passes through Python.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.checking.forbidden import refuse_forbidden_names, refuse_forbidden_values, shown
from ingest.checking.total_rows import total_rows
from ingest.errors import ExtractError
from ingest.layouts.layout import Layout, header_key
from ingest.limits import CELL_CHARACTERS
from ingest.texts.distinct import by_texts, flags, rows_with, texts_of, with_texts
from ingest.texts.mojibake import are_broken, repaired_texts

# The column with what was refused in reading: no header key begins with a space.
REFUSALS = " refusals"
OUTSIDE = "#"
# What a spreadsheet program shows instead of a result, in the program's language.
FORMULA_ERROR = r"^#(\p{Lu}[\p{Lu}0-9_/]*[!?]|N/[AD])$"
# Anything but printable ASCII, and # with which formula errors begin.
ODD_BYTES = np.array([byte < 32 or byte > 126 or byte == ord("#") for byte in range(256)])
# Marks that steer the direction or the breaking of a line: a cell looks right with them and is not.
INVISIBLE = r"\p{Cf}"
# Reason, field, places of rows.
Refused = tuple[str, str, np.ndarray]


def column_names(headers: list[str], wanted: dict[int, str]) -> list[str]:
    """A name for every column: the header key of a wanted one, else its place."""
    return [wanted.get(position, f"{OUTSIDE}{position}") for position in range(len(headers))]


def admitted(rows: pa.Table, headers: list[str], layout: Layout, name: str) -> pa.Table:
    """The columns that are wanted, by their different texts, and REFUSALS where rows are refused.

    `rows` has row_number and the columns of `column_names`.
    """
    rows = by_texts(rows)
    fields = {
        key: field for key, field in field_of_keys(layout).items() if key in rows.column_names
    }
    refuse_what_must_not_come_in(rows, headers, layout, fields, name)
    columns = {"row_number": rows["row_number"]}
    refused = [("total_row", "", total_rows(rows, layout, fields))]
    for key, field in fields.items():
        columns[key] = texts_of(rows, key)
        if not is_plain(columns[key].dictionary):
            visible = pc.replace_substring_regex(columns[key].dictionary, INVISIBLE, "")
            columns[key] = with_texts(columns[key], repaired_texts(visible))
            refused += damaged_rows(columns[key], field)
    return with_refusals(pa.table(columns), refused)


def is_plain(texts: pa.Array) -> bool:
    """Whether no text can be damaged: by its bytes alone, which is fast."""
    text_bytes = texts.buffers()[2]
    return not text_bytes or not ODD_BYTES[np.frombuffer(text_bytes, np.uint8)].any()


def damaged_rows(column: pa.DictionaryArray, field: str) -> list[Refused]:
    texts = column.dictionary
    broken, errors = are_broken(texts), pc.match_substring_regex(texts, FORMULA_ERROR)
    return [
        ("broken_characters", field, rows_with(column, flags(broken))),
        ("formula_error", field, rows_with(column, flags(errors))),
    ]


def field_of_keys(layout: Layout) -> dict[str, str]:
    """Header key -> the field that it is read into."""
    named = {header: field.name for field in layout.fields for header in field.headers}
    flagged = {header: field for field, words in layout.flags.items() for header in words}
    return {header_key(header): field for header, field in (flagged | named).items()}


def refuse_what_must_not_come_in(
    rows: pa.Table, headers: list[str], layout: Layout, fields: dict[str, str], name: str
) -> None:
    outside = {key: headers[int(key[1:])] for key in rows.column_names if key[:1] == OUTSIDE}
    refuse_forbidden_names(list(outside.values()), name)
    for key in [*fields, *outside]:
        refuse_long_cells(texts_of(rows, key), outside.get(key, key), name)
    for key, header in outside.items():
        refuse_forbidden_values(texts_of(rows, key), header, name, outside=True)
    for key, field in fields.items():
        if field not in layout.kind.identifiers and is_coded(field, layout):
            refuse_forbidden_values(texts_of(rows, key), key, name, outside=False)


def is_coded(field: str, layout: Layout) -> bool:
    return field not in layout.flags and layout.kind.type_of(field) == "text"


def refuse_long_cells(column: pa.DictionaryArray, header: str, name: str) -> None:
    longest = pc.max(pc.binary_length(column.dictionary)).as_py() or 0
    if longest > CELL_CHARACTERS:
        longest = pc.max(pc.utf8_length(column.dictionary)).as_py()
    if longest > CELL_CHARACTERS:
        raise ExtractError(
            f"{name} has a cell of {longest:,} characters in the column {shown(header)}, and at "
            f"most {CELL_CHARACTERS:,} are taken: remove what is no word or code, and send it "
            "again."
        )


def with_refusals(rows: pa.Table, refused: list[Refused], name: str = REFUSALS) -> pa.Table:
    """With a list of (reason, field) beside each row, empty for most, if any row is refused."""
    refused = [refusal for refusal in refused if len(refusal[2])]
    if not refused:
        return rows
    all_places = np.concatenate([places for _, _, places in refused]).astype(np.int64)
    order = np.argsort(all_places, kind="stable")
    lengths = np.bincount(all_places, minlength=rows.num_rows)
    counts = [len(places) for _, _, places in refused]
    reasons = np.repeat([reason for reason, _, _ in refused], counts)
    fields = np.repeat([field for _, field, _ in refused], counts)
    refusals = pa.StructArray.from_arrays(
        [pa.array(reasons[order], pa.string()), pa.array(fields[order], pa.string())],
        ["reason", "field"],
    )
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    return rows.append_column(name, pa.ListArray.from_arrays(pa.array(offsets), refusals))
