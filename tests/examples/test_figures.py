from collections import Counter
from pathlib import Path

import pytest

from examples.published import contradictions, published_figures, target_citizenships, targets
from tests.support.examples_reading import (
    Victim,
    counted,
    named,
    read_date,
    read_victims,
    rows_by_person,
)

YEARS = range(2007, 2025)


@pytest.fixture(scope="module")
def victims(examples_folder: Path) -> list[Victim]:
    return list(read_victims(examples_folder))


def fits(number: int, published: str) -> bool:
    return number < 5 if published == "<5" else number == int(published)


def test_every_year_has_as_many_victims_as_its_targets(victims: list[Victim]) -> None:
    expected = Counter()
    for target in targets():
        expected[target.year] += target.victims
    assert Counter(victim.identified_on.year for victim in victims) == expected
    assert set(expected) == set(YEARS)


def test_sex_age_and_form_are_those_of_the_targets(victims: list[Victim]) -> None:
    expected = Counter()
    for target in targets():
        cell = (target.year, target.sex, target.child_adult, target.form)
        assert cell not in expected, "one row per cell"
        expected[cell] = target.victims
    counts = Counter(
        (victim.identified_on.year, victim.sex, victim.child_adult, victim.form)
        for victim in victims
    )
    assert counts == expected


@pytest.mark.parametrize("year", YEARS)
def test_citizenships_are_those_of_the_targets(year: int, victims: list[Victim]) -> None:
    citizenships = Counter(
        victim.citizenship for victim in victims if victim.identified_on.year == year
    )
    assert citizenships == Counter(target_citizenships(year))


@pytest.mark.parametrize("year", range(2007, 2023))
def test_every_published_number_is_reproduced_unless_others_contradict_it(
    year: int, victims: list[Victim]
) -> None:
    figures = [figure for figure in published_figures() if figure.year == year]
    assert figures
    for figure in figures:
        if figure not in contradictions():
            assert fits(counted(figure, victims), figure.victims), figure


def test_the_contradicted_numbers_are_few_and_have_what_is_said_instead(
    victims: list[Victim],
) -> None:
    published = set(published_figures())
    assert len(published) == 216
    assert len(contradictions()) == 6
    for figure, taken in contradictions().items():
        assert figure in published
        assert counted(figure, victims) == taken
        assert not fits(taken, figure.victims)


def test_every_quarter_of_the_whole_period_has_many_victims(victims: list[Victim]) -> None:
    quarters = Counter((victim.identified_on.month - 1) // 3 for victim in victims)
    assert min(quarters.values()) > 150


def test_one_person_in_twelve_is_reported_again_by_another_body_in_the_same_year(
    examples_folder: Path,
) -> None:
    persons = rows_by_person(examples_folder)
    by_body = {
        person: {row.file for row in rows if not row.file.endswith("_ponovo.csv")}
        for person, rows in persons.items()
    }
    twice = [person for person, files in by_body.items() if len(files) > 1]
    assert 0.06 < len(twice) / len(persons) < 0.10
    for person in twice:
        years = {read_date(named(row)["identified_date"]).year for row in persons[person]}
        assert len(years) == 1


def test_one_person_in_ten_has_no_national_number(examples_folder: Path) -> None:
    persons = rows_by_person(examples_folder)
    without = [rows for rows in persons.values() if not named(rows[0])["national_number"]]
    assert 0.07 < len(without) / len(persons) < 0.13
