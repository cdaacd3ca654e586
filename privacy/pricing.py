"""Price a table before it is declared: how sure its cells would be, and who can afford it.

Only declarations and the ledger are read, and never data.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from privacy.planning import PlannedCohort
from privacy.questions import Question
from privacy.spec import Periods, ReleaseSpec, Table

USUAL_RHOS = tuple(map(Decimal, ("0.005", "0.01", "0.02", "0.03", "0.05")))


@dataclass(frozen=True, kw_only=True)
class Offer:
    """The table at one cost. `too_dear` are the cohorts that can't pay it, and what they have.

    `margins` by audience: how far a measured cell lies from the exact count, 95 times in 100.
    """

    rho: Decimal
    margins: dict[str, int]
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
    population = next(one.name for one in spec.populations if question.mart in one.marts)
    reserves = {one.cohort: one.reserve_rho for one in cohorts if one.population == population}
    found = []
    for period, windows in ways_to_ask(question, spec.periods).items():
        offers = tuple(offer(spec, question, windows, reserves, rho) for rho in rhos)
        found.append(
            Pricing(
                question=question,
                period=period,
                periods=tuple(map(named, windows)),
                cells=prod(sizes[name] for name in question.dimensions),
                already=declared_already(spec, question, period),
                offers=offers,
            )
        )
    return found


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


def offer(
    spec: ReleaseSpec,
    question: Question,
    windows: list[range],
    reserves: Mapping[int, Decimal],
    rho: Decimal,
) -> Offer:
    from privacy.noise import margin_of_error, scale_for, scale_seen  # OpenDP takes half a second.

    scale = scale_for(question.cells_per_person, rho)
    margins = {
        audience.name: margin_of_error(scale_seen(scale, audience.share))
        for audience in spec.audiences
    }
    too_dear = {
        cohort: left
        for cohort, left in reserves.items()
        if rho * sum(cohort in window for window in windows) > left
    }
    return Offer(rho=rho, margins=margins, too_dear=too_dear)


def declared_already(spec: ReleaseSpec, question: Question, period: str) -> str:
    """A declared table with the same cells, or with finer ones that add up to them; or nothing."""
    for table in sorted(spec.tables, key=lambda one: len(one.dimensions)):
        if table.period == period and has_the_cells(table, question):
            return table.name
    return ""


def has_the_cells(table: Table, question: Question) -> bool:
    if table.mart != question.mart or table.several != question.several:
        return False
    return set(question.dimensions) <= set(table.dimensions)


def table_name(pricing: Pricing) -> str:
    return "_".join([pricing.question.mart, "by", pricing.period, *pricing.question.dimensions])


def declaration(pricing: Pricing, rho: Decimal) -> str:
    """The lines for release.toml."""
    question = pricing.question
    dimensions = ", ".join(f'"{name}"' for name in question.dimensions)
    lines = [
        f"[tables.{table_name(pricing)}]",
        f'mart = "{question.mart}"',
        f'count = "{question.count}"',
        f'period = "{pricing.period}"',
        f"dimensions = [{dimensions}]",
        f"cells_per_person = {question.cells_per_person}",
        *([f'several = "{question.several}"'] if question.several else []),
        f"rho = {rho}",
    ]
    return "\n".join(lines)
