"""A database that is written anew has its rows, another key, and nothing of what was deleted."""

from pathlib import Path

import pytest

from warehouse.database import open_restricted
from warehouse.errors import WrongKeyError
from warehouse.rewriting import drop_built_schemas, log_of, rewrite_database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "restricted.duckdb"
    with open_restricted(path, "old key") as connection:
        connection.execute("create table main.words as select 'kept' as word")
        for schema in ("raw", "staging", "marts", "cells"):
            connection.execute(f"create schema {schema}")
            connection.execute(f"create table {schema}.rows as select 1 as one")
    return path


def tables(path: Path, key: str) -> list[str]:
    with open_restricted(path, key) as connection:
        found = connection.execute(
            "select schema_name from duckdb_tables() where database_name = 'restricted' order by 1"
        ).fetchall()
    return [schema for (schema,) in found]


def test_the_new_key_opens_it_and_the_old_one_nothing(path: Path) -> None:
    rewrite_database(path, "old key", "new key")
    assert tables(path, "new key") == ["cells", "main", "marts", "raw", "staging"]
    with pytest.raises(WrongKeyError):
        open_restricted(path, "old key")
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_a_draft_that_a_crash_left_is_no_part_of_it(path: Path) -> None:
    draft = path.with_name(path.name + ".draft")
    draft.write_bytes(b"half")
    log_of(draft).write_bytes(b"half of its log")
    rewrite_database(path, "old key", "old key")
    assert len(tables(path, "old key")) == 5
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_the_copy_is_changed_before_it_takes_the_place(path: Path) -> None:
    rewrite_database(
        path,
        "old key",
        "old key",
        lambda connection, catalog: connection.execute(f"delete from {catalog}.main.words"),
    )
    with open_restricted(path, "old key") as connection:
        assert connection.execute("from main.words").fetchall() == []


def test_a_change_that_fails_leaves_the_old_one_whole(path: Path) -> None:
    def failing(*_: object) -> None:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        rewrite_database(path, "old key", "new key", failing)
    assert len(tables(path, "old key")) == 5


def test_what_was_built_is_dropped_and_what_was_delivered_is_kept(path: Path) -> None:
    with open_restricted(path, "old key") as connection:
        drop_built_schemas(connection)
        drop_built_schemas(connection)
    assert tables(path, "old key") == ["main", "raw"]
