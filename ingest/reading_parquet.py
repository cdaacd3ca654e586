"""Read a Parquet file's columns as texts."""

import io

import pyarrow as pa
import pyarrow.parquet

from ingest.errors import ExtractError
from ingest.layout import Layout
from ingest.reading import Extract, layout_for, numbered, wanted_columns


def read_parquet(content: bytes, name: str, layouts: tuple[Layout, ...]) -> Extract:
    try:
        file = pyarrow.parquet.ParquetFile(io.BytesIO(content))
        headers = file.schema_arrow.names
        layout = layout_for(headers, name, layouts)
        wanted = wanted_columns(headers, name, layout)
        table = file.read(columns=[headers[position] for position in wanted])
        columns = {
            key: table[headers[position]].cast(pa.string()) for position, key in wanted.items()
        }
    except (pa.ArrowException, OSError, ValueError):
        raise ExtractError(
            f"{name} is not a Parquet file that can be opened, or holds nested columns: "
            "write plain columns and send it again."
        ) from None
    return Extract(
        layout=layout,
        rows=numbered(columns, list(range(2, table.num_rows + 2))),
        malformed=(),
        container="Parquet",
        unread_columns=len(headers) - len(wanted),
    )
