"""kill -9 at any moment: the next call goes on, nothing is lost, doubled or drawn again."""

import json
import os
import random
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portal.keys import read_key_file
from tests.support.chain import Portal
from tests.support.ingest_extracts import htcds_file, htcds_row
from warehouse.database import open_restricted

pytestmark = pytest.mark.chain
FILES_OF_A_RUN = 880  # about: extracts, what dbt writes, and a file for each measurement


@contextmanager
def killed(portal: Portal, *arguments: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """A command that runs until the end of the block, unless it has ended before."""
    with subprocess.Popen(
        portal.command(*arguments),
        cwd=portal.folder,
        env=portal.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def files_in(portal: Portal) -> int:
    return sum(len(names) for _folder, _folders, names in os.walk(portal.folder))


def case_rows(portal: Portal) -> int:
    keys = read_key_file(portal.key_file)
    with open_restricted(portal.data / "restricted.duckdb", keys.database, True) as connection:
        return connection.execute("select count(*) from raw.cases").fetchone()[0]


def test_a_killed_ingestion_is_whole_after_the_next_call(tmp_path: Path) -> None:
    extracts = [
        htcds_file(
            tmp_path,
            *(htcds_row(number=f"99{file:03}{row:08}") for row in range(2_000)),
            name=f"extract_{file}.csv",
        )
        for file in range(6)
    ]
    portal = Portal(folder=tmp_path / "office")
    portal.folder.mkdir()
    started = time.perf_counter()
    Portal(folder=tmp_path).run("ingest", extracts[0])
    once = time.perf_counter() - started
    chance = random.Random()
    for _ in range(6):
        # Any moment is meant, and of the encrypted database none can be seen from outside: so a
        # time, by what the same command takes on this machine now.
        with killed(portal, "ingest", *extracts):
            time.sleep(chance.uniform(0.3 * once, 1.6 * once))
    portal.run("ingest", *extracts)
    assert case_rows(portal) == 12_000
    assert "only the receipt was added" in portal.run("ingest", extracts[0])


def test_a_killed_run_goes_on_and_never_draws_a_noise_again(tmp_path: Path) -> None:
    portal = Portal(folder=tmp_path)
    chance = random.Random()
    seen: dict[Path, bytes] = {}
    for _ in range(3):
        enough = files_in(portal) + chance.randint(1, FILES_OF_A_RUN // 3)
        with killed(portal, "run", "--no-serve") as process:
            while process.poll() is None and files_in(portal) < enough:
                time.sleep(0.01)  # Nothing tells when a file comes.
        for path, content in seen.items():
            assert path.read_bytes() == content, "a stored measurement changed"
        seen = stored_measurements(portal)
    portal.run("run", "--no-serve")
    finished = stored_measurements(portal)
    assert seen.items() <= finished.items()
    output = portal.run("run", "--no-serve")
    assert stored_measurements(portal) == finished
    assert "nothing new" in output
    assert "whole" in portal.run("ledger", "verify")
    paid = [json.loads(line)["measurement"] for line in portal.ledger_lines()]
    assert {path.parent.name + "/" + path.stem for path in finished} == set(paid)


def stored_measurements(portal: Portal) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in portal.data.glob("measurements/*/*.json")}
