"""The release spec: what it promises, and how it refuses to promise more."""

import inspect
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from portal.release.commands import release_revise
from privacy.declared.spec import (
    Audience,
    Guarantee,
    Periods,
    ReleaseSpec,
    as_dbt_vars,
    audience_named,
    closed_periods,
    cohorts_of,
    measurement_id,
    planned_periods,
    planned_rho,
    population_of,
    quarter_of,
    spans_years,
    spec_hash,
    tables_of,
)
from privacy.declared.spec_file import (
    SMALLEST_RHO,
    check_audiences,
    check_guarantee,
    check_periods,
    check_table,
    parse_spec,
    read_spec,
)
from privacy.errors import SpecError
from tests.support.chain import Portal
from tests.support.loading import knows
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


@pytest.mark.parametrize("module", ["spec", "spec_file"])
def test_a_declaration_is_read_by_what_can_open_no_data(module: str) -> None:
    others = ("duckdb", "pandas", "pyarrow", "numpy", "privacy.records", "privacy.measuring")
    assert knows(f"privacy.declared.{module}", *others, "warehouse", "portal", "ingest") == []


def test_a_spec_that_is_refused_is_refused_before_anything_is_opened_or_spent(
    tmp_path: Path,
) -> None:
    dear = SPEC.replace("rho = 0.05", "rho = 0.45")
    (tmp_path / "release.toml").write_text(dear, encoding="utf-8")
    (tmp_path / "portal.toml").write_text('release_spec = "release.toml"\n', encoding="utf-8")
    portal = Portal(folder=tmp_path)
    for command in (("release", "plan"), ("release", "draw"), ("release", "ask", "victims, 2014")):
        assert "lower the rho" in " ".join(portal.run(*command, code=2).split())
    assert not list(tmp_path.rglob("*.json*")) and not list(tmp_path.rglob("*.duckdb"))


@pytest.mark.parametrize(
    ("cells", "several", "spans"), [(1, "", False), (2, "", True), (3, "form", False)]
)
def test_rows_of_a_person_may_span_years_unless_they_are_codes_of_one_row(
    tmp_path: Path, cells: int, several: str, spans: bool
) -> None:
    table = replace(spec_of(SPEC, tmp_path).tables[1], cells_per_person=cells, several=several)
    assert spans_years(table) is spans


def test_quarters_are_planned_for_the_open_year_too_and_years_for_closed_ones(
    tmp_path: Path,
) -> None:
    spec = spec_of(SPEC + QUARTERLY, tmp_path)
    quarters = planned_periods(spec, spec.tables[3])
    assert (quarters[0], quarters[-1], len(quarters)) == ("2010-Q0", "2017-Q4", 8 * 5)
    assert planned_periods(spec, spec.tables[0]) == [str(year) for year in range(2010, 2017)]
    assert planned_periods(spec, spec.tables[2]) == ["2010-2014", "2015-2019"]


def test_a_table_weighs_like_others_where_nothing_is_said(tmp_path: Path) -> None:
    assert {table.weight for table in spec_of(SPEC, tmp_path).tables} == {1}


def periods(**facts: object) -> Periods:
    usual = {
        "first_year": 2010,
        "closed_through": 2016,
        "five_year_windows": (2010, 2015),
        "first_quarter_year": 2010,
        "open_year_quarters": 0,
    }
    return Periods(**{**usual, **facts})


@pytest.mark.parametrize(
    "facts",
    [
        {"closed_through": 2019},
        {"first_year": 2016, "five_year_windows": (), "first_quarter_year": 2016},
        {"first_year": 1900},
        {"five_year_windows": ()},
        {"open_year_quarters": 3},
        {"first_quarter_year": 2020},
    ],
    ids=str,
)
def test_periods_at_the_edge_of_what_is_allowed_are_allowed(facts: dict) -> None:
    check_periods(periods(**facts), 2020)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"closed_through": 2020}, "last year that can have closed is 2019"),
        ({"first_year": 2017}, "must lie between 1900 and"),
        ({"first_year": 1899}, "must lie between 1900 and"),
        ({"five_year_windows": (2009,)}, "must ascend"),
        ({"five_year_windows": (2015, 2010)}, "must ascend"),
        ({"five_year_windows": (2010, 2010)}, "must ascend"),
        ({"first_quarter_year": 2009}, "must not lie before"),
        ({"open_year_quarters": 4}, "must be 0 to 3"),
        ({"open_year_quarters": -1}, "must be 0 to 3"),
    ],
    ids=str,
)
def test_periods_beyond_the_edge_are_refused(facts: dict, told: str) -> None:
    with pytest.raises(SpecError, match=told):
        check_periods(periods(**facts), 2020)


