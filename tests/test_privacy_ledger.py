"""The ledger: refuses what is too much, and shows every kind of tampering."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from privacy_fixtures import MEASUREMENTS, SPEC, Office, charged

from privacy.budget import cohort_budgets, right_guesses, spending_of
from privacy.errors import BudgetError, LedgerTamperedError, UnpaidMeasurementError
from privacy.ledger import charge, heal, locked_ledger, read_ledger
from privacy.ledger_lines import START, Ledger, line_of, read_lines, sealed
from privacy.measurements import read_measurements, store
from privacy.verifying import verify


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(folder=tmp_path)


@pytest.fixture
def measured(office: Office) -> Office:
    office.measure()
    return office


def test_a_charge_is_spent_of_every_cohort_in_its_period(office: Office) -> None:
    spec = office.spec
    with locked_ledger(office.ledger) as file:
        charge(file, spec, spec.tables[2], "2010-2014", "national")
        charge(file, spec, spec.tables[0], "2014", "national")
    spent = spending_of(read_ledger(office.ledger).charges)
    assert [spent.of("victims", cohort) for cohort in range(2010, 2016)] == [
        *[Decimal("0.03")] * 4,
        Decimal("0.08"),
        0,
    ]
    budgets = {one.cohort: one for one in cohort_budgets(spec, read_ledger(office.ledger).charges)}
    assert budgets[2014].remaining_rho == Decimal("0.42")
    assert budgets[2016].spent_epsilon == 0 < budgets[2013].spent_epsilon
    assert budgets[2014].spent_epsilon < budgets[2014].lifetime_epsilon


def test_what_exceeds_a_lifetime_is_refused_with_the_figures_and_nothing_is_written(
    office: Office,
) -> None:
    spec = office.spec
    with locked_ledger(office.ledger) as file:
        for _ in range(10):
            charge(file, spec, spec.tables[0], "2014", "national")
        before = office.ledger.read_bytes()
        with pytest.raises(BudgetError) as refusal:
            charge(file, spec, spec.tables[2], "2010-2014", "national")
    said = str(refusal.value)
    assert "rho 0.03 of the persons of 2014 (victims)" in said
    assert "0.50 of their lifetime_rho 0.5 is spent and 0.00 is left" in said
    assert office.ledger.read_bytes() == before
    assert len(read_ledger(office.ledger).charges) == 10


def test_each_line_holds_the_hash_of_the_one_before(measured: Office) -> None:
    charges = read_ledger(measured.ledger).charges
    assert [one.previous for one in charges] == [START, *(one.hash for one in charges[:-1])]
    assert [one.number for one in charges] == list(range(1, MEASUREMENTS + 1))


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
    return b"".join(line_of(one) for one in charges)


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


def test_costs_are_added_as_decimals(office: Office) -> None:
    text = SPEC.replace("rho = 0.05", "rho = 0.1").replace("rho = 0.03", "rho = 0.2")
    tenth = Office(folder=office.folder, spec_text=text).spec
    with locked_ledger(office.ledger) as file:
        for _ in range(3):
            charge(file, tenth, tenth.tables[0], "2014", "national")
        charge(file, tenth, tenth.tables[2], "2010-2014", "national")
    spent = spending_of(read_ledger(office.ledger).charges)
    assert spent.of("victims", 2014) == Decimal("0.5")


EVENTS = """
[populations.defendants]
marts = ["proceedings"]

[tables.stages_by_year]
mart = "proceedings"
count = "stages"
period = "year"
dimensions = ["stage"]
cells_per_person = 5
rho = 0.2

[tables.stages_by_year_sex]
mart = "proceedings"
count = "stages"
period = "year"
dimensions = ["stage", "sex"]
cells_per_person = 5
rho = 0.2

[tables.victims_by_quarter]
mart = "victims"
count = "victims"
period = "quarter"
dimensions = []
cells_per_person = 1
rho = 0.2
"""


@pytest.fixture
def two_populations(tmp_path: Path) -> Office:
    return Office(folder=tmp_path, spec_text=SPEC + EVENTS)


def test_each_population_has_an_account_of_its_own(two_populations: Office) -> None:
    spec = two_populations.spec
    with locked_ledger(two_populations.ledger) as file:
        charge(file, spec, spec.tables[0], "2014", "national")
        charge(file, spec, spec.tables[3], "2014", "national")
    spent = spending_of(read_ledger(two_populations.ledger).charges)
    assert spent.of("victims", 2014) == Decimal("0.05")
    assert spent.of("defendants", 2014) == Decimal("0.2")


def test_the_quarters_of_a_table_cost_a_cohort_what_one_of_them_costs(
    two_populations: Office,
) -> None:
    spec = two_populations.spec
    quarterly = spec.tables[5]
    with locked_ledger(two_populations.ledger) as file:
        for quarter in range(5):
            charge(file, spec, quarterly, f"2014-Q{quarter}", "national")
        spent = spending_of(file.ledger.charges)
        assert spent.of("victims", 2014) == Decimal("0.2")
        # A crash that lost a quarter's noise is paid twice, by that quarter.
        charge(file, spec, quarterly, "2014-Q3", "national")
    spent = spending_of(read_ledger(two_populations.ledger).charges)
    assert spent.of("victims", 2014) == Decimal("0.4")
    assert spent.of("victims", 2015) == 0


def test_a_table_of_events_costs_every_cohort_what_its_dearest_year_costs(
    two_populations: Office,
) -> None:
    spec = two_populations.spec
    stages, by_sex = spec.tables[3:5]
    with locked_ledger(two_populations.ledger) as file:
        for year in ("2012", "2013", "2014"):
            charge(file, spec, stages, year, "national")
        charge(file, spec, by_sex, "2013", "national")
        spent = spending_of(file.ledger.charges)
        assert spent.of("defendants", 2010) == spent.of("defendants", 2014) == Decimal("0.4")
        with pytest.raises(BudgetError, match=r"0\.4 of their lifetime_rho 0\.5 is spent"):
            charge(file, spec, stages, "2012", "national")


def test_a_table_of_events_whose_periods_overlap_costs_each_of_them_in_their_common_year(
    two_populations: Office,
) -> None:
    pooled = replace(two_populations.spec.tables[3], period="five_years", rho=Decimal("0.1"))
    spec = replace(two_populations.spec, tables=(*two_populations.spec.tables, pooled))
    with locked_ledger(two_populations.ledger) as file:
        charge(file, spec, pooled, "2010-2014", "national")
        charge(file, spec, pooled, "2015-2019", "national")
        spent = file.spending
        assert spent.of("defendants", 2012) == spent.of("defendants", 2017) == Decimal("0.1")
        charge(file, spec, pooled, "2012-2016", "national")
    spent = spending_of(read_ledger(two_populations.ledger).charges)
    assert spent.of("defendants", 2010) == Decimal("0.2")


def test_right_guesses_are_half_where_nothing_is_spent_and_never_beyond_all() -> None:
    guesses = [right_guesses(Decimal(rho)) for rho in ("0", "0.46", "0.5", "9")]
    assert guesses == [50, 74, 75, 100]
