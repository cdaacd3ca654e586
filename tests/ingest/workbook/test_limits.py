"""Files that would exhaust the machine or trick a library are refused, in bounded memory."""

import io
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from ingest import limits
from ingest.errors import ExtractError
from ingest.layouts.layout import read_layouts
from ingest.reading.reader import read_extract
from tests.support import ROOT
from tests.support.ingest_extracts import HTCDS_HEADER, content_of_bytes, htcds_row

SMALL = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'


def refused(content: bytes, message: str, name: str = "extract") -> None:
    with pytest.raises(ExtractError, match=message) as refusal:
        read_extract(content_of_bytes(content, name), read_layouts())
    assert "\n" not in str(refusal.value)


def workbook() -> bytes:
    made = openpyxl.Workbook()
    made.active.append(HTCDS_HEADER.split(","))
    made.active.append(htcds_row().split(","))
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def with_parts(**parts: bytes) -> bytes:
    """The workbook with some parts replaced or added; the names are given with / as __."""
    source, target = zipfile.ZipFile(io.BytesIO(workbook())), io.BytesIO()
    renamed = {
        name.replace("__", "/").replace("_xml", ".xml"): part for name, part in parts.items()
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name in [
            *source.namelist(),
            *(name for name in renamed if name not in source.NameToInfo),
        ]:
            written.writestr(name, renamed.get(name) or source.read(name))
    return target.getvalue()


def sheet_xml(cells: str) -> bytes:
    return SMALL.replace(b"/>", f"><sheetData>{cells}</sheetData></worksheet>".encode())


def test_the_plain_workbook_is_read() -> None:
    content = content_of_bytes(workbook(), "extract")
    assert read_extract(content, read_layouts()).rows.num_rows == 1


def test_a_zip_bomb_is_refused_before_it_unpacks() -> None:
    refused(with_parts(xl__bomb_xml=b"0" * 50_000_000), "unpacks to far more")


def test_a_part_that_claims_to_be_small_is_found_out() -> None:
    content = bytearray(with_parts(xl__bomb_xml=b"0" * 3_000_000))
    claimed = (3_000_000).to_bytes(4, "little")
    assert content.count(claimed) >= 1
    refused(bytes(content).replace(claimed, (1000).to_bytes(4, "little")), "not a spreadsheet")


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "C:/evil.xml"])
def test_a_part_whose_name_leads_out_of_the_archive_is_refused(name: str) -> None:
    target = io.BytesIO(workbook())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, "x")
    refused(target.getvalue(), "leads out of it")


def test_an_entity_declaration_is_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + SMALL
    refused(with_parts(xl__worksheets__sheet1_xml=bomb), "document type")


def test_a_sheet_of_a_million_columns_is_refused() -> None:
    cells = (
        "".join(f'<c r="A{row}"><v>1</v></c>' for row in range(1, 3)) + '<c r="XFD9"><v>1</v></c>'
    )
    refused(
        with_parts(xl__worksheets__sheet1_xml=sheet_xml(f'<row r="9">{cells}</row>')), "columns"
    )
    header = ",".join(f"c{number}" for number in range(5000))
    refused(f"{HTCDS_HEADER},{header}\n".encode(), "columns")


def test_a_sheet_with_two_far_corners_is_refused_by_its_area() -> None:
    corner = '<row r="1048576"><c r="ZZ1048576"><v>1</v></c></row>'
    cells = f'<row r="1"><c r="A1"><v>1</v></c></row>{corner}'
    refused(with_parts(xl__worksheets__sheet1_xml=sheet_xml(cells)), "cells in one sheet's area")


def test_a_cell_of_ten_megabytes_is_refused() -> None:
    row = htcds_row().replace("Familial", "x" * 10_000_000)
    refused(f"{HTCDS_HEADER}\n{row}\n".encode(), "a row of more than|a cell of")
    long_cell = "y" * (limits.CELL_CHARACTERS + 1)
    row = htcds_row().replace("Familial", long_cell)
    refused(f"{HTCDS_HEADER}\n{row}\n".encode(), "a cell of 32,768 characters")


def test_a_parquet_file_with_an_impossible_description_is_refused() -> None:
    refused(b"PAR1" + b"\xff" * 8 + (2**31 - 1).to_bytes(4, "little") + b"PAR1", "of description")


def test_refusing_a_bomb_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(with_parts(xl__bomb_xml=b"0" * 200_000_000))
    script = (
        "import sys; from pathlib import Path; from ingest.layouts.layout import read_layouts;"
        "from ingest.reading.content import content_of_file\n"
        "from ingest.reading.reader import read_extract\n"
        "try: read_extract(content_of_file(Path(sys.argv[1])), read_layouts())\n"
        "except Exception as error: print(type(error).__name__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (600_000_000,) * 2),
    )
    assert done.stdout.strip() == "ExtractError"


def test_every_limit_stands_in_the_documentation() -> None:
    text = (ROOT / "docs" / "ingest-limits.md").read_text()
    for name, value in vars(limits).items():
        if name.isupper() and isinstance(value, int) and name != "MIB":
            assert f"`{name}`" in text, name
            shown = f"{value // limits.MIB:,} MiB" if value % limits.MIB == 0 else f"{value:,}"
            assert f"| {shown} |" in text, (name, shown)
