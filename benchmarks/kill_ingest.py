"""Kill an ingestion at hundreds of random moments: nothing may be lost, doubled or half-loaded.

.venv/bin/python -m benchmarks.kill_ingest --kills 300
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.support.ingest_extracts import htcds_file, htcds_row
from warehouse.database import open_restricted

FILES, ROWS = 4, 3_000
KEY = "a key for the benchmark"
SCRIPT = f"""
import sys
from pathlib import Path
from ingest.layouts.layout import read_layouts
from ingest.loading import load_extract
from warehouse.database import open_restricted
print("ready", flush=True)
with open_restricted(Path(sys.argv[1]), {KEY!r}) as connection:
    for path in sys.argv[2:]:
        load_extract(Path(path), connection, ("secret",), read_layouts())
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=time.time_ns())
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    print(f"seed {arguments.seed}")
    with tempfile.TemporaryDirectory() as folder:
        extracts = [
            htcds_file(
                Path(folder),
                *(htcds_row(number=f"99{file:03}{row:08}") for row in range(ROWS)),
                name=f"{file}.csv",
            )
            for file in range(FILES)
        ]
        database = Path(folder) / "restricted.duckdb"
        lasting = seconds_of(database, extracts)
        interrupted = 0
        for kill in range(1, arguments.kills + 1):
            if finished(database):
                database.unlink()
            interrupted += killed(database, extracts, chance.uniform(0, lasting))
            check(database)
            if kill % 50 == 0:
                print(f"{kill} kills, {interrupted} of them in the middle of the work", flush=True)
        seconds_of(database, extracts)
        assert finished(database)


def start(database: Path, extracts: list[Path]) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SCRIPT, str(database), *map(str, extracts)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    process.stdout.readline()
    return process


def seconds_of(database: Path, extracts: list[Path]) -> float:
    process = start(database, extracts)
    started = time.perf_counter()
    assert process.wait() == 0
    return time.perf_counter() - started


def killed(database: Path, extracts: list[Path], after: float) -> bool:
    """Whether the process was still at work when it was killed."""
    process = start(database, extracts)
    try:
        process.wait(after)
        return False
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True


def check(database: Path) -> None:
    """Every delivery that is there is whole, and no record is without its delivery."""
    if not database.exists():
        return
    with open_restricted(database, KEY) as connection:
        if not connection.execute(
            "select 1 from information_schema.tables where table_name = 'cases'"
        ).fetchone():
            return
        counts = connection.execute(
            "select delivery_id, count(*) from raw.cases group by all"
        ).fetchall()
        known = connection.execute(
            "select delivery_id, rows_loaded::bigint from raw.deliveries"
        ).fetchall()
        assert sorted(counts) == sorted(known)
        assert all(count == ROWS for _, count in counts)


def finished(database: Path) -> bool:
    if not database.exists():
        return False
    with open_restricted(database, KEY) as connection:
        tables = "select 1 from information_schema.tables where table_name = 'cases'"
        if not connection.execute(tables).fetchone():
            return False
        return connection.execute("select count(*) from raw.cases").fetchone() == (FILES * ROWS,)


if __name__ == "__main__":
    main()
