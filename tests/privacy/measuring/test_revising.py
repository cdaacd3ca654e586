"""A late correction: priced, paid from the reserve, measured once more, and published apart."""

import os
import signal
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from privacy import release
from privacy.errors import BudgetError, RevisionError
from privacy.estimating.revisions import current
from privacy.measuring.revising import LONGEST_WHY, check_why
from privacy.measuring.revision_price import Correction, Price
from privacy.publishing.store import read_sheets
from privacy.records.budget import spending_of
from privacy.records.ledger import read_ledger
from privacy.records.measurements import read_measurements, store
from privacy.records.verifying import verify
from privacy.release import Drawn
from tests.support.privacy_fixtures import MEASUREMENTS, PERSONS, REGISTER, SPEC, Office
from tests.support.privacy_killing import die_at, start

WHY = "A shelter delivered late"
REVISED = {f"{name}/2014/revision-1" for name in ("victims_by_year", "victims_by_year_sex")}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(folder=tmp_path)
    made.measure()
    made.publish()
    return replace(made, persons=(*PERSONS, (2014, "male", "other")))


def revise(office: Office, **asked: Any) -> Drawn:
    with closing(office.connect()) as connection:
        return release.revise(
            office.spec,
            connection,
            office.archive,
            REGISTER,
            replace(correction(office), **asked),
            release_dir=office.releases,
        )


def price(office: Office, year: int = 2014, share: str = "0.1") -> Price:
    asked = replace(correction(office), year=year, share=Decimal(share), why="")
    (only,) = release.prices_of_revision(office.spec, office.archive, asked)
    return only


def correction(office: Office) -> Correction:
    return Correction(year=2014, populations=office.spec.populations, share=Decimal("0.1"), why=WHY)


def test_the_price_is_told_and_nothing_is_spent(office: Office) -> None:
    before = office.ledger.read_bytes(), office.stored()
    offer = price(office)
    assert (offer.cohort, offer.cost_rho, offer.left_rho) == (
        2014,
        Decimal("0.009"),
        Decimal("0.38"),
    )
    assert offer.is_affordable
    assert (office.ledger.read_bytes(), office.stored()) == before


def test_all_year_tables_of_the_year_are_measured_once_more_and_the_old_ones_kept(
    office: Office,
) -> None:
    before = office.stored()
    drawn = revise(office)
    assert set(drawn.measured.drawn) == REVISED
    assert before.items() <= office.stored().items()
    stored = read_measurements(office.measurements)
    for name in REVISED:
        first, again = stored[name.removesuffix("/revision-1")], stored[name]
        assert again.scale == pytest.approx(first.scale * 10**0.5, rel=1e-6)
        assert again.rho == first.rho / 10
        assert again.certified_rho <= again.rho


def test_each_charge_of_a_revision_is_paid_by_the_cohort_and_says_why(office: Office) -> None:
    revise(office)
    charges = read_ledger(office.ledger).charges
    assert {charge.measurement for charge in charges if charge.why == WHY} == REVISED
    assert spending_of(charges).of("victims", 2014) == Decimal("0.129")
    assert spending_of(charges).of("victims", 2013) == Decimal("0.12")
    assert verify(office.archive).lost == ()


def test_the_revised_year_is_published_instead_and_every_other_period_as_before(
    office: Office,
) -> None:
    folder = office.releases / "coordinator"
    old = read_sheets(folder / "coordinator-0001.duckdb")
    (path,) = revise(office).releases
    new = read_sheets(path)
    assert path.name == "coordinator-0002.duckdb"
    for name in ("victims_by_year", "victims_by_year_sex", "victims_by_five_years_sex_form"):
        assert [row for row in old[name].rows if row[0] != "2014"] == [
            row for row in new[name].rows if row[0] != "2014"
        ]
    rows = [row for row in new["victims_by_year_sex"].rows if row[0] == "2014"]
    assert {row[-1] for row in rows} == {"victims_by_year_sex/2014/revision-1"}
    (total,) = [row[1] for row in new["victims_by_year"].rows if row[0] == "2014"]
    assert sum(row[2] for row in rows) == total
    assert sum(row[0] == "2014" for row in new["synthetic_victims"].rows) == total


def test_the_release_says_what_was_revised_and_why(office: Office) -> None:
    sheets = read_sheets(revise(office).releases[0])
    noted = {row[0]: row[-2:] for row in sheets["measurements"].rows if row[-2]}
    assert noted == dict.fromkeys(REVISED, (1, WHY))
    assert [row[-1] for row in sheets["ledger"].rows].count(WHY) == 2


