"""Each measurement is paid by its own charge; on facts that are written down here."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from privacy.declared.spec import Table
from privacy.errors import UnpaidMeasurementError, WrongLedgerError
from privacy.records.archive import Archive, Register
from privacy.records.budget import Spending
from privacy.records.ledger import LedgerFile
from privacy.records.ledger_lines import Charge, Ledger
from privacy.records.measurements import Measurement, Revision
from privacy.records.opening import (
    OpenArchive,
    check_history,
    check_register,
    check_same_persons,
)
from privacy.records.verifying import check_paid, lost_charges, pays_for
from tests.privacy.records.test_ledger_lines import chain

TABLE = Table(
    name="victims_by_year",
    mart="victims",
    count="victims",
    period="year",
    dimensions=("sex",),
    cells_per_person=1,
    rho=Decimal("0.05"),
)
(PAID,) = chain(1)
MEASURED = Measurement(
    table=TABLE,
    period="2011",
    codes=(("female", "male"),),
    register="national",
    fictional=False,
    values=(3, 4),
    scale=3.0,
    margin=6,
    certified_rho=0.05,
    ledger_hash=PAID.hash,
    drawn_on="2026-01-01",
)


def test_a_charge_pays_for_the_measurement_that_it_names() -> None:
    assert pays_for(PAID, MEASURED)
    check_paid(Ledger(charges=(PAID,)), {MEASURED.id: MEASURED}, Path("ledger"))


@pytest.mark.parametrize(
    "other",
    [
        {"measurement": "victims_by_year/2012"},
        {"register": "another"},
        {"cohorts": (2011, 2012)},
        {"spans_years": True},
        {"rho": Decimal("0.049")},
    ],
    ids=str,
)
def test_a_charge_that_differs_in_one_fact_pays_for_nothing(other: dict) -> None:
    charge = replace(PAID, **other)
    assert not pays_for(charge, MEASURED)
    with pytest.raises(UnpaidMeasurementError, match="victims_by_year/2011"):
        check_paid(Ledger(charges=(charge,)), {MEASURED.id: MEASURED}, Path("ledger"))


def test_a_measurement_whose_charge_is_not_there_is_not_paid() -> None:
    with pytest.raises(UnpaidMeasurementError):
        check_paid(Ledger(), {MEASURED.id: MEASURED}, Path("ledger"))


def test_a_revision_is_paid_by_its_share() -> None:
    revision = Revision(number=2, share=Decimal("0.5"), why="x", tables=("victims_by_year",))
    revised = replace(MEASURED, revision=revision)
    assert revised.id == "victims_by_year/2011/revision-2"
    half = replace(PAID, measurement=revised.id, rho=Decimal("0.025"))
    assert pays_for(half, revised)
    assert not pays_for(replace(half, rho=Decimal("0.05")), revised)


def test_charges_without_a_measurement_are_lost() -> None:
    other: Charge = chain(2)[1]
    assert lost_charges(Ledger(charges=(PAID, other)), {MEASURED.id: MEASURED}) == (other,)


def ledger_file(*charges: Charge) -> LedgerFile:
    ledger = Ledger(charges=charges)
    return LedgerFile(path=Path("ledger"), descriptor=-1, ledger=ledger, spending=Spending())


def test_a_ledger_belongs_to_one_register() -> None:
    ours, theirs = (Register(name=name, fictional=False) for name in ("national", "theirs"))
    check_register(ledger_file(), theirs)
    check_register(ledger_file(PAID), ours)
    with pytest.raises(WrongLedgerError, match="that of the register 'national'"):
        check_register(ledger_file(PAID), theirs)


def test_measurements_are_of_the_same_register_and_of_persons_alike() -> None:
    check_same_persons(MEASURED, Register(name="national", fictional=False))
    with pytest.raises(WrongLedgerError, match="from the register 'national'"):
        check_same_persons(MEASURED, Register(name="theirs", fictional=False))
    with pytest.raises(WrongLedgerError, match=r"from real persons, and this .* fictional persons"):
        check_same_persons(MEASURED, Register(name="national", fictional=True))


def opened_with(register: Register, *stored: Measurement) -> OpenArchive:
    archive = Archive(ledger_path=Path("ledger"), measurement_dir=Path("measurements"))
    found = {measurement.id: measurement for measurement in stored}
    return OpenArchive(archive=archive, register=register, file=ledger_file(PAID), stored=found)


def test_an_archive_is_opened_where_all_that_is_stored_is_ours_and_paid() -> None:
    check_history(opened_with(Register(name="national", fictional=False), MEASURED))
    with pytest.raises(WrongLedgerError, match="from real persons"):
        check_history(opened_with(Register(name="national", fictional=True), MEASURED))
    with pytest.raises(WrongLedgerError, match="that of the register"):
        check_history(opened_with(Register(name="theirs", fictional=False)))
    unpaid = replace(MEASURED, ledger_hash="0" * 64)
    with pytest.raises(UnpaidMeasurementError):
        check_history(opened_with(Register(name="national", fictional=False), unpaid))
