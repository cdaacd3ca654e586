"""Questions about tables that might be declared: understood in any language, and priced."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from portal.labels import code_counts
from portal.release.asking import from_file, rho_of, words_of
from privacy import release
from privacy.declared.question import (
    Question,
    Words,
    mart_with,
    rows_of_a_person,
    understood,
    years_of,
)
from privacy.declared.spec import ReleaseSpec
from privacy.declared.spec_file import parse_spec, read_spec
from privacy.errors import QuestionError
from privacy.planning.plan import PlannedCohort
from privacy.planning.pricing import Pricing, declaration, priced, table_asked_for
from tests.support import ROOT
from tests.support.privacy_fixtures import SPEC, Office

ASKED = {
    "victims by area, form, 2019-2023": ("victims", ("area", "form"), 2019, 2023),
    "victims by area and form 2019-2023": ("victims", ("area", "form"), 2019, 2023),
    "Žrtve po Područje, Oblik eksploatacije, 2019–2023": ("victims", ("area", "form"), 2019, 2023),
    "ZRTVE po podrucje i form, 2021": ("victims", ("area", "form"), 2021, 2021),
    "Жртве по Подручје, Облик експлоатације": ("victims", ("area", "form"), 2007, 2024),
    "victims, 2024": ("victims", (), 2024, 2024),
    "victims by Child or adult, citizenship": (
        "victims",
        ("child_adult", "citizenship_group"),
        2007,
        2024,
    ),
    "victims by assistance, sex": ("assistance", ("assistance", "sex"), 2007, 2024),
    "defendants by stage, 2020-2024": ("proceedings", ("stage",), 2020, 2024),
    "stages by charge": ("proceedings", ("charge",), 2007, 2024),
}


@pytest.mark.parametrize(("text", "asked"), ASKED.items())
def test_a_question_is_understood_in_codes_and_in_labels_of_any_language(
    text: str, asked: tuple[str, tuple[str, ...], int, int]
) -> None:
    question = understood(text, read_spec(), words_of(read_spec()))
    assert (question.mart, question.dimensions, question.first_year, question.last_year) == asked


def test_a_person_stands_in_as_many_cells_as_codes_or_stages_are_counted() -> None:
    spec = read_spec()
    questions = [
        understood(text, spec, words_of(spec))
        for text in ("victims by form", "victims by sex, service", "defendants by stage")
    ]
    assert [(question.cells_per_person, question.several) for question in questions] == [
        (1, ""),
        (3, "service"),
        (5, ""),
    ]


MISUNDERSTOOD = {
    "witnesses by sex": "whom to count: 'witnesses'",
    "victims by shoe size": "'shoe size' is nothing to split by",
    "victims by charge": "The mart victims has no charge",
    "victims by sex, 1990-2000": "the closed years are 2007 to 2024",
    "victims by sex, 2023-2019": "2023 to 2019 can't be asked for",
    "": "whom to count",
}


@pytest.mark.parametrize(("text", "said"), MISUNDERSTOOD.items())
def test_what_is_not_understood_is_told(text: str, said: str) -> None:
    with pytest.raises(QuestionError, match=said):
        understood(text, read_spec(), words_of(read_spec()))


def test_each_dimension_of_a_declared_table_can_be_asked_for() -> None:
    spec = read_spec()
    words = words_of(spec)
    for table in spec.tables:
        assert set(table.dimensions) <= set(words.columns[table.mart])
        assert set(table.dimensions) <= set(code_counts())


WORDS = Words(
    marts={"victims": "victims"},
    dimensions={"sex": "sex", "form": "form"},
    columns={"victims": ("sex", "form")},
)


def cohorts_of(office: Office) -> tuple[PlannedCohort, ...]:
    return release.plan(office.spec, office.archive).cohorts


def prices(office: Office, text: str, rho: str = "0.02") -> dict[str, Pricing]:
    question = understood(text, office.spec, WORDS)
    pricings = priced(
        office.spec, question, {"sex": 3, "form": 4}, cohorts_of(office), [Decimal(rho)]
    )
    return {pricing.period: pricing for pricing in pricings}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(folder=tmp_path)


def test_a_price_tells_cells_margin_and_periods_and_reads_no_data(office: Office) -> None:
    pricings = prices(office, "victims by form")
    assert set(pricings) == {"year", "five_years"}
    assert pricings["year"].cells == 4
    assert pricings["year"].periods[0] == "2010"
    assert pricings["five_years"].periods == ("2010-2014", "2015-2019")
    assert pricings["year"].offers[0].margins.measured == {"coordinator": 10}
    assert sorted(path.name for path in office.folder.iterdir()) == ["release.toml"]


def test_who_cannot_pay_is_named_with_what_is_left(office: Office) -> None:
    office.measure()
    poor = Office(folder=office.folder, spec_text=SPEC.replace("rho = 0.5", "rho = 0.13"))
    (offer,) = prices(poor, "victims by form", "0.02")["year"].offers
    assert offer.too_dear == dict.fromkeys(range(2010, 2017), Decimal("0.01"))
    (cheap,) = prices(poor, "victims by form", "0.01")["year"].offers
    assert cheap.too_dear == {}


def test_overlapping_five_years_cost_their_common_years_twice(office: Office) -> None:
    text = SPEC.replace("five_year_windows = [2010, 2015]", "five_year_windows = [2010, 2012]")
    text = text.replace("lifetime_rho = 0.5", "lifetime_rho = 0.17")
    (offer,) = prices(Office(folder=office.folder, spec_text=text), "victims by form", "0.015")[
        "five_years"
    ].offers
    assert set(offer.too_dear) == {2012, 2013, 2014}


def test_what_is_declared_already_is_not_offered_to_be_bought(office: Office) -> None:
    pricings = prices(office, "victims by sex")
    assert pricings["year"].already == "victims_by_year_sex"
    assert pricings["five_years"].already == "victims_by_five_years_sex_form"


def test_the_declaration_is_ready_for_release_toml(office: Office) -> None:
    pricing = prices(office, "victims by form")["year"]
    asked = table_asked_for(pricing.question, pricing.period, Decimal("0.02"))
    text = SPEC + "\n" + declaration(asked)
    spec: ReleaseSpec = parse_spec(text)
    assert spec.tables[-1].name == "victims_by_year_form"
    assert spec.tables[-1].dimensions == ("form",)


def test_a_table_of_several_codes_is_declared_as_one() -> None:
    spec = read_spec()
    question = understood("victims by sex, service", spec, words_of(spec))
    lines = declaration(table_asked_for(question, "year", Decimal("0.01"))).splitlines()
    assert 'several = "service"' in lines
    assert "cells_per_person = 3" in lines
    assert isinstance(question, Question)


def test_a_request_of_the_desk_is_read(tmp_path: Path) -> None:
    path = tmp_path / "request.json"
    path.write_text('{"query": "victims, 2024", "rho": "0.02", "requested_on": "2026-11-25"}')
    assert from_file(path) == ("victims, 2024", "0.02")


@pytest.mark.parametrize("text", ["", "[]", '{"query": "victims"}', '{"query": 1, "rho": "1"}'])
def test_a_file_that_is_no_request_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "request.json"
    path.write_text(text)
    with pytest.raises(QuestionError, match=r"request\.json is no request"):
        from_file(path)


@pytest.mark.parametrize("text", ["nothing", "0", "-1", "2", "nan"])
def test_a_cost_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(QuestionError, match="rho must be a number"):
        rho_of(text)


def test_asking_opens_no_database() -> None:
    modules = (
        "privacy/declared/question.py",
        "privacy/planning/pricing.py",
        "portal/release/asking.py",
    )
    texts = [(ROOT / name).read_text() for name in modules]
    assert not any("duckdb" in text or "open_restricted" in text for text in texts)


def test_a_person_is_in_as_many_cells_as_rows_times_codes() -> None:
    spec = parse_spec(SPEC)
    victims, *_ = spec.tables
    several = replace(
        victims, name="c", dimensions=("charge",), cells_per_person=3, several="charge"
    )
    events = replace(victims, name="e", cells_per_person=4)
    both = replace(spec, tables=(events, several))
    assert rows_of_a_person("victims", ("sex",), both) == ("", 4)
    assert rows_of_a_person("victims", ("sex", "charge"), both) == ("charge", 12)
    assert rows_of_a_person("victims", (), replace(spec, tables=(several,))) == ("", 1)


def test_two_dimensions_of_several_codes_cannot_be_asked_for_together() -> None:
    spec = parse_spec(SPEC)
    tables = tuple(
        replace(spec.tables[0], name=name, cells_per_person=2, several=name)
        for name in ("charge", "service")
    )
    with pytest.raises(QuestionError, match="several codes of charge and of service"):
        rows_of_a_person("victims", ("charge", "service"), replace(spec, tables=tables))


def test_years_may_be_asked_for_from_the_first_closed_one_to_the_last() -> None:
    periods = parse_spec(SPEC).periods
    assert years_of("victims, 2010-2016", periods) == ("victims", (2010, 2016))
    assert years_of("victims 2013", periods) == ("victims", (2013, 2013))
    for beyond in ("victims, 2009-2012", "victims, 2014-2017", "victims, 2014-2012"):
        with pytest.raises(QuestionError, match="can't be asked for"):
            years_of(beyond, periods)


def test_a_mart_that_has_just_the_dimensions_is_taken_before_others() -> None:
    words = Words(marts={}, dimensions={}, columns={"victims": ("sex", "form")})
    assert mart_with(("sex", "form"), "victims", parse_spec(SPEC), words) == "victims"
    with pytest.raises(QuestionError, match="has no area: it can be split by sex, form"):
        mart_with(("sex", "area"), "victims", parse_spec(SPEC), words)
