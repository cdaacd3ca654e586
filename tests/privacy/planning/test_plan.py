"""What a draw would cost, told before anything is spent, on a ledger with one charge."""

from decimal import Decimal
from pathlib import Path

from privacy.planning.plan import plan
from privacy.records.archive import Archive
from privacy.records.ledger import charge, locked_ledger
from tests.support.privacy_fixtures import Office, spec_of

YEARS = [str(year) for year in range(2010, 2017)]


def archive_with_a_lost_charge(folder: Path) -> tuple[Office, Archive]:
    office = Office(folder=folder)
    with locked_ledger(office.ledger) as file:
        charge(file, office.spec, office.spec.tables[0], "2014", "national")
    return office, office.archive


def test_every_closed_period_that_is_not_measured_is_pending(tmp_path: Path) -> None:
    office, archive = archive_with_a_lost_charge(tmp_path)
    found = plan(office.spec, archive).tables
    assert [(each.table.name, each.measured, each.refused) for each in found] == [
        (table.name, (), {}) for table in office.spec.tables
    ]
    assert [list(each.pending) for each in found] == [YEARS, YEARS, ["2010-2014"]]


def test_each_years_persons_are_told_what_is_spent_costs_and_is_left(tmp_path: Path) -> None:
    office, archive = archive_with_a_lost_charge(tmp_path)
    cohorts = {each.cohort: each for each in plan(office.spec, archive).cohorts}
    assert list(cohorts) == list(range(2010, 2017))
    early, paid, late = cohorts[2010], cohorts[2014], cohorts[2016]
    assert (early.spent_rho, early.cost_rho, early.remaining_rho) == (
        0,
        Decimal("0.12"),
        Decimal("0.38"),
    )
    # What was paid and lost is paid again.
    assert (paid.spent_rho, paid.cost_rho, paid.remaining_rho) == (
        Decimal("0.05"),
        Decimal("0.12"),
        Decimal("0.33"),
    )
    # The window to 2019 is not over: it costs nothing yet, and is kept for.
    assert (late.cost_rho, late.remaining_rho, late.reserve_rho) == (
        Decimal("0.09"),
        Decimal("0.41"),
        Decimal("0.38"),
    )


def test_what_cannot_be_paid_is_refused_and_the_rest_stays_pending(tmp_path: Path) -> None:
    office, archive = archive_with_a_lost_charge(tmp_path)
    with locked_ledger(office.ledger) as file:
        for _ in range(8):
            charge(file, office.spec, office.spec.tables[0], "2014", "national")
    by_year, by_sex, pooled = plan(office.spec, archive).tables
    assert (list(by_year.pending), by_year.refused) == (YEARS, {})
    assert list(by_sex.refused) == ["2014"]
    assert list(by_sex.pending) == [year for year in YEARS if year != "2014"]
    assert (pooled.pending, list(pooled.refused)) == ((), ["2010-2014"])


def test_a_period_that_is_measured_is_not_measured_again(tmp_path: Path) -> None:
    office = Office(folder=tmp_path)
    office.measure()
    later = office.spec_text.replace("closed_through = 2016", "closed_through = 2017")
    found = plan(spec_of(later, tmp_path), office.archive)
    assert [list(each.pending) for each in found.tables] == [["2017"], ["2017"], []]
    assert [list(each.measured) for each in found.tables] == [YEARS, YEARS, ["2010-2014"]]
    assert [each.cohort for each in found.cohorts] == list(range(2010, 2018))
