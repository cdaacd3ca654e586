"""kill -9 at every step: budget may be lost, and never privacy, nor a measurement."""

import random
import signal
import time
from pathlib import Path

import pytest

from privacy.publishing.store import read_sheets
from privacy.records.durable import DRAFT
from privacy.records.ledger import read_ledger
from privacy.records.verifying import verify
from tests.support.privacy_fixtures import MEASUREMENTS, SPEC, Office, charged
from tests.support.privacy_killing import (
    measure,
    measure_and_die,
    measure_and_publish,
    publish_and_die,
    start,
)

# Step: (measurements stored before the kill, charges lost by it).
STEPS = {
    "before the charge": (2, 0),
    "in the middle of the charge": (2, 0),
    "after the charge": (2, 1),
    "after the draw": (2, 1),
    "before the rename": (2, 1),
    "after the rename": (3, 0),
}


@pytest.mark.parametrize(("step", "stored", "lost"), [(s, *facts) for s, facts in STEPS.items()])
def test_a_kill_at_any_step_loses_at_most_one_charge_and_redraws_nothing(
    tmp_path: Path, step: str, stored: int, lost: int
) -> None:
    office = Office(folder=tmp_path)
    killed(start(measure_and_die, office, step))
    after_kill = office.stored()
    verified = verify(office.archive)
    assert (len(after_kill), len(verified.lost)) == (stored, lost)
    assert (verified.torn_bytes > 0) == (step == "in the middle of the charge")

    measured = office.measure()
    assert measured.torn_bytes == verified.torn_bytes
    assert len(measured.lost) == lost
    assert len(measured.drawn) == MEASUREMENTS - stored
    assert after_kill.items() <= office.stored().items()
    assert len(read_ledger(office.ledger).charges) == MEASUREMENTS + lost
    assert not list(tmp_path.rglob(f"*{DRAFT}*"))


def test_a_charge_lost_in_a_crash_is_never_used_but_paid_again(tmp_path: Path) -> None:
    office = Office(folder=tmp_path)
    killed(start(measure_and_die, office, "after the draw"))
    (lost,) = verify(office.archive).lost
    office.measure()
    verified = verify(office.archive)
    assert charged(read_ledger(office.ledger)).count(lost.measurement) == 2
    assert verified.measurements[lost.measurement].ledger_hash != lost.hash
    assert verified.lost == (lost,)


def test_a_lost_charge_that_cannot_be_paid_again_is_refused_and_the_rest_is_measured(
    tmp_path: Path,
) -> None:
    office = Office(folder=tmp_path, spec_text=SPEC.replace("rho = 0.5", "rho = 0.14"))
    killed(start(measure_and_die, office, "after the charge"))
    measured = office.measure()
    assert set(measured.refused) == {"victims_by_five_years_sex_form/2010-2014"}
    assert "of 2012 (victims): 0.14 of their lifetime_rho 0.14 is spent" in str(measured.refused)
    assert len(office.stored()) == MEASUREMENTS - 1
    assert office.publish().name == "coordinator-0001.duckdb"


def test_twenty_kills_at_random_moments_leave_every_measurement_paid_and_untouched(
    tmp_path: Path,
) -> None:
    text = SPEC.replace("first_year = 2010", "first_year = 1950")
    office = Office(
        folder=tmp_path, spec_text=text.replace("lifetime_rho = 0.5", "lifetime_rho = 9")
    )
    chance, seen, kills = random.Random(), {}, 0
    for _ in range(20):
        process = start(measure, office)
        while process.is_alive() and office.stored().keys() <= seen.keys():
            time.sleep(0.005)  # Nothing tells when a measurement is stored.
        time.sleep(chance.uniform(0, 0.02))
        process.kill()
        process.join()
        kills += process.exitcode == -signal.SIGKILL
        verified = verify(office.archive)
        assert len(verified.lost) <= kills
        assert len(verified.charges) == len(verified.measurements) + len(verified.lost)
        assert seen.items() <= office.stored().items()
        seen = office.stored()
    assert kills >= 5
    measured = office.measure()
    assert len(office.stored()) == 67 + 67 + 1
    assert seen.items() <= office.stored().items()
    assert measured.refused == {}


PUBLISHING_STEPS = [
    "while the draft is written",
    "before the version is in place",
    "before the pointer",
    "after the pointer",
]


@pytest.mark.parametrize("step", PUBLISHING_STEPS)
def test_a_kill_while_publishing_leaves_the_old_release_or_the_new_one(
    tmp_path: Path, step: str
) -> None:
    office = Office(folder=tmp_path)
    measure_and_publish(office)
    later = Office(folder=tmp_path, spec_text=SPEC.replace("2016", "2017"))
    later.measure()
    killed(start(publish_and_die, later, step))
    folder = office.releases / "coordinator"
    pointer = folder / "current"
    done = step == "after the pointer"
    assert pointer.read_text() == f"coordinator-000{2 if done else 1}.duckdb\n"
    assert read_sheets(folder / pointer.read_text().strip())["release"].rows

    assert later.publish() == folder / "coordinator-0002.duckdb"
    assert sorted(path.name for path in folder.iterdir()) == [
        "coordinator-0001.duckdb",
        "coordinator-0002.duckdb",
        "current",
    ]
    assert pointer.read_text() == "coordinator-0002.duckdb\n"


def killed(process: object) -> None:
    process.join()
    assert process.exitcode == -signal.SIGKILL
