"""What stands in a release file, and nothing else: pure functions from measurements to sheets.

Every published number is computed from stored noisy ones (privacy.estimating.published). No exact
count can get here: nothing in this module is given any.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from privacy.declared.spec import Audience, ReleaseSpec, Table, population_of, tables_of
from privacy.estimating.published import PublishedCell, SyntheticRows
from privacy.noise import margin_of_error, scale_for, scale_seen
from privacy.planning.margins import published_margins
from privacy.records.budget import CohortBudget
from privacy.records.ledger_lines import Charge
from privacy.records.measurements import Codes, Measurement


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table as it stands in a release file: columns with their types, and rows in order."""

    name: str
    columns: dict[str, str]
    rows: list[tuple[Any, ...]]


@dataclass(frozen=True, kw_only=True)
class Title:
    """The one row that says which release this is."""

    name: str
    number: int
    audience: str
    register: str
    released_on: str
    spec_hash: str
    ledger_hash: str
    fictional: bool


def table_sheet(
    table: Table,
    codes: Codes,
    measurements: Iterable[Measurement],
    cells: dict[str, list[PublishedCell]],
) -> Sheet:
    """One declared table: by period, then in the vocabulary's order. `cells` by measurement."""
    rows = [
        (measurement.period, *key, *cell, measurement.id)
        for measurement in measurements
        for key, cell in zip(measurement.keys, cells[measurement.id], strict=True)
    ]
    places = [{code: place for place, code in enumerate(listed)} for listed in codes]
    width = len(table.dimensions)

    def reading_order(row: tuple[Any, ...]) -> tuple[Any, ...]:
        return row[0], *(places[i][row[1 + i]] for i in range(width))

    columns = {
        "period": "VARCHAR",
        **dict.fromkeys(table.dimensions, "VARCHAR"),
        table.count: "INTEGER",
        "lower": "INTEGER",
        "upper": "INTEGER",
        "measurement": "VARCHAR",
    }
    return Sheet(name=table.name, columns=columns, rows=sorted(rows, key=reading_order))


def tables_sheet(spec: ReleaseSpec, audience: Audience, sizes: Mapping[str, int]) -> Sheet:
    """The audience's tables, each with the noise that the audience sees.

    `margin` is of a measured cell, `published_margin` of a published one. `sizes`: how many codes
    each dimension has.
    """
    published = published_margins(spec, audience, sizes)
    rows = []
    for table in tables_of(spec, audience):
        rho = table.rho * audience.share
        scale = scale_seen(scale_for(table.cells_per_person, table.rho), audience.share)
        facts = (table.name, table.count, table.period, list(table.dimensions))
        cost = (table.cells_per_person, float(rho))
        noise = (scale, margin_of_error(scale), published[table.name])
        whose = (population_of(spec, table).name, table.mart, table.several)
        rows.append((*facts, *cost, *noise, *whose))
    columns = {
        "name": "VARCHAR",
        "count": "VARCHAR",
        "period_kind": "VARCHAR",
        "dimensions": "VARCHAR[]",
        "cells_per_person": "INTEGER",
        "rho": "DOUBLE",
        "scale": "DOUBLE",
        "margin": "INTEGER",
        "published_margin": "INTEGER",
        "population": "VARCHAR",
        "mart": "VARCHAR",
        "several": "VARCHAR",
    }
    return Sheet(name="tables", columns=columns, rows=rows)


def measurements_sheet(measurements: Iterable[Measurement], share: Decimal) -> Sheet:
    rows = [
        (
            measurement.id,
            measurement.table.name,
            measurement.period,
            float(measurement.rho * share),
            measurement.scale,
            measurement.margin,
            measurement.drawn_on,
            measurement.ledger_hash,
            measurement.revision.number if measurement.revision else 0,
            measurement.revision.why if measurement.revision else "",
        )
        for measurement in measurements
    ]
    columns = {
        "measurement": "VARCHAR",
        "table_name": "VARCHAR",
        "period": "VARCHAR",
        "rho": "DOUBLE",
        "scale": "DOUBLE",
        "margin": "INTEGER",
        "drawn_at": "VARCHAR",
        "ledger_hash": "VARCHAR",
        "revision": "INTEGER",
        "why": "VARCHAR",
    }
    return Sheet(name="measurements", columns=columns, rows=rows)


def budget_sheet(budgets: Iterable[CohortBudget]) -> Sheet:
    rows = [
        (
            budget.population,
            budget.cohort,
            float(budget.spent_rho),
            float(budget.lifetime_rho),
            budget.spent_epsilon,
            budget.lifetime_epsilon,
            budget.delta,
        )
        for budget in budgets
    ]
    columns = {
        "population": "VARCHAR",
        "cohort": "INTEGER",
        "spent_rho": "DOUBLE",
        "lifetime_rho": "DOUBLE",
        "spent_epsilon": "DOUBLE",
        "lifetime_epsilon": "DOUBLE",
        "delta": "DOUBLE",
    }
    return Sheet(name="budget", columns=columns, rows=rows)


def structural_zeros_sheet(spec: ReleaseSpec) -> Sheet:
    """One row for each pair of codes that can't be together."""
    names = ("dimension", "code", "other", "other_code")
    rows = [
        (zero.dimension, zero.code, zero.other, code)
        for zero in spec.structural_zeros
        for code in zero.codes
    ]
    return Sheet(name="structural_zeros", columns=dict.fromkeys(names, "VARCHAR"), rows=rows)


def ledger_sheet(charges: Iterable[Charge]) -> Sheet:
    """What was spent, when and for what: dates and costs, and nothing that depends on a count."""
    rows = [
        (
            charge.number,
            charge.charged_at[:10],
            charge.population,
            charge.measurement,
            charge.cohorts[0],
            charge.cohorts[-1],
            float(charge.rho),
            charge.why,
        )
        for charge in charges
    ]
    columns = {
        "number": "INTEGER",
        "charged_on": "VARCHAR",
        "population": "VARCHAR",
        "measurement": "VARCHAR",
        "first_cohort": "INTEGER",
        "last_cohort": "INTEGER",
        "rho": "DOUBLE",
        "why": "VARCHAR",
    }
    return Sheet(name="ledger", columns=columns, rows=rows)


def synthetic_sheets(rows: Mapping[str, SyntheticRows]) -> list[Sheet]:
    """Persons who do not exist, one a row: what they add up to is what is published."""
    return [
        Sheet(
            name=f"synthetic_{count}",
            columns=dict.fromkeys(synthetic.columns, "VARCHAR"),
            rows=list(synthetic.rows),
        )
        for count, synthetic in sorted(rows.items())
    ]


def title_sheet(title: Title) -> Sheet:
    types = {str: "VARCHAR", int: "INTEGER", bool: "BOOLEAN"}
    facts = vars(title)
    columns = {name: types[type(value)] for name, value in facts.items()}
    return Sheet(name="release", columns=columns, rows=[tuple(facts.values())])
