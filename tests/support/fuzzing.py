"""Real-looking extract files, broken in random ways, and the promise that each must keep."""

import io
import json
import random
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet

from examples import write_examples
from ingest.errors import ExtractError
from ingest.layouts.layout import Layout, read_layouts
from ingest.loading import load_extract
from tests.support.ingest_extracts import CYRILLIC_HEADER, HTCDS_HEADER, cyrillic_row, htcds_row

TOKENS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b'""', b";", b",", b"\t", b"|", b"\r\n", b"\n",
    b"\r", b"31.02.2019", b"99999999999999999999", b"-1e308", b"nan", b"=1+1", b"\x1a", b"%s",
    b"\xf0\x9f\x98\x80", "ж".encode(), "š".encode("cp1250"), b"' or 1=1 --", b"{}",
    b"<!DOCTYPE x>", b"A" * 5000,
)  # fmt: skip


def real_files(folder: Path) -> list[bytes]:
    """Small files of every container and encoding that the portal reads."""
    csv = "\n".join([HTCDS_HEADER, *(htcds_row(number=f"99{n:011}") for n in range(5))]) + "\n"
    cyrillic = "\n".join([CYRILLIC_HEADER, cyrillic_row(), cyrillic_row(number="")]) + "\n"
    rows = [
        dict(zip(HTCDS_HEADER.split(","), htcds_row().split(","), strict=True)) for _ in range(3)
    ]
    parquet = io.BytesIO()
    pyarrow.parquet.write_table(pa.Table.from_pylist(rows), parquet)
    spreadsheet = next(path for path in write_examples(folder) if path.suffix == ".xlsx")
    return [
        csv.encode(),
        csv.encode("utf-16"),
        csv.replace(",", "\t").encode("utf-8-sig"),
        cyrillic.encode("cp1251"),
        cyrillic.encode("utf-16"),
        "".join(json.dumps(row) + "\n" for row in rows).encode(),
        parquet.getvalue(),
        shortened(spreadsheet.read_bytes()),
    ]


def shortened(content: bytes, rows: int = 6) -> bytes:
    """The first rows of a spreadsheet, so that a mutation more often meets its structure."""
    import openpyxl

    workbook = openpyxl.load_workbook(io.BytesIO(content))
    workbook.active.delete_rows(rows + 1, workbook.active.max_row)
    short = io.BytesIO()
    workbook.save(short)
    return short.getvalue()


def mutated(content: bytes, chance: random.Random) -> bytes:
    """One to six random changes; in a ZIP container, half of the time inside a member."""
    if content.startswith(b"PK") and chance.random() < 0.5:
        return with_changed_member(content, chance)
    for _ in range(chance.randint(1, 6)):
        content = changed(content, chance)
    return content


def changed(content: bytes, chance: random.Random) -> bytes:
    if not content:
        return chance.choice(TOKENS)
    start = chance.randrange(len(content))
    end = min(len(content), start + chance.choice((1, 2, 16, 200)))
    match chance.randrange(7):
        case 0:
            return content[:start]
        case 1:
            return content[:start] + content[end:]
        case 2:
            return content[:end] + content[start:end] * chance.choice((1, 3, 50)) + content[end:]
        case 3:
            return content[:start] + chance.choice(TOKENS) + content[start:]
        case 4:
            return content[:start] + chance.randbytes(end - start) + content[end:]
        case 5:
            old, new = chance.choice(TOKENS), chance.choice(TOKENS)
            return content.replace(old, new, 3)
        case _:
            flipped = content[start] ^ (1 << chance.randrange(8))
            return content[:start] + bytes([flipped]) + content[start + 1 :]


def with_changed_member(content: bytes, chance: random.Random) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(content))
    victim = chance.choice(source.namelist())
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name in source.namelist():
            member = source.read(name)
            written.writestr(name, changed(member, chance) if name == victim else member)
    return target.getvalue()


def fuzz(
    folder: Path, connection: duckdb.DuckDBPyConnection, files: int, seed: int
) -> Iterator[Counter[str]]:
    """Send `files` mutated files through ingestion; after each, what became of all so far.

    Fails on any exception but a refusal, and on a refused file that left a row behind.
    """
    chance, layouts, outcomes = random.Random(seed), read_layouts(), Counter()
    originals = real_files(folder / "originals")
    path = folder / "mutated"
    for _ in range(files):
        path.write_bytes(mutated(chance.choice(originals), chance))
        outcomes[send(path, connection, layouts)] += 1
        yield outcomes


def send(path: Path, connection: duckdb.DuckDBPyConnection, layouts: tuple[Layout, ...]) -> str:
    before = counts(connection)
    try:
        delivery = load_extract(path, connection, ("secret",), layouts)
    except ExtractError as error:
        assert counts(connection) == before, "a refused file left something behind"
        assert str(error).count("\n") == 0
        assert "Izmišljeni" not in str(error)
        return "refused"
    if delivery.already_loaded:
        return "known"
    after = counts(connection)
    assert after["deliveries"] == before["deliveries"] + 1
    assert after["cases"] - before["cases"] == delivery.rows_loaded
    return "loaded"


def counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    return {
        table: connection.execute(f"select count(*) from raw.{table}").fetchone()[0]
        for table in ("deliveries", "cases", "quarantine")
    }
