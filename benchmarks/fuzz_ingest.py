"""Ten thousand broken files through ingestion: none may crash it or load in part.

.venv/bin/python -m benchmarks.fuzz_ingest --files 10000
"""

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

from ingest.raw import create_raw_schema
from tests.support.fuzzing import fuzz
from warehouse.database import open_restricted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=time.time_ns())
    arguments = parser.parse_args()
    sys.stdout.write(f"seed {arguments.seed}\n")
    started = time.perf_counter()
    with (
        tempfile.TemporaryDirectory() as folder,
        open_restricted(Path(folder) / "restricted.duckdb", "key") as connection,
    ):
        create_raw_schema(connection)
        rounds = fuzz(Path(folder), connection, arguments.files, arguments.seed)
        for sent, outcomes in enumerate(rounds, start=1):
            if sent % 500 == 0:
                told(sent, outcomes, started)


def told(sent: int, outcomes: dict[str, int], started: float) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = time.perf_counter() - started
    sys.stdout.write(f"{sent:6} files {dict(outcomes)} {seconds:.0f} s, peak {peak:.0f} MB\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
