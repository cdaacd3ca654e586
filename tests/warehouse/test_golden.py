"""UNODC's published tables on Bosnia and Herzegovina, rebuilt from the warehouse in SQL.

The example extracts follow the published figures; if the chain from extract to mart loses, doubles
or misreads a person, a published number is missed.
"""

import pytest

from examples.published import PublishedFigure, contradictions, published_figures, read_table
from tests.chain.test_examples import exact
from tests.support.chain import Portal
from tests.support.examples_reading import codes

pytestmark = pytest.mark.chain

# Roll-ups are those of the vocabulary's column for UNODC, and happen only here, in UNODC's output.
VICTIMS = """
with

in_unodcs_words as (

    select
        victims.cohort_year as year,
        sexes.unodc as sex,
        ages.unodc as age,
        forms.unodc as form,
        victims.citizenship
    from marts.victims
    inner join seeds.vocabulary as sexes
        on sexes.dimension = 'sex' and sexes.code = victims.sex
    inner join seeds.vocabulary as ages
        on ages.dimension = 'child_adult' and ages.code = victims.child_adult
    inner join seeds.vocabulary as forms
        on forms.dimension = 'form' and forms.code = victims.form
    where victims.register = 'national'

)

select
    year,
    case
        when grouping(form) = 0 then 'by form of exploitation'
        when grouping(citizenship) = 0 then 'by citizenship'
        else 'Total'
    end as dimension,
    coalesce(form, citizenship, 'Total') as category,
    coalesce(sex, 'Total') as sex,
    coalesce(age, 'Total') as age,
    count(*) as victims

from in_unodcs_words
group by grouping sets (
    (year), (year, sex), (year, age), (year, sex, age),
    (year, form), (year, form, sex), (year, form, age), (year, form, sex, age),
    (year, citizenship)
)
"""
DEFENDANTS = """
select year, indicator, count(*) as persons
from (

    select
        person_key,
        stages.unodc as indicator,
        year(min(stage_date)) as year
    from marts.proceedings
    inner join seeds.vocabulary as stages
        on stages.dimension = 'stage' and stages.code = proceedings.stage
    group by all

)
group by all
"""
Cell = tuple[int, str, str, str, str]


def cell_of(figure: PublishedFigure) -> Cell:
    category = figure.category
    if figure.dimension == "by citizenship":
        category = codes("citizenship", category)[0]
    return figure.year, figure.dimension, category, figure.sex, figure.age


def fits(number: int, published: str) -> bool:
    return number < 5 if published == "<5" else number == int(published)


def test_every_published_number_on_victims_is_rebuilt_unless_others_contradict_it(
    finished_portal: Portal,
) -> None:
    rebuilt: dict[Cell, int] = {
        tuple(cell): victims for *cell, victims in exact(finished_portal, VICTIMS)
    }
    figures = [figure for figure in published_figures() if 2014 <= figure.year <= 2022]
    assert len(figures) > 130
    for figure in figures:
        number = rebuilt.get(cell_of(figure), 0)
        if figure in contradictions():
            assert number == contradictions()[figure], figure
        else:
            assert fits(number, figure.victims), (figure, number)


def test_every_published_number_on_suspects_and_defendants_is_rebuilt(
    finished_portal: Portal,
) -> None:
    rebuilt = {
        (year, indicator): persons
        for year, indicator, persons in exact(finished_portal, DEFENDANTS)
    }
    for figure in read_table("glotip_bih_justice.csv"):
        persons = rebuilt[int(figure["year"]), figure["indicator"]]
        assert persons == int(figure["persons"]), figure


def test_the_project_has_trained_262_first_responders_of_250(finished_portal: Portal) -> None:
    query = "select actual, target, round(progress, 2) from marts.indicators where code = "
    assert exact(finished_portal, f"{query} 'responders_trained'") == [(262, 250, 1.05)]


def test_every_example_referral_is_of_a_victim(finished_portal: Portal) -> None:
    query = "select bool_and(is_of_a_victim), count(*) > 1000 from marts.referrals"
    assert exact(finished_portal, query) == [(True, True)]