@pytest.mark.parametrize("facts", [{"weight": Decimal(0)}, {"rho": SMALLEST_RHO}], ids=str)
def test_a_table_may_cost_the_least_and_weigh_nothing(facts: dict) -> None:
    spec = parse_spec(SPEC)
    check_table(spec, replace(spec.tables[1], **facts))


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"weight": Decimal("-0.1")}, "not below 0"),
        ({"rho": SMALLEST_RHO * Decimal("0.99")}, "or more"),
        ({"cells_per_person": 0}, "must be 1 or more"),
        ({"several": "form"}, "none of its dimensions"),
        ({"mart": "nowhere"}, "belongs to no"),
        ({"period": "month"}, "it can be"),
        ({"count": "sex"}, "would have the column 'sex' twice"),
        ({"name": "budget"}, "for itself"),
    ],
    ids=str,
)
def test_a_table_that_cannot_be_measured_is_refused(facts: dict, told: str) -> None:
    spec = parse_spec(SPEC)
    with pytest.raises(SpecError, match=told):
        check_table(spec, replace(spec.tables[1], **facts))


def with_guarantee(rho: str, delta: float) -> ReleaseSpec:
    spec = parse_spec(SPEC)
    return replace(spec, guarantee=Guarantee(lifetime_rho=Decimal(rho), delta=delta))


@pytest.mark.parametrize(("rho", "delta"), [("0", 1e-6), ("-1", 1e-6), ("0.5", 0.0), ("0.5", 1.0)])
def test_a_guarantee_is_above_zero_and_its_delta_a_small_chance(rho: str, delta: float) -> None:
    with pytest.raises(SpecError, match="must be above 0, and delta"):
        check_guarantee(with_guarantee(rho, delta))


def test_a_guarantee_is_enough_where_it_is_what_the_plan_costs() -> None:
    check_guarantee(with_guarantee("0.12", 0.99))
    with pytest.raises(SpecError, match=r"together by 0\.01\."):
        check_guarantee(with_guarantee("0.11", 0.99))


@pytest.mark.parametrize(("end", "year"), [((), 2017), ((2014,), 2018), ((2010,), 2017)])
def test_the_plan_is_paid_to_the_end_of_the_open_year_and_of_every_window(
    end: tuple[int, ...], year: int
) -> None:
    """The dearest year is the last one that is looked at."""
    spec = parse_spec(SPEC + QUARTERLY)
    quarterly = replace(spec.tables[3], rho=Decimal("0.9"))
    times = replace(spec.periods, five_year_windows=end, first_quarter_year=year)
    with pytest.raises(SpecError, match=f"a person of {year} rho"):
        check_guarantee(replace(spec, tables=(quarterly,), periods=times))
    later = replace(times, first_quarter_year=year + 1)
    check_guarantee(replace(spec, tables=(quarterly,), periods=later))


AUDIENCE = Audience(name="first", share=Decimal(1))


def with_audiences(*audiences: Audience) -> ReleaseSpec:
    return replace(parse_spec(SPEC), audiences=audiences)


def test_audiences_may_have_the_same_share_as_the_one_before() -> None:
    half = replace(AUDIENCE, name="second", share=Decimal("0.5"))
    check_audiences(with_audiences(AUDIENCE, half, replace(half, name="third")))


@pytest.mark.parametrize(
    ("audiences", "told"),
    [
        ([{"share": Decimal("0.9")}], "its share must be 1"),
        ([{"tables": ("victims_by_year",)}], "it names no tables"),
        ([{}, {"share": Decimal(0)}], "must be above 0"),
        ([{}, {"share": Decimal("1.01")}], "not above 1,"),
        ([{}, {"share": Decimal("0.5")}, {"share": Decimal("0.6")}], r"not above 0\.5,"),
        ([{}, {"tables": ("nowhere",)}], "names 'nowhere'"),
        ([{"exact": ("nothing",)}], "names 'nothing'"),
    ],
    ids=str,
)
def test_audiences_that_would_see_more_than_the_first_are_refused(
    audiences: list[dict], told: str
) -> None:
    with pytest.raises(SpecError, match=told):
        check_audiences(with_audiences(*(replace(AUDIENCE, **facts) for facts in audiences)))


def test_a_plan_counts_windows_that_hold_the_year_and_quarters_from_their_first_year_on() -> None:
    spec = parse_spec(SPEC + QUARTERLY)
    times = replace(spec.periods, five_year_windows=(2010, 2012), first_quarter_year=2013)
    later = replace(spec, periods=times)
    yearly, pooled, quarterly = Decimal("0.09"), Decimal("0.03"), Decimal("0.01")
    assert [rho_of(later, year) - yearly for year in (2010, 2012, 2013, 2014, 2016, 2017)] == [
        pooled,
        2 * pooled,
        2 * pooled + quarterly,
        2 * pooled + quarterly,
        pooled + quarterly,
        quarterly,
    ]
