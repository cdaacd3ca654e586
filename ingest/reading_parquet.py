"""Read a Parquet file's columns as texts, after its own description has been found reasonable."""

import io

import pyarrow as pa
import pyarrow.parquet

from ingest.admitting import admitted, column_names
from ingest.errors import ExtractError
from ingest.layout import Layout
from ingest.limits import (
    COLUMNS,
    PARQUET_BYTES,
    PARQUET_FOOTER_BYTES,
    PARQUET_GROUP_BYTES,
    PARQUET_ROW_GROUPS,
    ROWS,
    refuse_over,
)
from ingest.reading import Extract, layout_for, numbered, wanted_columns


def read_parquet(content: bytes, name: str, layouts: tuple[Layout, ...]) -> Extract:
    try:
        check_footer(content, name)
        file = pyarrow.parquet.ParquetFile(io.BytesIO(content))
        check_description(file.metadata, name)
        headers = file.schema_arrow.names
        layout = layout_for(headers, name, layouts)
        wanted = wanted_columns(headers, name, layout)
        table = file.read()
        texts = {
            key: table.column(position).cast(pa.string())
            for position, key in enumerate(column_names(headers, wanted))
        }
    except (pa.ArrowException, OSError, ValueError):
        raise ExtractError(
            f"{name} is not a Parquet file that can be opened, or holds nested columns: "
            "write plain columns and send it again."
        ) from None
    rows = numbered(texts, list(range(2, table.num_rows + 2)))
    return Extract(
        layout=layout,
        rows=admitted(rows, headers, layout, name),
        malformed=(),
        container="Parquet",
        unread_columns=len(headers) - len(wanted),
    )


def check_footer(content: bytes, name: str) -> None:
    if not content.endswith(b"PAR1"):
        raise ValueError("no footer")
    length = int.from_bytes(content[-8:-4], "little")
    refuse_over(PARQUET_FOOTER_BYTES, length, name, "bytes of description")


def check_description(metadata: pyarrow.parquet.FileMetaData, name: str) -> None:
    refuse_over(COLUMNS, metadata.num_columns, name, "columns")
    refuse_over(ROWS, metadata.num_rows, name, "rows")
    refuse_over(PARQUET_ROW_GROUPS, metadata.num_row_groups, name, "groups of rows")
    sizes = [metadata.row_group(group).total_byte_size for group in range(metadata.num_row_groups)]
    refuse_over(PARQUET_GROUP_BYTES, max(sizes, default=0), name, "bytes in one group of rows")
    refuse_over(PARQUET_BYTES, sum(sizes), name, "bytes unpacked")
