"""Measuring: once for each table and period, from the declared cells, and never again."""

import json
import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from privacy.declared.spec_file import read_spec
from privacy.errors import (
    CellsError,
    DamagedMeasurementError,
    DefinitionChangedError,
    PrivacyError,
    VocabularyError,
    WrongLedgerError,
)
from privacy.measuring import run as measuring
from privacy.noise import NoisyCounts, epsilon_of, margin_of_error, scale_for
from privacy.records import durable
from privacy.records.archive import Register
from privacy.records.ledger import read_ledger
from privacy.records.measurements import Measurement, read_measurements
from privacy.records.verifying import verify
from tests.support.privacy_fixtures import (
    MEASUREMENTS,
    PERSONS,
    REGISTER,
    SPEC,
    Office,
    cells_of,
    charged,
)
from tests.support.privacy_killing import measure, start


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(folder=tmp_path)


def test_every_declared_table_is_measured_for_every_closed_period(office: Office) -> None:
    measured = office.measure()
    assert len(measured.drawn) == MEASUREMENTS
    stored = read_measurements(office.measurements)
    assert sorted(stored) == sorted(measured.drawn) == sorted(charged(read_ledger(office.ledger)))
    window = stored["victims_by_five_years_sex_form/2010-2014"]
    assert len(window.values) == 12
    assert window.keys[:2] == [("female", "forced_labour"), ("female", "forced_begging")]
    assert window.certified_rho <= window.table.rho


def test_a_second_run_draws_nothing_and_leaves_every_byte(office: Office) -> None:
    office.measure()
    stored, ledger = office.stored(), office.ledger.read_bytes()
    measured = office.measure()
    assert measured.drawn == ()
    assert (office.stored(), office.ledger.read_bytes()) == (stored, ledger)


def test_a_period_that_closes_later_is_measured_then_and_the_others_are_left(
    office: Office,
) -> None:
    office.measure()
    before = office.stored()
    later = Office(folder=office.folder, spec_text=SPEC.replace("2016", "2019"))
    assert later.measure().drawn[-1] == "victims_by_five_years_sex_form/2015-2019"
    assert before.items() <= later.stored().items()


def test_late_records_never_change_a_measurement(office: Office) -> None:
    office.measure()
    before = office.stored()
    Office(folder=office.folder, persons=(*PERSONS, *PERSONS)).measure()
    assert office.stored() == before


