"""Build and test the warehouse with dbt, in this process, on the encrypted database.

No message, log or artefact of dbt may hold a row's value: dbt's own log file and JSON artefacts are
switched off, and of a failing query only the model and the kind of error are told.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from warehouse.database import open_restricted
from warehouse.errors import BuildError

PROJECT_DIR = Path(__file__).parent
PROJECT_FILES = ("*.sql", "*.yml", "*.csv")
# Errors whose text is about our SQL, not about a row.
ERRORS_ABOUT_SQL = ("Parser Error", "Binder Error", "Catalog Error", "Compilation Error")


def build_warehouse(
    database: Path,
    key: str,
    variables: dict[str, Any],
    work_dir: Path,
    on_node: Callable[[str, int, int], None] = lambda name, done, total: None,
) -> bool:
    """Run seeds, models and data tests; False where nothing has changed since the last build.

    Unit tests prove the SQL and not the data: `prove_models` runs them. `variables` are dbt's:
    `tables` (the declared tables) and `register`. `on_node` is told the name of each finished node,
    how many are done and of how many.
    """
    with open_restricted(database, key) as connection:
        fingerprint = fingerprint_of(connection, variables)
        if fingerprint == last_fingerprint(connection):
            return False
        connection.execute("delete from raw.builds")
    with dbt_environment(database, key):
        run_dbt(["build", "--exclude-resource-type", "unit_test"], variables, work_dir, on_node)
    with open_restricted(database, key) as connection:
        connection.execute("insert into raw.builds values (?, now()::timestamp)", [fingerprint])
    return True


def check_built(connection: duckdb.DuckDBPyConnection, variables: dict[str, Any]) -> None:
    """Refuse cells of a build that failed, or that were made before something changed.

    The bounds that noise is made for hold for what passed all tests, with these very declarations.
    """
    if fingerprint_of(connection, variables) != last_fingerprint(connection):
        raise BuildError(
            "The warehouse is not built from what is loaded and declared now, or its last build "
            "failed: run 'portal build' first. Nothing was charged or drawn."
        )


def prove_models(
    database: Path,
    key: str,
    variables: dict[str, Any],
    work_dir: Path,
    on_node: Callable[[str, int, int], None] = lambda name, done, total: None,
) -> None:
    """Run the unit tests of the models, on rows of their own, in a database that was built."""
    with dbt_environment(database, key):
        run_dbt(["test", "--select", "test_type:unit"], variables, work_dir, on_node)


def fingerprint_of(connection: duckdb.DuckDBPyConnection, variables: dict[str, Any]) -> str:
    """Changes when a delivery, an act on the register, the dbt project or a variable does."""
    digest = hashlib.sha256(json.dumps(variables, sort_keys=True).encode())
    for path in sorted(path for pattern in PROJECT_FILES for path in PROJECT_DIR.rglob(pattern)):
        digest.update(path.relative_to(PROJECT_DIR).as_posix().encode() + path.read_bytes())
    for statement in (
        "select delivery_id from raw.receipts order by receipt_number",
        "select strftime(acted_at, '%c %f') from raw.acts order by all",
    ):
        for (text,) in connection.execute(statement).fetchall():
            digest.update(text.encode())
    return digest.hexdigest()


def last_fingerprint(connection: duckdb.DuckDBPyConnection) -> str | None:
    connection.execute(
        "create table if not exists raw.builds (fingerprint varchar, built_at timestamp)"
    )
    row = connection.execute("select fingerprint from raw.builds").fetchone()
    return row[0] if row else None


@contextmanager
def dbt_environment(database: Path, key: str) -> Iterator[None]:
    """What profiles.yml reads; the prefix DBT_ENV_SECRET_ keeps the key out of dbt's output."""
    added = {
        "PORTAL_DATABASE": str(database.resolve()),
        "DBT_ENV_SECRET_PORTAL_DATABASE_KEY": key,
        "DO_NOT_TRACK": "1",
    }
    before = {name: os.environ.get(name) for name in added}
    os.environ.update(added)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def run_dbt(
    command: list[str],
    variables: dict[str, Any],
    work_dir: Path,
    on_node: Callable[[str, int, int], None],
) -> None:
    # dbt takes seconds to import: only a real build pays for it.
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    def tell(event: Any) -> None:
        if event.info.name in {"LogModelResult", "LogSeedResult"}:
            on_node(event.data.node_info.node_name, event.data.index, event.data.total)
        elif event.info.name == "LogTestResult":
            on_node(event.data.name, event.data.index, event.data.num_models)

    try:
        result = dbtRunner(callbacks=[tell]).invoke([*command, *dbt_options(variables, work_dir)])
    finally:
        # dbt would keep the database open, and locked, for the rest of the process.
        DuckDBConnectionManager.close_all_connections()
    if not result.success:
        raise BuildError(failure_text(result))


def dbt_options(variables: dict[str, Any], work_dir: Path) -> list[str]:
    folder, work_dir = str(PROJECT_DIR), work_dir.resolve()
    return [
        "--project-dir", folder,
        "--profiles-dir", folder,
        "--target-path", str(work_dir / "target"),
        "--log-path", str(work_dir / "logs"),
        "--log-level", "none",
        "--log-level-file", "none",
        "--no-write-json",
        "--quiet",
        "--vars", json.dumps(variables),
    ]  # fmt: skip


def failure_text(result: Any) -> str:
    """Which models or tests failed and how, without any value that their query met."""
    if result.result is None:
        return f"dbt could not read the project: {type(result.exception).__name__}."
    failed = [run for run in result.result if run.status in {"error", "fail", "runtime error"}]
    lines = [f"- {run.node.name}: {failure_of(run)}" for run in failed]
    return "The warehouse was not built. What failed:\n" + "\n".join(lines)


def failure_of(run: Any) -> str:
    if run.failures:
        return f"{run.failures} row(s) break this promise"
    message = " ".join((run.message or "").split())
    if any(kind in message for kind in ERRORS_ABOUT_SQL):
        return message
    return "its query stopped with an error about the data"
