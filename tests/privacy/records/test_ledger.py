"""The ledger: a chain that shows every kind of tampering, and mends a torn end."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from privacy.errors import LedgerTamperedError, UnpaidMeasurementError
from privacy.records.ledger import charge, heal, locked_ledger, read_ledger
from privacy.records.ledger_lines import START, Ledger, line_of, read_lines, sealed
from privacy.records.measurements import read_measurements, store
from privacy.records.verifying import verify
from tests.support.privacy_fixtures import MEASUREMENTS, Office, charged


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(folder=tmp_path)


@pytest.fixture
def measured(office: Office) -> Office:
    office.measure()
    return office


def test_each_line_holds_the_hash_of_the_one_before(measured: Office) -> None:
    charges = read_ledger(measured.ledger).charges
    assert [charge.previous for charge in charges] == [
        START,
        *(charge.hash for charge in charges[:-1]),
    ]
    assert [charge.number for charge in charges] == list(range(1, MEASUREMENTS + 1))


def changed(lines: list[bytes]) -> list[bytes]:
    return [*lines[:4], lines[4].replace(b'"0.05"', b'"0.01"'), *lines[5:]]


def reformatted(lines: list[bytes]) -> list[bytes]:
    return [*lines[:4], lines[4].replace(b": ", b":"), *lines[5:]]


def resealed(lines: list[bytes]) -> list[bytes]:
    """Changed by someone who knows how to compute the line's own hash."""
    fifth = read_lines(b"".join(lines)).charges[4]
    return [*lines[:4], line_of(sealed(replace(fifth, rho=Decimal("0.01")))), *lines[5:]]


def removed(lines: list[bytes]) -> list[bytes]:
    return lines[:4] + lines[5:]


def swapped(lines: list[bytes]) -> list[bytes]:
    return [*lines[:4], lines[5], lines[4], *lines[6:]]


def repeated(lines: list[bytes]) -> list[bytes]:
    return [*lines[:4], lines[3], *lines[4:]]


def emptied(lines: list[bytes]) -> list[bytes]:
    return [*lines[:4], b"\n", *lines[4:]]


def beheaded(lines: list[bytes]) -> list[bytes]:
    return lines[1:]


TAMPERING = {
    changed: "line 5 was changed",
    reformatted: "line 5 was changed",
    resealed: "line 6 does not continue the line before it",
    removed: "line 5 is charge 6: a line was removed, added or moved",
    swapped: "line 5 is charge 6",
    repeated: "line 5 is charge 4",
    emptied: "line 5 was changed",
    beheaded: "line 1 is charge 2",
}


@pytest.mark.parametrize(("tamper", "said"), TAMPERING.items())
def test_tampering_is_found_and_its_first_line_named(
    measured: Office, tamper: Callable[[list[bytes]], list[bytes]], said: str
) -> None:
    lines = measured.ledger.read_bytes().splitlines(keepends=True)
    measured.ledger.write_bytes(b"".join(tamper(lines)))
    before = measured.ledger.read_bytes()
    with pytest.raises(LedgerTamperedError, match=said):
        verify(measured.archive)
    for act in (measured.measure, measured.publish):
        with pytest.raises(LedgerTamperedError, match=said):
            act()
    assert measured.ledger.read_bytes() == before


def without_last_line(data: bytes) -> bytes:
    return b"".join(data.splitlines(keepends=True)[:-1])


def torn_at_the_end(data: bytes) -> bytes:
    return data[:-20]


def rewritten_from_the_start(data: bytes) -> bytes:
    """A whole new chain with a smaller first charge: sound in itself."""
    charges = []
    for old in read_lines(data).charges:
        rho = Decimal("0.01") if old.number == 1 else old.rho
        previous = charges[-1].hash if charges else START
        charges.append(sealed(replace(old, rho=rho, previous=previous)))
    return b"".join(line_of(charge) for charge in charges)


CUTS = [without_last_line, torn_at_the_end, rewritten_from_the_start, lambda data: b""]


@pytest.mark.parametrize("cut", CUTS)
def test_a_sound_chain_that_lacks_a_paid_charge_is_found_by_its_measurement(
    measured: Office, cut: Callable[[bytes], bytes]
) -> None:
    measured.ledger.write_bytes(cut(measured.ledger.read_bytes()))
    before = measured.ledger.read_bytes()
    for act in (
        lambda: verify(measured.archive),
        measured.measure,
        measured.publish,
    ):
        with pytest.raises(UnpaidMeasurementError, match="no charge for the stored measurement"):
            act()
    assert measured.ledger.read_bytes() == before


def test_no_measurement_may_live_on_the_charge_of_another(measured: Office) -> None:
    stored = read_measurements(measured.measurements)
    paid, forged = stored["victims_by_year/2013"], stored["victims_by_year/2014"]
    store(replace(forged, ledger_hash=paid.ledger_hash), measured.measurements)
    with pytest.raises(UnpaidMeasurementError, match="victims_by_year/2014"):
        verify(measured.archive)


def test_a_lost_ledger_is_found_by_any_measurement(measured: Office) -> None:
    measured.ledger.unlink()
    with pytest.raises(UnpaidMeasurementError):
        measured.measure()


def test_a_torn_last_line_is_told_by_reading_and_cut_by_healing(office: Office) -> None:
    spec = office.spec
    with locked_ledger(office.ledger) as file:
        charge(file, spec, spec.tables[0], "2014", "national")
        whole = office.ledger.read_bytes()
        charge(file, spec, spec.tables[0], "2015", "national")
    half = len(whole) + 100
    office.ledger.write_bytes(office.ledger.read_bytes()[:half])
    assert verify(office.archive).torn_bytes == 100
    assert office.ledger.stat().st_size == half
    with locked_ledger(office.ledger) as file:
        assert heal(file) == 100
        assert office.ledger.read_bytes() == whole
        charge(file, spec, spec.tables[0], "2015", "national")
    assert charged(read_ledger(office.ledger)) == ["victims_by_year/2014", "victims_by_year/2015"]


def test_a_line_that_lacks_only_its_end_stays_spent(office: Office) -> None:
    spec = office.spec
    with locked_ledger(office.ledger) as file:
        charge(file, spec, spec.tables[0], "2014", "national")
    whole = office.ledger.read_bytes()
    office.ledger.write_bytes(whole[:-1])
    with locked_ledger(office.ledger) as file:
        assert heal(file) == 0
    assert office.ledger.read_bytes() == whole


def test_a_ledger_that_does_not_exist_is_empty_and_reading_makes_none(office: Office) -> None:
    assert read_ledger(office.ledger) == Ledger()
    assert not office.ledger.exists()


def test_only_its_owner_may_read_the_ledger_and_the_store(measured: Office) -> None:
    files = [measured.ledger, *measured.measurements.rglob("*.json")]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
