"""Two registers that differ in one person: all that can be seen of them is the same, but the noise.

The one mechanism that may depend on a count is put aside: here it gives each cell the same value,
whatever the count. Whatever else depended on a person would then show in some byte.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
import typer

from portal.release import acts as releases
from portal.settings import settings
from privacy.measuring import run as measuring
from privacy.noise import NoisyCounts, scale_for
from privacy.records import ledger
from tests.support.privacy_fixtures import PERSONS, Office, Person, for_audiences

AUDIENCES = """[audiences.coordinator]
share = 1

[audiences.public]
share = 0.5
tables = ["victims_by_year", "victims_by_five_years_sex_form"]
"""
RICH = for_audiences(AUDIENCES)
POOR = RICH.replace("lifetime_rho = 0.5", "lifetime_rho = 0.125")
CALLS: list[tuple[Any, ...]] = []

NEIGHBOURS: dict[str, tuple[Person, ...]] = {
    "one more in an empty cell": (*PERSONS, (2012, "male", "other")),
    "one more in a cell of one": (*PERSONS, (2014, "male", "forced_labour")),
    "without the only person of a year": tuple(PERSONS[:-1]),
    "one person with other codes": ((2014, "unknown", "other"), *PERSONS[1:]),
    "one person in a year that is not over": (*PERSONS, (2017, "male", "other")),
}


@pytest.fixture
def without_chance(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No noise, no count and no clock: what is left must not know the register."""
    monkeypatch.setattr(measuring, "draw_noisy", same_for_all_counts)
    monkeypatch.setattr(measuring, "draw_further", one_more)
    monkeypatch.setattr(ledger, "datetime", StoppedClock)
    CALLS.clear()
    yield
    settings.cache_clear()


class StoppedClock:
    @staticmethod
    def now(zone: object) -> datetime:
        return datetime(2025, 3, 1, tzinfo=UTC)


def same_for_all_counts(counts: np.ndarray, cells_per_person: int, rho: Any) -> NoisyCounts:
    CALLS.append((len(counts), counts.dtype, cells_per_person, rho))
    values = tuple(3 + place % 4 for place in range(len(counts)))
    return NoisyCounts(values=values, scale=scale_for(cells_per_person, rho), rho=float(rho))


def one_more(noisy: NoisyCounts, cells_per_person: int, scale: float) -> NoisyCounts:
    return replace(noisy, values=tuple(value + 1 for value in noisy.values), scale=scale)


@pytest.mark.usefixtures("without_chance")
@pytest.mark.parametrize(
    ("persons", "spec"),
    [*((persons, RICH) for persons in NEIGHBOURS.values()), (tuple(PERSONS[1:]), POOR)],
    ids=[*NEIGHBOURS, "one fewer, where a revision is refused"],
)
def test_every_byte_and_every_word_is_the_same(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    persons: tuple[Person, ...],
    spec: str,
) -> None:
    traces = []
    for name, register in (("one", tuple(PERSONS)), ("other", persons)):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        office = Office(folder=Path("office"), spec_text=spec, persons=register)
        seen_at_work = operated(office, monkeypatch)
        traces.append((seen_at_work, capsys.readouterr(), files(office), tuple(CALLS)))
        CALLS.clear()
    assert "Measured" in traces[0][1].out
    assert ("is left to them" in traces[0][1].err) == (spec == POOR)
    assert traces[0] == traces[1]


def operated(office: Office, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """All that an operator does about releases, by the functions behind the commands."""
    monkeypatch.setenv("PORTAL_DATA_DIR", str(office.folder))
    monkeypatch.setenv("PORTAL_RELEASE_DIR", str(office.releases))
    monkeypatch.setenv("PORTAL_RELEASE_SPEC", "office/release.toml")
    settings.cache_clear()
    assert office.spec.tables
    steps: list[Any] = []
    monkeypatch.setattr(releases, "measuring", lambda: work(office, steps))
    attempt(releases.tell_plan)
    attempt(releases.tell_draw)
    attempt(releases.tell_draw)
    attempt(lambda: releases.tell_revision(2014, None, "0.1", None))
    attempt(lambda: releases.tell_revision(2014, "A shelter delivered late", "0.1", None))
    attempt(lambda: releases.tell_revision(2016, "Too dear", "1", None))
    return steps


def attempt(command: Callable[[], None]) -> None:
    """What is refused is told; the words are compared."""
    try:
        command()
    except typer.Exit as refusal:
        print("code", refusal.exit_code)  # noqa: T201


@contextmanager
def work(office: Office, steps: list[Any]) -> Iterator[tuple[duckdb.DuckDBPyConnection, Any]]:
    with closing(office.connect()) as connection:
        connection.execute("create schema raw")
        connection.execute(
            "create table raw.deliveries as select 'national' as register, false as fictional"
        )
        yield connection, lambda *step: steps.append(step)


def files(office: Office) -> dict[str, bytes]:
    """Names, sizes and contents of all that is left on the disk."""
    files = {str(path): path for path in office.folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in sorted(files.items())}


def test_the_same_attack_finds_a_byte_that_does_depend_on_a_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without_chance: None
) -> None:
    """A copy that draws no noise on empty cells, broken on purpose."""

    def broken(counts: np.ndarray, cells_per_person: int, rho: Any) -> NoisyCounts:
        noisy = same_for_all_counts(counts, cells_per_person, rho)
        pairs = zip(noisy.values, counts, strict=True)
        return replace(noisy, values=tuple(value if count else 0 for value, count in pairs))

    monkeypatch.setattr(measuring, "draw_noisy", broken)
    traces = []
    for name, register in (
        ("one", tuple(PERSONS)),
        ("other", NEIGHBOURS["one more in an empty cell"]),
    ):
        office = Office(folder=tmp_path / name, persons=register)
        office.measure()
        traces.append(sorted(office.stored().values()))
    assert traces[0] != traces[1]
