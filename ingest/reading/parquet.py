"""Read a Parquet file's columns as texts, after its own description has been found reasonable."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from ingest.checking.admitting import admitted, column_names
from ingest.errors import ExtractError
from ingest.layouts.layout import Layout
from ingest.limits import (
    COLUMNS,
    PARQUET_BYTES,
    PARQUET_FOOTER_BYTES,
    PARQUET_GROUP_BYTES,
    PARQUET_ROW_GROUPS,
    ROWS,
    refuse_over,
)
from ingest.reading.content import Content
from ingest.reading.extract import Extract, layout_for, numbered, wanted_columns
from ingest.texts.distinct import PART_ROWS


def read_parquet(content: Content, layouts: tuple[Layout, ...]) -> Extract:
    name = content.name
    with arrow_errors_as_ours(name):
        check_footer(content)
        file = pyarrow.parquet.ParquetFile(io.BytesIO(content.whole()))
        check_description(file.metadata, name)
        headers = file.schema_arrow.names
    layout = layout_for(headers, name, layouts)
    wanted = wanted_columns(headers, name, layout)
    parts = admitted_parts(file, name, headers, layout, column_names(headers, wanted))
    return Extract(
        layout=layout,
        rows=next(parts),
        malformed=(),
        more=parts,
        container="Parquet",
        unread_columns=len(headers) - len(wanted),
    )


def admitted_parts(
    file: pyarrow.parquet.ParquetFile,
    name: str,
    headers: list[str],
    layout: Layout,
    columns: list[str],
) -> Iterator[pa.Table]:
    """A part of the rows at a time, at least one; they are numbered as below a header."""
    first = 2
    for table in tables_of(file, name):
        texts = dict(zip(columns, table.columns, strict=True))
        numbers = np.arange(first, first + table.num_rows)
        first += table.num_rows
        yield admitted(numbered(texts, numbers), headers, layout, name)


def tables_of(file: pyarrow.parquet.ParquetFile, name: str) -> Iterator[pa.Table]:
    """Tables of texts, a part of the rows each; an empty one where there is no row."""
    schema = pa.schema([(header, pa.string()) for header in file.schema_arrow.names])
    with arrow_errors_as_ours(name):
        if not file.metadata.num_rows:
            yield schema.empty_table()
        for batch in file.iter_batches(batch_size=PART_ROWS):
            columns = [column.cast(pa.string()) for column in batch.columns]
            yield pa.table(columns, schema=schema)


@contextmanager
def arrow_errors_as_ours(name: str) -> Iterator[None]:
    try:
        yield
    except (pa.ArrowException, OSError, ValueError):
        raise ExtractError(
            f"{name} is not a Parquet file that can be opened, or holds nested columns: "
            "write plain columns and send it again."
        ) from None


def check_footer(content: Content) -> None:
    length, mark = content.tail[:4], content.tail[4:]
    if mark != b"PAR1":
        raise ValueError("no footer")
    size = int.from_bytes(length, "little")
    refuse_over(PARQUET_FOOTER_BYTES, size, content.name, "bytes of description")


def check_description(metadata: pyarrow.parquet.FileMetaData, name: str) -> None:
    refuse_over(COLUMNS, metadata.num_columns, name, "columns")
    refuse_over(ROWS, metadata.num_rows, name, "rows")
    refuse_over(PARQUET_ROW_GROUPS, metadata.num_row_groups, name, "groups of rows")
    sizes = [metadata.row_group(group).total_byte_size for group in range(metadata.num_row_groups)]
    refuse_over(PARQUET_GROUP_BYTES, max(sizes, default=0), name, "bytes in one group of rows")
    refuse_over(PARQUET_BYTES, sum(sizes), name, "bytes unpacked")
