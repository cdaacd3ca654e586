"""How much one file may hold: every limit, with its reason. docs/ingest-limits.md is the same list.

Limits refuse what would exhaust the machine or can't be an honest extract; they are checked before
the file is parsed wherever that is possible. Nothing here reads a file.
"""

from ingest.errors import ExtractError

MIB = 1024 * 1024

# Any file: ten million case rows are about 2 GiB of CSV.
FILE_BYTES = 4096 * MIB
# Any table: more than twice the largest file of the benchmark.
ROWS = 25_000_000
# Any table: the widest public data set on trafficking has about 70 columns.
COLUMNS = 1_000
# Any cell, in characters: what a spreadsheet program can hold itself.
CELL_CHARACTERS = 32_767
# Text files: the header must end within it, title rows included.
HEADER_BYTES = MIB
# Title rows above the header, filled ones: more is not a table with a title.
HEADER_ROWS = 20

# Spreadsheets, as they arrive (compressed).
SPREADSHEET_BYTES = 128 * MIB
# Parts of a spreadsheet: a large one has about 50.
PARTS = 1_000
# All parts unpacked: a full sheet of sixteen columns is about 700 MiB of XML.
UNPACKED_BYTES = 1024 * MIB
# Unpacked to packed, of a part above a MiB: repetitive sheets reach 60; a zip bomb has 1000.
UNPACKED_RATIO = 250
SHEETS = 100
# Rows times columns of one sheet's filled area: 1,048,576 rows of twenty columns.
SHEET_CELLS = 21_000_000
# Characters of all cells: short texts may be stored once and shown a million times.
SHEET_CHARACTERS = 1024 * MIB

# JSON lines: each object is read on its own, at several times its size.
JSON_LINES_BYTES = 512 * MIB

# Parquet: the description at the file's end, read before any row.
PARQUET_FOOTER_BYTES = 16 * MIB
PARQUET_ROW_GROUPS = 10_000
# One row group and the whole file, unpacked.
PARQUET_GROUP_BYTES = 1024 * MIB
PARQUET_BYTES = 8192 * MIB


def refuse_over(limit: int, count: int, name: str, counted: str) -> None:
    """Refuse the file `name` where it has more of what is `counted` than `limit`."""
    if count > limit:
        raise ExtractError(
            f"{name} has {count:,} {counted}, and at most {limit:,} are taken: "
            "split it or remove what is not part of the extract, and send it again."
        )
