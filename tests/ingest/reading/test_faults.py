"""Things that go wrong around a delivery, by making them go wrong."""

import resource
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ingest.errors import ExtractError
from ingest.reading.content import content_of_file
from portal.keys import read_key_file
from tests.support import ROOT
from tests.support.chain import Portal
from tests.support.ingest_extracts import htcds_file, htcds_row
from warehouse.database import open_restricted

pytestmark = pytest.mark.chain


def case_rows(portal: Portal) -> int:
    keys = read_key_file(portal.key_file)
    with open_restricted(portal.data / "restricted.duckdb", keys.database, True) as connection:
        return connection.execute("select count(*) from raw.cases").fetchone()[0]


def many_rows(file: int, count: int = 3_000) -> list[str]:
    return [htcds_row(number=f"99{file:03}{row:08}") for row in range(count)]


def test_a_disk_that_is_full_loses_the_delivery_whole_and_nothing_else(tmp_path: Path) -> None:
    portal = Portal(folder=tmp_path)
    portal.run("ingest", htcds_file(tmp_path, *many_rows(0, 10), name="first.csv"))
    big = htcds_file(tmp_path, *many_rows(1, 60_000), name="big.csv")
    size = (portal.data / "restricted.duckdb").stat().st_size
    done = subprocess.run(
        portal.command("ingest", big),
        cwd=tmp_path,
        env=portal.environment(),
        capture_output=True,
        text=True,
        # No file may grow beyond this: to the database it is as if the disk were full.
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size + 200_000,) * 2),
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "Primjerka" not in done.stderr
    assert case_rows(portal) == 10
    portal.run("ingest", big)
    assert case_rows(portal) == 60_010


def test_two_ingests_at_once_wait_for_each_other(tmp_path: Path) -> None:
    portal = Portal(folder=tmp_path)
    files = [htcds_file(tmp_path, *many_rows(file), name=f"{file}.csv") for file in range(4)]
    portal.run("ingest", files[0])
    at_once = [
        subprocess.Popen(
            portal.command("ingest", *files[start:]),
            cwd=tmp_path,
            env=portal.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for start in (1, 2)
    ]
    for process in at_once:
        assert process.communicate()[1] == b""
        assert process.returncode == 0
    assert case_rows(portal) == 12_000


def test_a_disk_or_mount_that_is_lost_while_reading_is_told() -> None:
    # Reading this file's first bytes is an input/output error, as on a mount that went away.
    with pytest.raises(ExtractError, match="disk or mount"):
        content_of_file(Path("/proc/self/mem"))


def test_a_file_that_is_still_being_written_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "growing.csv"
    path.write_bytes(b"x" * 50_000_000)
    stop = threading.Event()

    def grow() -> None:
        with path.open("ab") as file:
            while not stop.is_set():
                file.write(b"y" * 1000)
                file.flush()

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        with pytest.raises(ExtractError, match="still being written"):
            content_of_file(path)
    finally:
        stop.set()
        writer.join()


def test_a_commit_is_all_of_a_delivery_or_nothing_at_any_step(tmp_path: Path) -> None:
    """Die right before and right after each statement that writes."""
    script = """
import os, sys
from pathlib import Path
import ingest.loading as loading
import ingest.writing as writing
from ingest.layouts.layout import read_layouts
from warehouse.database import open_restricted
step, path, database = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
original = getattr(writing, step)
def die(*arguments):
    if sys.argv[4] == "after":
        original(*arguments)
    os._exit(9)
for module in (loading, writing):
    if hasattr(module, step):
        setattr(module, step, die)
connection = open_restricted(database, "key")
loading.load_extract(path, connection, ("secret",), read_layouts())
"""
    path = htcds_file(tmp_path, htcds_row(), htcds_row(identified="never"))
    for step in ("write_records", "write_quarantine", "write_erased_persons", "write_notes"):
        for when in ("before", "after"):
            database = tmp_path / f"{step}_{when}.duckdb"
            done = subprocess.run(
                [sys.executable, "-c", script, step, path, database, when], cwd=ROOT
            )
            assert done.returncode == 9
            with open_restricted(database, "key") as connection:
                for table in ("cases", "quarantine", "deliveries"):
                    count = connection.execute(f"select count(*) from raw.{table}").fetchone()
                    assert count == (0,), (step, when, table)
