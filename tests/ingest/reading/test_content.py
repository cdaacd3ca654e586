"""Files that are too large to be held: they are read in pieces, twice, and are the same twice."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet
import pytest

from ingest.errors import ExtractError
from ingest.layouts.layout import read_layouts
from ingest.loading import Delivery, load_extract
from ingest.reading.content import content_of_file
from ingest.reading.row_parts import whole_rows
from tests.support.ingest_extracts import BOSNIAN_HEADER, HTCDS_HEADER, htcds_file, htcds_row
from warehouse.database import open_restricted


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_restricted(tmp_path / "restricted.duckdb", "a key for tests") as opened:
        yield opened


@pytest.fixture
def nothing_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.reading.content.IN_MEMORY_BYTES", 0)
    monkeypatch.setattr("ingest.reading.delimited.PART_BYTES", 300)


def load(path: Path, connection: duckdb.DuckDBPyConnection) -> Delivery:
    return load_extract(path, connection, ("secret",), read_layouts())


def bosnian(rows: int) -> str:
    row = "{};Ime;Prezime;1.3.2005.;ženski;BiH;žrtva;policija;1.3.2019.;Kanton;prosjačenje;;;;;"
    lines = [row.format(f"99{number:011}") for number in range(rows)]
    return "\n".join([BOSNIAN_HEADER.replace(",", ";"), *lines]) + "\n"


@pytest.mark.usefixtures("nothing_in_memory")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1250"])
def test_a_file_that_is_not_held_is_read_in_every_encoding(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection, encoding: str
) -> None:
    path = tmp_path / "large.csv"
    path.write_bytes(bosnian(30).encode(encoding))
    delivery = load(path, connection)
    assert (delivery.rows_loaded, delivery.rows_quarantined) == (30, 0)
    assert f"CSV, {encoding}," in delivery.container
    assert not delivery.last_line_open
    assert delivery.delivery_id == hashlib.sha256(path.read_bytes()).hexdigest()
    kept = connection.execute("select distinct sex, form, count(*) from raw.cases group by all")
    assert kept.fetchall() == [("ženski", "prosjačenje", 30)]


@pytest.mark.usefixtures("nothing_in_memory")
def test_a_file_that_has_changed_between_its_two_readings_is_refused(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = htcds_file(tmp_path, *(htcds_row(number=f"99{row:011}") for row in range(20)))
    content, times = content_of_file(path), path.stat()
    path.write_bytes(path.read_bytes().replace(b"9900000000019", b"9900000000099"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    monkeypatch.setattr("ingest.loading.content_of_file", lambda _: content)
    with pytest.raises(ExtractError, match="still being written"):
        load(path, connection)
    assert connection.execute("select count(*) from raw.cases").fetchone() == (0,)


@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_parts_end_with_a_row_and_never_within_quotation_marks(size: int) -> None:
    text = b'a,b\n1,"x\ny"\n\n"2\n\n",z\n3,"""\n"""\nlast'
    pieces = (text[start : start + size] for start in range(0, len(text), size))
    parts = list(whole_rows(pieces, "extract", b"\n"))
    assert b"".join(parts) == text
    assert all(part.count(b'"') % 2 == 0 for part in parts)
    assert all(part.endswith(b"\n") for part in parts[:-1])


def test_a_quotation_mark_that_is_never_closed_does_not_fill_the_memory() -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield b'"' + b"a,b\n" * 250_000 if taken == 1 else b"a,b\n" * 250_000

    with pytest.raises(ExtractError, match="never closed"):
        list(whole_rows(endless(), "extract", b"\n"))
    assert taken < 20


def test_a_parquet_file_is_read_a_part_at_a_time_and_a_missing_cell_is_an_empty_one(
    tmp_path: Path, connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.reading.parquet.PART_ROWS", 2)
    rows = [
        dict(zip(HTCDS_HEADER.split(","), htcds_row(number=f"99{n:011}").split(","), strict=True))
        for n in range(5)
    ]
    rows[2]["bih_IdentificationDate"] = None
    rows[3] = dict.fromkeys(rows[3])
    rows[4]["bih_Area"] = None
    path = tmp_path / "extract.parquet"
    pyarrow.parquet.write_table(pa.Table.from_pylist(rows), path)
    delivery = load(path, connection)
    assert list(delivery.quarantined) == [("missing_value", "identified_date")]
    kept = connection.execute("select row_number, area from raw.cases order by all").fetchall()
    assert kept == [(2, "BA-09"), (3, "BA-09"), (6, None)]
    assert connection.execute("select row_number from raw.quarantine").fetchall() == [(4,)]
