"""The arithmetic of what is spent, on charges that are written down here."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from privacy.declared.spec import Periods, ReleaseSpec
from privacy.errors import BudgetError
from privacy.noise import epsilon_of
from privacy.records.budget import (
    EVERY_COHORT,
    Cost,
    Spending,
    check_accounts,
    cohort_budgets,
    cost_of,
    cost_of_charge,
    paying,
    right_guesses,
    slots_of,
    spend,
)
from privacy.records.ledger_lines import START, Charge
from tests.support.privacy_fixtures import SPEC, spec_of


@pytest.fixture
def spec(tmp_path: Path) -> ReleaseSpec:
    return spec_of(SPEC, tmp_path)


def cost(rho: str, *cohorts: int, events: bool = False, period: str = "", table: str = "t") -> Cost:
    return Cost(
        population="victims",
        table=table,
        period=period or str(cohorts[0]),
        cohorts=cohorts,
        spans_years=events,
        rho=Decimal(rho),
    )


def charge(measurement: str, rho: str, *cohorts: int, population: str = "victims") -> Charge:
    return Charge(
        number=1,
        charged_at="2026-01-01T00:00:00+00:00",
        register="national",
        population=population,
        measurement=measurement,
        cohorts=cohorts,
        spans_years=False,
        rho=Decimal(rho),
        why="",
        spec="",
        previous=START,
    )


def spent(*costs: Cost) -> Spending:
    spending = Spending()
    for each in costs:
        spending.add(each)
    return spending


def test_costs_of_one_cohort_add_up_and_cost_no_other() -> None:
    spending = spent(cost("0.1", 2014), cost("0.2", 2014, 2015, table="u"), cost("0.1", 2014))
    assert [spending.of("victims", year) for year in (2013, 2014, 2015)] == [
        0,
        Decimal("0.4"),
        Decimal("0.2"),
    ]
    assert spending.of("defendants", 2014) == 0
    assert spending.cohorts("victims") == {2014, 2015}
    assert spending.cohorts("defendants") == set()


def test_of_the_quarters_of_a_table_only_the_dearest_costs() -> None:
    quarters = [cost(rho, 2014, period=f"2014-Q{n}") for n, rho in enumerate(["0.1", "0.3", "0.2"])]
    assert spent(*quarters).of("victims", 2014) == Decimal("0.3")
    assert spent(*quarters, quarters[2]).of("victims", 2014) == Decimal("0.4")
    assert spent(*quarters, cost("0.1", 2014, period="2014-Q1", table="u")).of(
        "victims", 2014
    ) == Decimal("0.4")


def test_events_cost_every_cohort_what_their_dearest_year_costs() -> None:
    events = [cost("0.1", 2014, events=True), cost("0.2", 2015, events=True)]
    spending = spent(*events, cost("0.05", 2015, table="u"))
    assert spending.of("victims", 1999) == Decimal("0.2")
    assert spending.of("victims", 2015) == Decimal("0.25")
    assert spending.cohorts("victims") == {2015}
    assert ("victims", EVERY_COHORT) in spending.totals


def test_what_a_cost_would_add_is_told_before_it_is_added() -> None:
    account = ("victims", 2014)
    spending = spent(cost("0.3", 2014, period="2014-Q1"))
    assert spending.more(account, cost("0.1", 2014, period="2014-Q2")) == 0
    assert spending.more(account, cost("0.4", 2014, period="2014-Q2")) == Decimal("0.1")
    assert spending.more(account, cost("0.1", 2014, period="2014-Q1")) == Decimal("0.1")
    assert spending.of("victims", 2014) == Decimal("0.3")


def test_rows_lie_in_years_where_they_are_events_in_quarters_or_in_one_place() -> None:
    assert slots_of(cost("1", 2014, 2015, events=True)) == ("2014", "2015")
    assert slots_of(cost("1", 2014, period="2014-Q0")) == ("2014-Q0",)
    assert slots_of(cost("1", 2014)) == slots_of(cost("1", 2010, period="2010-2014")) == ("",)


def test_events_are_paid_by_cohorts_that_have_spent_too() -> None:
    spending = spent(cost("0.1", 2010), cost("0.1", 2016))
    assert paying(spending, cost("0.1", 2014, events=True)) == [2010, 2014, 2016]
    assert paying(spending, cost("0.1", 2014)) == [2014]


def test_a_lifetime_may_be_spent_to_its_last_digit_and_no_further(spec: ReleaseSpec) -> None:
    spending = spent(cost("0.3", 2014))
    spend(spec, spending, cost("0.2", 2014))
    assert spending.of("victims", 2014) == spec.guarantee.lifetime_rho
    with pytest.raises(BudgetError, match=r"0\.5 of their lifetime_rho 0\.5 is spent and 0\.0 is"):
        spend(spec, spending, cost("0.0000001", 2014))
    assert spending.of("victims", 2014) == Decimal("0.5")


def test_one_cohort_that_cannot_pay_is_enough_to_refuse(spec: ReleaseSpec) -> None:
    spending = spent(cost("0.49", 2011))
    with pytest.raises(BudgetError, match="of the persons of 2011"):
        spend(spec, spending, cost("0.02", 2010, 2011, 2012, table="u"))
    assert spending.of("victims", 2010) == 0
    with pytest.raises(BudgetError, match="of the persons of 2011"):
        spend(spec, spending, cost("0.02", 2016, events=True, table="u"))


def test_a_charge_says_what_it_cost_in_any_of_its_versions() -> None:
    found = cost_of_charge(charge("victims_by_year/2014/revision-2", "0.05", 2014))
    assert found == cost("0.05", 2014, table="victims_by_year")


def test_a_share_of_a_tables_rho_is_what_its_period_costs(spec: ReleaseSpec) -> None:
    found = cost_of(spec, spec.tables[2], "2010-2014", Decimal("0.5"))
    assert (found.rho, found.cohorts) == (Decimal("0.015"), (2010, 2011, 2012, 2013, 2014))
    assert cost_of(spec, spec.tables[0], "2014").rho == Decimal("0.05")


def test_charges_of_tables_that_are_no_longer_declared_stay_with_their_population(
    spec: ReleaseSpec,
) -> None:
    check_accounts(spec, [charge("victims_by_year/2014", "0.1", 2014)])
    check_accounts(spec, [charge("long_gone/2014", "0.1", 2014)])
    elsewhere = replace(spec.populations[0], name="persons", marts=("others",))
    both = replace(spec, populations=(*spec.populations, elsewhere))
    with pytest.raises(BudgetError, match="was paid by the population 'persons'"):
        check_accounts(both, [charge("victims_by_year/2014", "0.1", 2014, population="persons")])
    check_accounts(both, [charge("long_gone/2014", "0.1", 2014, population="persons")])
    for moved in ("victims_by_year/2014", "long_gone/2014"):
        with pytest.raises(BudgetError, match=f"{moved} was paid by the population 'persons'"):
            check_accounts(spec, [charge(moved, "0.1", 2014, population="persons")])


def test_every_declared_year_and_every_cohort_that_has_spent_has_a_budget(
    spec: ReleaseSpec,
) -> None:
    found = cohort_budgets(spec, [charge("gone/2003", "0.1", 2003)])
    assert [one.cohort for one in found] == [2003, *range(2010, 2017)]
    assert (found[0].spent_rho, found[0].remaining_rho) == (Decimal("0.1"), Decimal("0.4"))
    assert found[0].spent_epsilon == epsilon_of(Decimal("0.1"), 1e-6)
    assert found[1].spent_epsilon == 0
    assert {one.lifetime_epsilon for one in found} == {epsilon_of(Decimal("0.5"), 1e-6)}
    one_year = Periods(**{**vars(spec.periods), "first_year": 2016})
    assert [one.cohort for one in cohort_budgets(replace(spec, periods=one_year), [])] == [2016]


@pytest.mark.parametrize(
    ("rho", "guesses"),
    [("0", 50), ("0.0008", 51), ("0.00081", 52), ("0.08", 60), ("1.9999", 100), ("8", 100)],
)
def test_of_a_hundred_bets_half_and_the_root_of_an_eighth_of_rho_are_won(
    rho: str, guesses: int
) -> None:
    assert right_guesses(Decimal(rho)) == guesses
