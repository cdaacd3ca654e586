"""Price a table before it is declared: how sure its cells would be, and who can afford it.

Only declarations and the ledger are read, and never data.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from math import prod

from privacy.declared.question import Question
from privacy.declared.spec import Periods, ReleaseSpec, Table
from privacy.planning.margins import Margins, margins_of
from privacy.planning.plan import PlannedCohort

USUAL_RHOS = tuple(map(Decimal, ("0.005", "0.01", "0.02", "0.03", "0.05")))


@dataclass(frozen=True, kw_only=True)
class Offer:
    """The table at one cost. `too_dear` are the cohorts that can't pay it, and what they have."""

    rho: Decimal
    margins: Margins
    too_dear: dict[int, Decimal]


@dataclass(frozen=True, kw_only=True)
class Pricing:
    """What a question would cost as a table of `period`; it is measured for all its `periods`."""

    question: Question
    period: str
    periods: tuple[str, ...]
    cells: int
    already: str
    offers: tuple[Offer, ...]


def priced(
    spec: ReleaseSpec,
    question: Question,
    sizes: Mapping[str, int],
    cohorts: Iterable[PlannedCohort],
    rhos: Iterable[Decimal],
) -> list[Pricing]:
    """As a table of years, and as one of five years where these cover what is asked."""
    asked = next(population for population in spec.populations if question.mart in population.marts)
    reserves = {
        cohort.cohort: cohort.reserve_rho for cohort in cohorts if cohort.population == asked.name
    }
    pricings = []
    for period, windows in ways_to_ask(question, spec.periods).items():
        tables = [table_asked_for(question, period, rho) for rho in rhos]
        pricings.append(
            Pricing(
                question=question,
                period=period,
                periods=tuple(map(named, windows)),
                cells=prod(sizes[name] for name in question.dimensions),
                already=declared_already(spec, question, period),
                offers=tuple(
                    Offer(
                        rho=table.rho,
                        margins=margins_if_declared(spec, table, sizes),
                        too_dear=who_can_not_pay(table, windows, reserves),
                    )
                    for table in tables
                ),
            )
        )
    return pricings


def ways_to_ask(question: Question, periods: Periods) -> dict[str, list[range]]:
    years = range(periods.first_year, periods.closed_through + 1)
    windows = [range(start, start + 5) for start in periods.five_year_windows]
    ways = {"year": [range(year, year + 1) for year in years]}
    asked = range(question.first_year, question.last_year + 1)
    if all(any(year in window for window in windows) for year in asked):
        ways["five_years"] = windows
    return ways


def named(years: range) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"


def table_asked_for(question: Question, period: str, rho: Decimal) -> Table:
    return Table(
        name="_".join([question.mart, "by", period, *question.dimensions]),
        mart=question.mart,
        count=question.count,
        period=period,
        dimensions=question.dimensions,
        cells_per_person=question.cells_per_person,
        rho=rho,
        several=question.several,
    )


def margins_if_declared(spec: ReleaseSpec, table: Table, sizes: Mapping[str, int]) -> Margins:
    """Where every audience sees the table, beside all that it sees already."""
    others = tuple(other for other in spec.tables if other.name != table.name)
    audiences = tuple(
        replace(audience, tables=(*audience.tables, table.name)) if audience.tables else audience
        for audience in spec.audiences
    )
    declared = replace(spec, tables=(*others, table), audiences=audiences)
    return margins_of(declared, sizes)[table.name]


def who_can_not_pay(
    table: Table, windows: list[range], reserves: Mapping[int, Decimal]
) -> dict[int, Decimal]:
    """A person of a cohort pays for each window that holds it."""
    return {
        cohort: left
        for cohort, left in reserves.items()
        if table.rho * sum(cohort in window for window in windows) > left
    }


def declared_already(spec: ReleaseSpec, question: Question, period: str) -> str:
    """A declared table with the same cells, or with finer ones that add up to them; or nothing."""
    for table in sorted(spec.tables, key=lambda table: len(table.dimensions)):
        if table.period == period and has_the_cells(table, question):
            return table.name
    return ""


def has_the_cells(table: Table, question: Question) -> bool:
    if table.mart != question.mart or table.several != question.several:
        return False
    return set(question.dimensions) <= set(table.dimensions)


def declaration(table: Table) -> str:
    """The lines for release.toml."""
    dimensions = ", ".join(f'"{name}"' for name in table.dimensions)
    lines = [
        f"[tables.{table.name}]",
        f'mart = "{table.mart}"',
        f'count = "{table.count}"',
        f'period = "{table.period}"',
        f"dimensions = [{dimensions}]",
        f"cells_per_person = {table.cells_per_person}",
        *([f'several = "{table.several}"'] if table.several else []),
        f"rho = {table.rho}",
    ]
    return "\n".join(lines)
