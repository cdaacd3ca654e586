"""The release spec: what it promises, and how it refuses to promise more."""

import inspect
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from portal.release.commands import release_revise
from privacy.declared.spec import (
    ReleaseSpec,
    as_dbt_vars,
    audience_named,
    closed_periods,
    cohorts_of,
    measurement_id,
    planned_rho,
    population_of,
    quarter_of,
    spec_hash,
    tables_of,
)
from privacy.declared.spec_file import read_spec
from privacy.errors import SpecError
from tests.support.privacy_fixtures import SPEC, spec_of

QUARTERLY = """
[tables.victims_by_quarter]
mart = "victims"
count = "victims"
period = "quarter"
dimensions = []
cells_per_person = 1
rho = 0.01
"""


def rho_of(spec: ReleaseSpec, cohort: int) -> Decimal:
    return planned_rho(spec, spec.populations[0], cohort)


def test_the_real_spec_costs_no_cohort_more_than_its_lifetime() -> None:
    spec = read_spec()
    for population in spec.populations:
        costs = [planned_rho(spec, population, cohort) for cohort in range(2007, 2030)]
        assert Decimal("0.3") < max(costs) <= spec.guarantee.lifetime_rho


def test_the_reserve_of_the_real_spec_pays_for_one_revision_of_a_year() -> None:
    """At the share that 'portal release revise' takes where none is said."""
    spec = read_spec()
    share = Decimal(inspect.signature(release_revise).parameters["share"].default)
    for population in spec.populations:
        planned = max(planned_rho(spec, population, cohort) for cohort in range(2007, 2030))
        tables = [table for table in spec.tables if table.mart in population.marts]
        revised = share * sum(table.rho for table in tables if table.period == "year")
        assert spec.guarantee.lifetime_rho - planned >= revised, population.name


def test_every_mart_of_a_population_is_counted_in_some_table() -> None:
    spec = read_spec()
    counted = {table.mart for table in spec.tables}
    assert counted == {mart for population in spec.populations for mart in population.marts}


def test_a_cohort_may_spend_exactly_its_lifetime(tmp_path: Path) -> None:
    assert rho_of(spec_of(SPEC, tmp_path), 2010) == Decimal("0.12")
    exact = spec_of(SPEC.replace("lifetime_rho = 0.5", "lifetime_rho = 0.12"), tmp_path)
    assert rho_of(exact, 2010) == exact.guarantee.lifetime_rho


def test_a_plan_beyond_the_lifetime_is_refused_with_the_figures(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match=r"person of 2010 rho 0\.12 .* 0\.1: .* 0\.02\."):
        spec_of(SPEC.replace("lifetime_rho = 0.5", "lifetime_rho = 0.1"), tmp_path)


def test_a_window_that_has_not_closed_is_paid_for_in_the_plan_already(tmp_path: Path) -> None:
    text = SPEC.replace("[2010, 2015]", "[2015]").replace("rho = 0.03", "rho = 0.42")
    text = text.replace("closed_through = 2016", "closed_through = 2014")
    with pytest.raises(SpecError, match="person of 2015"):
        spec_of(text, tmp_path)


@pytest.mark.parametrize(
    ("mart", "columns", "said"),
    [
        ("victims", ["sex"], "would publish 'victims' without noise"),
        ("case_records", ["delivery_id"], "would publish 'case_records' without noise"),
        ("deliveries", ["source", "rows_loaded"], "the columns rows_loaded of 'deliveries'"),
    ],
)
def test_what_is_published_exactly_is_chosen_from_a_closed_list(
    tmp_path: Path, mart: str, columns: list[str], said: str
) -> None:
    exact = f'\n[exact.open]\nmart = "{mart}"\ncolumns = {columns}\nreason = "None."\n'
    with pytest.raises(SpecError, match=said):
        spec_of(SPEC + exact, tmp_path)


WRONG = {
    "an unknown key": ("delta = 1e-6", "delta = 1e-6\nepsilon = 1", "unknown key 'epsilon'"),
    "an unknown table key": ("rho = 0.05", "rho = 0.05\nnoise = false", "unknown key 'noise'"),
    "a missing key": ("delta = 1e-6", "", "lacks 'delta'"),
    "rho zero": ("rho = 0.05", "rho = 0.0", "rho = 0.0 must be"),
    "rho negative": ("rho = 0.05", "rho = -1", "rho = -1 must be"),
    "rho not a number": ("rho = 0.05", "rho = nan", "must be a number"),
    "rho as text": ("rho = 0.05", 'rho = "0.05"', "must be a number"),
    "rho as a flag": ("rho = 0.05", "rho = true", "must be a number"),
    "no lifetime": ("lifetime_rho = 0.5", "lifetime_rho = 0", "must be above 0"),
    "delta of one": ("delta = 1e-6", "delta = 1", "between 0 and 1"),
    "a year not over": ("through = 2016", "through = 2020", "2020 is not over"),
    "no year at all": ("first_year = 2010", "first_year = 2017", "first_year = 2017"),
    "a window too early": ("[2010, 2015]", "[2009]", "must ascend"),
    "a window twice": ("[2010, 2015]", "[2010, 2010]", "must ascend"),
    "another period": ('period = "year"', 'period = "month"', "'quarter', 'year'"),
    "a dimension twice": ('["sex"]', '["sex", "sex"]', "'sex' twice"),
    "a taken column": ('["sex"]', '["lower"]', "'lower' twice"),
    "a taken table": ("tables.victims_by_year]", "tables.budget]", "choose another"),
    "an unsafe name": ("tables.victims_by_year]", 'tables."../x"]', "lower case"),
    "an unsafe dimension": ('["sex"]', '["sex; drop"]', "list of names"),
    "no cell per person": ("cells_per_person = 1", "cells_per_person = 0", "1 or more"),
    "a mart of nobody": ('mart = "victims"', 'mart = "cases"', "belongs to no"),
    "several of no dimension": ("rho = 0.05", 'rho = 0.05\nseveral = "sex"', "none of its"),
    "a first audience with less": ("share = 1", "share = 0.5", "its share must be 1"),
    "no quarter": ("open_year_quarters = 0", "open_year_quarters = 4", "must be 0 to 3"),
    "no persons by year": (
        "tables.victims_by_year]",
        "tables.all_victims]",
        "lacks 'victims_by_year'",
    ),
    "persons by year and sex": (
        "dimensions = []",
        'dimensions = ["form"]',
        "lacks 'victims_by_year'",
    ),
    "no TOML": ("[guarantee]", "[guarantee", "release.toml"),
}


