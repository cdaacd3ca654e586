"""Proposed costs: the best use of a budget, and release.toml close to it."""

import csv
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from privacy.declared.spec import Population, ReleaseSpec, Table
from privacy.declared.spec_file import parse_spec, read_spec
from privacy.engine.window import Window
from privacy.planning.apportionment import weighted_variance
from privacy.planning.proposal import (
    YEARS,
    candidate,
    dims_of,
    groups_of_tables,
    in_steps,
    parts_of,
    proposed_rho,
)
from tests.support import ROOT
from tests.support.privacy_fixtures import SPEC as SMALL_SPEC

SPEC = read_spec()


def vocabulary_sizes() -> Counter[str]:
    with (ROOT / "warehouse" / "seeds" / "vocabulary.csv").open(encoding="utf-8") as file:
        return Counter(row["dimension"] for row in csv.DictReader(file))


def loss(spec: ReleaseSpec, population: Population, rho: dict[str, Decimal]) -> float:
    """What the weights want small: the weighted variance of what is published."""
    return sum(
        weighted_variance(
            *parts_of(group, vocabulary_sizes()), [float(rho[table.name]) for table in group]
        )
        for group in groups_of_tables(
            table for table in spec.tables if table.mart in population.marts
        )
    )


@pytest.mark.parametrize("population", SPEC.populations, ids=lambda population: population.name)
def test_the_declared_costs_are_nearly_the_best_for_the_declared_weights(
    population: Population,
) -> None:
    declared = {table.name: table.rho for table in SPEC.tables if table.mart in population.marts}
    total = sum(declared.values())
    best = proposed_rho(SPEC, population, vocabulary_sizes(), total)
    assert sum(best.values()) == total
    assert loss(SPEC, population, declared) < 1.05 * loss(SPEC, population, best)
    even = dict.fromkeys(declared, total / len(declared))
    assert loss(SPEC, population, best) < 0.95 * loss(SPEC, population, even)


def test_a_table_that_is_worth_more_gets_more() -> None:
    def area(weight: str) -> Decimal:
        tables: list[Table] = [
            replace(table, weight=Decimal(weight))
            if table.name == "victims_by_year_area"
            else table
            for table in SPEC.tables
        ]
        spec = replace(SPEC, tables=tuple(tables))
        victims = spec.populations[0]
        return proposed_rho(spec, victims, vocabulary_sizes(), Decimal("0.46"))[
            "victims_by_year_area"
        ]

    assert area("0") < area("3") < area("30")


def test_costs_are_whole_steps_none_is_zero_and_together_they_are_the_total() -> None:
    rhos = in_steps({"a": 0.9, "b": 0.1, "c": 0.0}, Decimal("0.010"))
    assert rhos == {"a": Decimal("0.007"), "b": Decimal("0.002"), "c": Decimal("0.001")}

    found = in_steps({"a": 0.9, "b": 0.1, "c": 0.0}, Decimal("0.010"))
    assert found == {"a": Decimal("0.007"), "b": Decimal("0.002"), "c": Decimal("0.001")}


ONE_WINDOW = Window(sizes={"form": 4, "quarter": 5, "sex": 3}, periods=YEARS)


def test_quarters_are_one_more_dimension_of_a_year() -> None:
    by_year, by_sex, pooled = parse_spec(SMALL_SPEC).tables
    assert dims_of(by_sex) == ("sex",)
    assert dims_of(replace(by_year, period="quarter")) == ("quarter",)
    assert dims_of(pooled) == ("sex", "form")


def test_a_window_is_five_years_of_which_a_table_has_each_or_all_together() -> None:
    _, by_sex, pooled = parse_spec(SMALL_SPEC).tables
    single = candidate(ONE_WINDOW, replace(by_sex, weight=Decimal(3), cells_per_person=4))
    assert single.periods == ((0,), (1,), (2,), (3,), (4,))
    assert (single.weight, single.sensitivity) == (3.0, 2.0)
    together = candidate(ONE_WINDOW, pooled)
    assert (together.dims, together.periods) == (("form", "sex"), ((0, 1, 2, 3, 4),))


def test_shares_are_rounded_to_steps_that_add_up() -> None:
    found = in_steps({"a": 0.5, "b": 0.3, "c": 0.2}, Decimal("0.1"))
    assert sum(found.values()) == Decimal("0.1")
    assert found["a"] > found["b"] > found["c"] > 0
