"""kill -9 at every single write to the disk, of a draw and of a revision; and between releases.

Whatever was killed: nothing is drawn more often than it was paid for, and what is stored is never
replaced.
"""

import shutil
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from privacy.records.durable import DRAFT
from privacy.records.ledger import read_ledger
from privacy.records.verifying import verify
from tests.attacks.killing import journal, publish_and_die, work, work_and_die
from tests.support.privacy_fixtures import Office, for_audiences
from tests.support.privacy_killing import start

AUDIENCES = """[audiences.coordinator]
share = 1

[audiences.public]
share = 0.5
tables = ["victims_by_year"]
"""
SMALL = for_audiences(AUDIENCES)
SMALL = SMALL[: SMALL.index("[tables.victims_by_five_years")]
for year in ("first_year", "first_quarter_year"):
    SMALL = SMALL.replace(f"{year} = 2010", f"{year} = 2016")
SMALL = SMALL.replace("[2010, 2015]", "[2016]")
MEASURED = {"victims_by_year/2016", "victims_by_year_sex/2016"}
REVISED = {f"{name}/revision-1" for name in MEASURED}
MORE_WRITES_THAN_THERE_ARE = 100


@pytest.mark.parametrize("revises", [False, True], ids=["draw", "revise"])
def test_a_kill_at_any_write_never_leads_to_a_draw_that_is_not_paid(
    tmp_path: Path, revises: bool
) -> None:
    before = Office(folder=tmp_path / "before", spec_text=SMALL)
    assert before.spec.tables
    if revises:
        before.measure()
    for step in range(1, MORE_WRITES_THAN_THERE_ARE):
        shutil.copytree(before.folder, tmp_path / str(step))
        office = replace(before, folder=tmp_path / str(step))
        process = start(work_and_die, office, step, revises)
        process.join()
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
        check_after_kill(office, before, revises)
    assert step > 10


def check_after_kill(office: Office, before: Office, revises: bool) -> None:
    stored, drawn = office.stored(), journal(office)
    paid = len(read_ledger(office.ledger).charges) - len(read_ledger(before.ledger).charges)
    assert len(stored) - len(before.stored()) <= len(drawn) <= paid
    expected = MEASURED | REVISED if revises else MEASURED
    if len(stored) < len(expected):
        work(office, revises)
    assert stored.items() <= office.stored().items()
    verified = verify(office.archive)
    assert set(verified.measurements) == expected
    assert len(verified.lost) <= 1
    assert len(verified.charges) == len(expected) + len(verified.lost)


def test_a_kill_between_two_audiences_leaves_both_releases_to_be_finished(tmp_path: Path) -> None:
    office = Office(folder=tmp_path, spec_text=SMALL)
    process = start(publish_and_die, office)
    process.join()
    assert process.exitcode == -signal.SIGKILL
    stored = office.stored()
    assert (office.releases / "coordinator" / "current").exists()
    assert not (office.releases / "public" / "current").exists()
    office.draw()
    assert office.stored() == stored
    for audience in ("coordinator", "public"):
        names = {path.name for path in (office.releases / audience).iterdir()}
        assert names == {f"{audience}-0001.duckdb", "current"}
    assert not list(office.folder.rglob(f"*{DRAFT}*"))
