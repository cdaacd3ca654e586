"""Read a file into a table of texts, whatever its format: CSV, XLSX, Parquet or JSON lines.

Nothing is interpreted here but the container: encodings, delimiters, sheets. Only the columns of
the layout are kept; the others are looked at for what must not come in, and dropped.
"""

from collections.abc import Callable

from ingest.errors import ExtractError
from ingest.layouts.layout import Layout
from ingest.reading.content import Content
from ingest.reading.extract import Extract


def read_extract(content: Content, layouts: tuple[Layout, ...]) -> Extract:
    """The extract in `content`, by the layout of `layouts` whose columns it has.

    Raises ExtractError where it is no extract.
    """
    name = content.name
    if not content.size:
        raise ExtractError(f"{name} is empty (0 bytes): send the extract again.")
    extract = reader_for(content.head)(content, layouts)
    is_empty = extract.rows.num_rows == 0 and not extract.malformed
    if is_empty and extract.layout.delivers != "snapshot":
        raise ExtractError(
            f"{name} has a header but no rows: send the extract again with its rows. If there "
            "was nothing to report, say so with 'portal nothing'."
        )
    return extract


def reader_for(head: bytes) -> Callable[[Content, tuple[Layout, ...]], Extract]:
    # Imported here: each reader brings a heavy library that the others do not need.
    if head.startswith(b"PK\x03\x04"):
        from ingest.reading.spreadsheet import read_xlsx

        return read_xlsx
    if head.startswith(b"PAR1"):
        from ingest.reading.parquet import read_parquet

        return read_parquet
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        from ingest.reading.json_lines import read_jsonl

        return read_jsonl
    from ingest.reading.delimited import read_csv

    return read_csv