def test_the_charge_is_on_the_disk_before_the_noise_is_drawn(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_draw, real_fsync, on_disk, at_draw = measuring.draw_noisy, os.fsync, [], []

    def watched_fsync(file: int) -> None:
        real_fsync(file)
        on_disk.append((os.fstat(file).st_ino, os.fstat(file).st_size))

    def watched_draw(*arguments: object) -> NoisyCounts:
        ledger = office.ledger.stat()
        assert (ledger.st_ino, ledger.st_size) in on_disk
        at_draw.append(office.ledger.read_bytes().count(b"\n"))
        return real_draw(*arguments)

    monkeypatch.setattr(durable.os, "fsync", watched_fsync)
    monkeypatch.setattr(measuring, "draw_noisy", watched_draw)
    office.measure()
    assert at_draw == list(range(1, MEASUREMENTS + 1))
    folders = {path.stat().st_ino for path in (office.folder, *office.measurements.iterdir())}
    assert folders <= {inode for inode, _ in on_disk}


def test_the_noise_is_drawn_on_the_exact_counts_in_the_declared_order(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, seen = measuring.draw_noisy, []

    def watched(counts: np.ndarray, *others: object) -> NoisyCounts:
        seen.append(counts.tolist())
        return real(counts, *others)

    monkeypatch.setattr(measuring, "draw_noisy", watched)
    office.measure()
    assert seen[:7] == [[0], [0], [0], [0], [2], [1], [1]]
    assert seen[11] == [1, 1, 0]
    assert seen[14] == [0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]


def test_progress_is_told_by_name_and_number(office: Office) -> None:
    steps: list[tuple[str, int, int]] = []
    office.measure(on_progress=lambda *step: steps.append(step))
    assert steps[0] == ("victims_by_year/2010", 1, MEASUREMENTS)
    assert [done for _, done, _ in steps] == list(range(1, MEASUREMENTS + 1))


CHANGES = {
    "rho": ("rho = 0.04", "rho = 0.02", "rho changed"),
    "dimensions": ('["sex"]', '["form"]', "dimensions changed"),
    "period": ('period = "five_years"', 'period = "year"', "period changed"),
}


@pytest.mark.parametrize(("old", "new", "said"), CHANGES.values(), ids=CHANGES)
def test_another_definition_under_the_same_name_is_refused(
    office: Office, old: str, new: str, said: str
) -> None:
    office.measure()
    before, ledger = office.stored(), office.ledger.read_bytes()
    changed = Office(folder=office.folder, spec_text=SPEC.replace(old, new))
    for act in (changed.measure, changed.publish):
        with pytest.raises(DefinitionChangedError, match=f"{said}.* new name"):
            act()
    assert (office.stored(), office.ledger.read_bytes()) == (before, ledger)


def test_another_code_is_another_definition_but_another_order_is_not(office: Office) -> None:
    office.measure()
    with office.connect() as connection:
        connection.execute("update seeds.vocabulary set position = 9 where code = 'female'")
        assert "coordinator-0001" in office.publish(connection).name
    with office.connect() as connection:
        connection.execute("insert into seeds.vocabulary values ('sex', 'x', 4, '', '', '')")
        with pytest.raises(DefinitionChangedError, match="the codes of sex changed"):
            office.publish(connection)


def test_a_changed_definition_under_a_new_name_is_measured_at_its_own_cost(office: Office) -> None:
    office.measure()
    text = SPEC.replace("tables.victims_by_year_sex]", "tables.victims_by_year_form]")
    renamed = Office(folder=office.folder, spec_text=text.replace('["sex"]', '["form"]'))
    assert len(renamed.measure().drawn) == 7
    assert len(read_ledger(office.ledger).charges) == MEASUREMENTS + 7


def test_what_a_cohort_cannot_afford_is_refused_and_the_rest_is_measured(office: Office) -> None:
    office.measure()
    text = SPEC.replace("tables.victims_by_year_sex]", "tables.victims_by_year_form]")
    text = text.replace('["sex"]', '["form"]').replace("rho = 0.04", "rho = 0.39")
    measured = Office(folder=office.folder, spec_text=text).measure()
    assert measured.drawn == ("victims_by_year_form/2015", "victims_by_year_form/2016")
    assert set(measured.refused) == {f"victims_by_year_form/{year}" for year in range(2010, 2015)}
    assert "0.12 of their lifetime_rho 0.5" in measured.refused["victims_by_year_form/2014"]


def test_the_ledger_of_another_register_is_refused(office: Office) -> None:
    office.measure()
    with pytest.raises(WrongLedgerError, match="register 'national', and this is 'ctdc'"):
        office.measure(Register(name="ctdc", fictional=False))
    with pytest.raises(WrongLedgerError, match="register 'national', and this is 'ctdc'"):
        office.publish(register=Register(name="ctdc", fictional=False))


def test_fictional_and_real_persons_are_never_mixed(office: Office) -> None:
    office.measure(replace(REGISTER, fictional=True))
    with pytest.raises(WrongLedgerError, match="measured from fictional persons"):
        office.measure(REGISTER)
    with pytest.raises(WrongLedgerError, match="measured from fictional persons"):
        office.publish(register=REGISTER)


WRONG_CELLS = {
    "a cell too few": "delete from cells.victims_by_year_sex where sex = 'male'",
    "a cell twice": "insert into cells.victims_by_year_sex values ('2010', 'male', 77777)",
    "an unknown code": "update cells.victims_by_year_sex set sex = '77777' where sex = 'male'",
    "no code": "update cells.victims_by_year_sex set sex = null where sex = 'male'",
    "a negative count": "update cells.victims_by_year_sex set victims = -77777",
    "no count": "update cells.victims_by_year_sex set victims = null",
    "no whole number": "alter table cells.victims_by_year_sex alter victims type double",
    "no table": "drop table cells.victims_by_year_sex",
    "no column": "alter table cells.victims_by_year_sex drop column sex",
}


@pytest.mark.parametrize("spoil", WRONG_CELLS.values(), ids=WRONG_CELLS)
def test_cells_that_are_not_the_declared_grid_cost_nothing_and_are_refused_without_values(
    office: Office, monkeypatch: pytest.MonkeyPatch, spoil: str
) -> None:
    connection = office.connect()
    connection.execute(spoil)
    monkeypatch.setattr(Office, "connect", lambda _: connection)
    with pytest.raises(CellsError, match=r"cells\.victims_by_year_sex") as refusal:
        office.measure()
    assert "77777" not in str(refusal.value)
    assert "portal build" in str(refusal.value)
    assert set(charged(read_ledger(office.ledger))) == {
        f"victims_by_year/{year}" for year in range(2010, 2017)
    }


def test_a_dimension_without_vocabulary_is_refused_before_anything_is_charged(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = office.connect()
    monkeypatch.setattr(Office, "connect", lambda _: connection)
    unknown = Office(folder=office.folder, spec_text=SPEC.replace('["sex"]', '["shoe_size"]'))
    with pytest.raises(VocabularyError, match="no dimension 'shoe_size'"):
        unknown.measure()
    assert read_ledger(office.ledger).charges == ()


def damaged_value(content: dict) -> dict:
    return {**content, "values": [value + 1 for value in content["values"]]}


def short(content: dict) -> dict:
    return {**content, "values": content["values"][:-1]}


@pytest.mark.parametrize("damage", [damaged_value, short])
def test_a_damaged_measurement_is_found_and_never_drawn_again(
    office: Office, damage: object
) -> None:
    office.measure()
    path = office.measurements / "victims_by_year_sex" / "2014.json"
    path.write_text(json.dumps(damage(json.loads(path.read_text()))))
    for act in (office.measure, office.publish):
        with pytest.raises(DamagedMeasurementError, match="backup"):
            act()


def test_a_stored_file_holds_the_noisy_values_and_their_reading_and_nothing_else(
    office: Office,
) -> None:
    office.measure()
    fields = {*Measurement.__dataclass_fields__, "digest"}
    assert all(set(json.loads(content)) == fields for content in office.stored().values())


def test_two_processes_at_once_share_the_work_and_draw_each_measurement_once(
    office: Office,
) -> None:
    running = [start(measure, office) for _ in range(3)]
    for process in running:
        process.join()
    assert [process.exitcode for process in running] == [0, 0, 0]
    verified = verify(office.archive)
    assert len(verified.charges) == len(verified.measurements) == MEASUREMENTS
    assert verified.lost == ()


def test_one_person_more_changes_values_and_nothing_else(tmp_path: Path) -> None:
    offices = [
        Office(folder=tmp_path / "one"),
        Office(folder=tmp_path / "more", persons=(*PERSONS, (2012, "male", "other"))),
    ]
    all_traces = [traces(office) for office in offices]
    assert all_traces[0] == all_traces[1]


def traces(office: Office) -> list[object]:
    """All that can be seen of a run but the values: names, messages, charges, refusals."""
    seen: list[object] = []
    office.measure(on_progress=lambda *step: seen.append(step))
    seen += sorted(office.stored())
    seen += [
        (charge.measurement, charge.rho, charge.cohorts)
        for charge in read_ledger(office.ledger).charges
    ]
    for measurement in read_measurements(office.measurements).values():
        seen.append((measurement.keys, measurement.scale, measurement.margin))
    changed = Office(folder=office.folder, spec_text=SPEC.replace("rho = 0.04", "rho = 0.02"))
    with pytest.raises(PrivacyError) as refusal:
        changed.measure()
    return [*seen, str(refusal.value)]


def test_the_figures_in_the_comments_of_the_real_spec_are_right() -> None:
    assert margin_of_error(scale_for(1, Decimal("0.08"))) == 5
    assert margin_of_error(scale_for(1, Decimal("0.02"))) == 10
    assert round(epsilon_of(read_spec().guarantee.lifetime_rho, 1e-6), 1) == 5.2


def test_no_exact_count_is_stored(office: Office) -> None:
    """Twelve draws at once are all zero less than once in a thousand million times."""
    office.measure()
    (table,) = (one for one in office.spec.tables if one.period == "five_years")
    exact = [row[-1] for row in cells_of(office.spec, table, office.persons)]
    content = json.loads(office.stored()[f"{table.name}/2010-2014.json"])
    assert len(content["values"]) == len(exact) == 12
    assert exact not in content.values()
