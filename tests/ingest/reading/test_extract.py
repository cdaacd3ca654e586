"""The texts of a file are handed on by what opens none and knows no format."""

import ast

from tests.support import ROOT
from tests.support.loading import knows

FORMATS = (
    "ingest.reading.delimited", "ingest.reading.spreadsheet", "ingest.reading.parquet",
    "ingest.reading.json_lines", "ingest.reading.reader", "ingest.workbook", "openpyxl", "duckdb",
    "pyarrow.parquet", "pyarrow.csv", "pyarrow.json",
)  # fmt: skip
OPENING = ("open", "read", "Path", "memory_map", "OSFile", "input_stream")


def test_an_extract_knows_no_format() -> None:
    assert knows("ingest.reading.extract", *FORMATS) == []


def test_nothing_in_the_module_of_extracts_opens_a_file() -> None:
    source = (ROOT / "ingest" / "reading" / "extract.py").read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(source)))
    used = {node.id for node in nodes if isinstance(node, ast.Name)}
    used |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    assert "table" in used
    assert [name for name in used if name.startswith(OPENING)] == []
