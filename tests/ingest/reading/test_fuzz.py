from pathlib import Path

from ingest.raw import create_raw_schema
from tests.support.fuzzing import fuzz
from warehouse.database import open_restricted


def test_files_broken_at_random_are_loaded_or_refused_and_never_anything_else(
    tmp_path: Path,
) -> None:
    """A fresh seed each time; benchmarks/fuzz_ingest.py sends ten thousand."""
    import time

    seed = time.time_ns()
    with open_restricted(tmp_path / "restricted.duckdb", "key") as connection:
        create_raw_schema(connection)
        try:
            *_, outcomes = fuzz(tmp_path, connection, 150, seed)
        except BaseException as error:
            error.add_note(f"seed {seed}")
            raise
    assert sum(outcomes.values()) == 150
    assert outcomes["refused"] > 10
    assert outcomes["loaded"] > 10