def test_what_the_reserve_cannot_pay_is_refused_with_the_figures(office: Office) -> None:
    poor = replace(office, spec_text=SPEC.replace("lifetime_rho = 0.5", "lifetime_rho = 0.13"))
    before = office.ledger.read_bytes(), office.stored()
    with pytest.raises(BudgetError) as refusal:
        revise(poor, share=Decimal("0.5"))
    assert "rho 0.045, and 0.01 is left" in str(refusal.value)
    assert "It would pay for a share of 0.1111." in str(refusal.value)
    assert (office.ledger.read_bytes(), office.stored()) == before


def test_what_five_years_will_still_cost_is_not_spent_on_a_revision(office: Office) -> None:
    # 2015 and 2016 pay for 2015-2019 when it is over.
    assert price(office, year=2016).left_rho == price(office, year=2014).left_rho


def test_a_second_revision_is_another_one_with_its_own_price(office: Office) -> None:
    revise(office)
    drawn = revise(office, why="Once more")
    assert set(drawn.measured.drawn) == {name.replace("-1", "-2") for name in REVISED}
    stored = read_measurements(office.measurements)
    (newest,) = current([stored["victims_by_year/2014"]], stored)
    assert newest.id == "victims_by_year/2014/revision-2"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"why": "  "}, "needs a reason"),
        ({"why": "two\nlines"}, "in one line"),
        ({"year": 2017}, "2017 can't be revised for victims: 0 of its 2 year tables"),
        ({"share": Decimal(0)}, "must be above 0"),
        ({"share": Decimal(2)}, "at most 1"),
    ],
)
def test_a_revision_that_makes_no_sense_is_refused_and_costs_nothing(
    office: Office, asked: dict[str, Any], said: str
) -> None:
    before = office.ledger.read_bytes()
    with pytest.raises(RevisionError, match=said):
        revise(office, **asked)
    assert office.ledger.read_bytes() == before


def test_half_a_revision_is_not_published(office: Office) -> None:
    revise(office)
    (office.measurements / "victims_by_year_sex" / "2014" / "revision-1.json").unlink()
    sheets = read_sheets(office.publish())
    assert not any("revision" in row[0] for row in sheets["measurements"].rows)


def test_a_draw_after_a_revision_draws_nothing(office: Office) -> None:
    revise(office)
    before = office.stored()
    assert office.measure().drawn == ()
    assert office.stored() == before


# Step: (revised measurements stored before the kill, charges lost by it).
STEPS = {
    "before the charge": (1, 0),
    "after the charge": (1, 1),
    "after the draw": (1, 1),
    "before the rename": (1, 1),
    "after the rename": (2, 0),
}


@pytest.mark.parametrize(("step", "stored", "lost"), [(s, *facts) for s, facts in STEPS.items()])
def test_a_killed_revision_is_finished_as_it_was_begun_and_nothing_is_drawn_twice(
    office: Office, step: str, stored: int, lost: int
) -> None:
    process = start(revise_and_die, office, step)
    process.join()
    assert process.exitcode == -signal.SIGKILL
    after_kill = office.stored()
    assert len(after_kill) == MEASUREMENTS + stored
    if stored == len(REVISED):
        assert read_sheets(office.publish())["measurements"].rows[4][-1] == WHY
        return
    drawn = revise(office, why="Another reason", share=Decimal("0.2"))
    assert len(drawn.measured.drawn) == 2 - stored
    assert [price.revision.why for price in drawn.prices] == [WHY]
    assert after_kill.items() <= office.stored().items()
    assert set(read_measurements(office.measurements)) >= REVISED
    assert len(verify(office.archive).lost) == lost


def revise_and_die(office: Office, step: str) -> None:
    die_at(step, number=2)
    revise(office)
    os._exit(1)


def test_no_revision_may_live_on_the_charge_of_a_first_measurement(office: Office) -> None:
    from privacy.errors import UnpaidMeasurementError

    revise(office)
    stored = read_measurements(office.measurements)
    first, again = stored["victims_by_year/2014"], stored["victims_by_year/2014/revision-1"]
    store(replace(again, ledger_hash=first.ledger_hash), office.measurements)
    with pytest.raises(UnpaidMeasurementError, match="revision-1"):
        verify(office.archive)


def test_a_reason_is_one_line_of_at_most_three_hundred_characters() -> None:
    check_why("x" * LONGEST_WHY)
    assert LONGEST_WHY == 300
    for wrong in ("", "  ", "x" * (LONGEST_WHY + 1), "one\ntwo"):
        with pytest.raises(RevisionError, match="needs a reason"):
            check_why(wrong)
