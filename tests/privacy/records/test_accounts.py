"""What each charge costs each cohort of each population, and what is refused as too much."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from privacy import release
from privacy.errors import BudgetError
from privacy.records.budget import cohort_budgets, right_guesses, spending_of
from privacy.records.ledger import charge, locked_ledger, read_ledger
from tests.support.privacy_fixtures import SPEC, Office

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
def office(tmp_path: Path) -> Office:
    return Office(folder=tmp_path)


@pytest.fixture
def two_populations(tmp_path: Path) -> Office:
    return Office(folder=tmp_path, spec_text=SPEC + EVENTS)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("[populations.victims]", "[populations.persons]"),
        (
            '[populations.victims]\nmarts = ["victims"]',
            '[populations.victims]\nmarts = ["others"]\n\n[populations.more]\nmarts = ["victims"]',
        ),
    ],
    ids=["renamed", "its mart moved to another"],
)
def test_a_population_that_has_paid_gets_no_second_budget(
    office: Office, was: str, now: str
) -> None:
    office.measure()
    before = office.ledger.read_bytes()
    text = SPEC.replace(was, now).replace("victims_by_year_sex]", "victims_by_year_sex_again]")
    other = Office(folder=office.folder, spec_text=text)
    with pytest.raises(BudgetError, match="second lifetime_rho"):
        other.measure()
    with pytest.raises(BudgetError, match="second lifetime_rho"):
        release.plan(other.spec, other.archive)
    assert office.ledger.read_bytes() == before


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
    budgets = {
        budget.cohort: budget for budget in cohort_budgets(spec, read_ledger(office.ledger).charges)
    }
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


def test_costs_are_added_as_decimals(office: Office) -> None:
    text = SPEC.replace("rho = 0.05", "rho = 0.1").replace("rho = 0.03", "rho = 0.2")
    tenth = Office(folder=office.folder, spec_text=text).spec
    with locked_ledger(office.ledger) as file:
        for _ in range(3):
            charge(file, tenth, tenth.tables[0], "2014", "national")
        charge(file, tenth, tenth.tables[2], "2010-2014", "national")
    spent = spending_of(read_ledger(office.ledger).charges)
    assert spent.of("victims", 2014) == Decimal("0.5")


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