@pytest.mark.parametrize(("right", "wrong", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_spec_is_refused_in_words(
    tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    path = tmp_path / "release.toml"
    path.write_text(SPEC.replace(right, wrong, 1))
    with pytest.raises(SpecError, match=r"release\.toml: ") as refusal:
        read_spec(path, today=date(2020, 6, 1))
    assert said in str(refusal.value)


def test_a_missing_spec_is_said(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="can't be read"):
        read_spec(tmp_path / "none.toml")


def test_a_window_closes_with_its_last_year(tmp_path: Path) -> None:
    spec = spec_of(SPEC, tmp_path)
    by_year, _, by_window = spec.tables
    assert closed_periods(spec, by_year) == ["2010", "2011", "2012", "2013", "2014", "2015", "2016"]
    assert closed_periods(spec, by_window) == ["2010-2014"]
    later = spec_of(SPEC.replace("through = 2016", "through = 2019"), tmp_path)
    assert closed_periods(later, by_window) == ["2010-2014", "2015-2019"]


def test_a_period_names_its_cohorts_and_a_measurement_its_period(tmp_path: Path) -> None:
    assert list(cohorts_of("2019")) == [2019]
    assert list(cohorts_of("2010-2014")) == [2010, 2011, 2012, 2013, 2014]
    table = spec_of(SPEC, tmp_path).tables[0]
    assert measurement_id(table, "2019") == "victims_by_year/2019"


def test_the_warehouse_is_told_the_cells_and_not_the_cost(tmp_path: Path) -> None:
    declared = as_dbt_vars(spec_of(SPEC, tmp_path))["tables"]["victims_by_five_years_sex_form"]
    assert declared == {
        "mart": "victims",
        "count": "victims",
        "period": "five_years",
        "dimensions": ["sex", "form"],
        "cells_per_person": 1,
        "several": "",
        "periods": [{"name": "2010-2014", "first_year": 2010, "last_year": 2014}],
    }


def test_the_hash_follows_the_facts_and_not_the_comments(tmp_path: Path) -> None:
    spec = spec_of(SPEC, tmp_path)
    assert spec_hash(spec_of("# A word.\n" + SPEC, tmp_path)) == spec_hash(spec)
    changed = spec_of(SPEC.replace("rho = 0.03", "rho = 0.02"), tmp_path)
    assert spec_hash(changed) != spec_hash(spec)


def test_the_quarters_of_a_closed_year_are_five_and_of_an_open_one_those_that_are_over(
    tmp_path: Path,
) -> None:
    text = SPEC.replace("first_quarter_year = 2010", "first_quarter_year = 2016")
    text = text.replace("open_year_quarters = 0", "open_year_quarters = 2")
    spec = spec_of(text + QUARTERLY, tmp_path)
    closed = closed_periods(spec, spec.tables[-1])
    assert closed == [*(f"2016-Q{quarter}" for quarter in range(5)), "2017-Q1", "2017-Q2"]
    assert [quarter_of(period) for period in ("2016-Q3", "2016", "2010-2014")] == [3, None, None]
    assert list(cohorts_of("2016-Q3")) == [2016]


def test_all_quarters_of_a_table_cost_a_person_what_one_of_them_costs(tmp_path: Path) -> None:
    spec = spec_of(SPEC + QUARTERLY, tmp_path)
    assert rho_of(spec, 2010) - rho_of(spec_of(SPEC, tmp_path), 2010) == Decimal("0.01")


AUDIENCES = """
[audiences.donor]
share = 0.7
tables = ["victims_by_year"]

[audiences.public]
share = 0.5
"""


def test_a_later_audience_sees_no_more_and_no_more_surely(tmp_path: Path) -> None:
    text = SPEC.replace("share = 1\n", f"share = 1\n{AUDIENCES}")
    spec = spec_of(text, tmp_path)
    donor, public = audience_named(spec, "donor"), audience_named(spec, "public")
    assert [table.name for table in tables_of(spec, donor)] == ["victims_by_year"]
    assert tables_of(spec, public) == spec.tables
    assert population_of(spec, spec.tables[0]).name == "victims"
    for wrong, said in (("share = 0.8", "not above 0.7"), ("share = 0", "must be above 0")):
        with pytest.raises(SpecError, match=said):
            spec_of(text.replace("share = 0.5", wrong), tmp_path)
    with pytest.raises(SpecError, match="'victims_by_month', which is not declared"):
        spec_of(text.replace('["victims_by_year"]', '["victims_by_month"]'), tmp_path)
