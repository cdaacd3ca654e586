"""What another table would cost, and who cannot pay it; on facts that are written down here."""

from dataclasses import replace
from decimal import Decimal

import pytest

from privacy.declared.question import Question
from privacy.declared.spec import Periods, Table
from privacy.declared.spec_file import parse_spec
from privacy.planning.pricing import (
    declaration,
    declared_already,
    has_the_cells,
    named,
    table_asked_for,
    ways_to_ask,
    who_can_not_pay,
)
from tests.support.privacy_fixtures import SPEC

QUESTION = Question(
    mart="victims",
    count="victims",
    dimensions=("sex",),
    cells_per_person=1,
    several="",
    first_year=2012,
    last_year=2014,
)
PERIODS = Periods(
    first_year=2010,
    closed_through=2016,
    five_year_windows=(2010, 2012),
    first_quarter_year=2010,
    open_year_quarters=0,
)


def test_every_closed_year_is_a_way_to_ask_and_windows_where_they_hold_all_that_is_asked() -> None:
    years = [range(year, year + 1) for year in range(2010, 2017)]
    windows = [range(2010, 2015), range(2012, 2017)]
    assert ways_to_ask(QUESTION, PERIODS) == {"year": years, "five_years": windows}
    to_the_end = replace(QUESTION, last_year=2016)
    assert ways_to_ask(to_the_end, PERIODS) == {"year": years, "five_years": windows}
    beyond = replace(QUESTION, last_year=2017)
    assert ways_to_ask(beyond, PERIODS) == {"year": years}
    between = replace(PERIODS, five_year_windows=(2014,))
    assert ways_to_ask(QUESTION, between) == {"year": years}


def test_a_way_is_named_by_its_years() -> None:
    assert [named(years) for years in (range(2012, 2013), range(2010, 2015))] == [
        "2012",
        "2010-2014",
    ]


def test_a_person_pays_for_each_window_that_holds_the_year() -> None:
    table = table_asked_for(QUESTION, "five_years", Decimal("0.05"))
    reserves = {year: Decimal("0.09") for year in range(2009, 2018)} | {2010: Decimal("0.04")}
    found = who_can_not_pay(table, [range(2010, 2015), range(2012, 2017)], reserves)
    assert found == {
        2010: Decimal("0.04"),
        2012: Decimal("0.09"),
        2013: Decimal("0.09"),
        2014: Decimal("0.09"),
    }
    just_enough = {2010: Decimal("0.05"), 2012: Decimal("0.10")}
    assert who_can_not_pay(table, [range(2010, 2015), range(2012, 2017)], just_enough) == {}


def test_a_table_with_the_same_or_finer_cells_is_declared_already() -> None:
    spec = parse_spec(SPEC)
    assert declared_already(spec, QUESTION, "year") == "victims_by_year_sex"
    assert declared_already(spec, QUESTION, "five_years") == "victims_by_five_years_sex_form"
    nothing = replace(QUESTION, dimensions=())
    assert declared_already(spec, nothing, "year") == "victims_by_year"
    assert declared_already(spec, replace(QUESTION, dimensions=("form",)), "year") == ""


@pytest.mark.parametrize(
    ("facts", "has"),
    [
        ({}, True),
        ({"dimensions": ()}, True),
        ({"dimensions": ("sex", "form")}, False),
        ({"mart": "assistance"}, False),
        ({"several": "sex"}, False),
    ],
    ids=str,
)
def test_cells_are_had_of_the_same_mart_and_the_same_several_codes(facts: dict, has: bool) -> None:
    table = parse_spec(SPEC).tables[1]
    assert has_the_cells(table, replace(QUESTION, **facts)) is has


def test_what_is_asked_for_can_be_declared_as_it_is_written() -> None:
    several = replace(QUESTION, dimensions=("sex", "form"), several="form", cells_per_person=3)
    table = table_asked_for(several, "year", Decimal("0.02"))
    written = parse_spec(SPEC + declaration(table))
    assert isinstance(table, Table)
    assert written.tables[-1] == table
    assert table.name == "victims_by_year_sex_form"
