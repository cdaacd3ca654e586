"""The release desk's calendar and plan: which period closes when, and what is measured then.

What will be measured is known from the declared tables and the periods measured so far. It must not
be read as a draw: that is for the restricted side alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.figures.accounts import population_label, populations
from dashboard.figures.series import periods, table_label
from dashboard.frame.html_tables import table
from dashboard.language.texts import _, count, day, period, small_decimal
from dashboard.release.facts import Release, Table
from dashboard.release.memory import once

KINDS = ("quarter", "year", "five_years")


@dataclass(frozen=True, kw_only=True)
class Closing:
    """A period that is not measured yet, its last day, and what it costs whom."""

    period: str
    last_day: date
    kind: str
    population: str
    tables: int
    rho: float

    def is_over(self, today: date) -> bool:
        return self.last_day < today


def closings(release: Release) -> list[Closing]:
    """The next period of each kind and population, the first to close first."""
    found = [
        next_closing(release, kind, population, declared)
        for population in populations(release)
        for kind in KINDS
        if (declared := tables_of(release, kind, population))
    ]
    return sorted(found, key=lambda one: (one.last_day, one.kind))


def tables_of(release: Release, kind: str, population: str) -> list[Table]:
    return [
        one
        for one in release.tables.values()
        if one.period_kind == kind and one.population == population
    ]


def next_closing(
    release: Release, kind: str, population: str, declared: Sequence[Table]
) -> Closing:
    latest = max(periods(release, one.name)[-1] for one in declared)
    following = next_period(kind, latest)
    return Closing(
        period=following,
        last_day=last_day(following),
        kind=kind,
        population=population,
        tables=len(declared),
        rho=sum(one.rho for one in declared),
    )


def next_period(kind: str, latest: str) -> str:
    if kind == "year":
        return str(int(latest) + 1)
    if kind == "five_years":
        first = int(latest[:4]) + 5
        return f"{first}-{first + 4}"
    year, quarter = int(latest[:4]), int(latest[-1])
    return f"{year + 1}-Q1" if quarter == 4 else f"{year}-Q{quarter + 1}"


def last_day(following: str) -> date:
    if "Q" in following:
        year, quarter = int(following[:4]), int(following[-1])
        return date(year + quarter // 4, quarter % 4 * 3 + 1, 1) - timedelta(days=1)
    return date(int(following[-4:]), 12, 31)


def calendar_table(found: Sequence[Closing], today: date) -> str:
    rows = [
        [
            period(one.period),
            population_label(one.population),
            day(one.last_day),
            _("Over: can be measured once its data are complete")
            if one.is_over(today)
            else _("Still running"),
            count(one.tables),
            small_decimal(one.rho),
        ]
        for one in found
    ]
    header = [
        _("Period"),
        _("Who is counted"),
        _("Last day"),
        _("State"),
        _("Tables to measure"),
        _("Cost to each person (rho)"),
    ]
    return table(_("What closes when"), header, rows, words=(0, 1, 2, 3))


@once
def plan_table(release: Release) -> str:
    rows = [
        [
            table_label(release, one),
            population_label(one.population),
            count(number_of_cells(release, one.dimensions)),
            small_decimal(one.rho),
            f"±\N{NO-BREAK SPACE}{count(one.published_margin)}",
        ]
        for one in release.tables.values()
    ]
    header = [
        _("Table"),
        _("Who is counted"),
        _("Cells in a period"),
        _("Cost to each person (rho)"),
        _("Expected margin"),
    ]
    return table(_("What each table costs and how sure it is"), header, rows, words=(0, 1))


def number_of_cells(release: Release, dimensions: Sequence[str]) -> int:
    sizes = release.vocabulary.groupby("dimension").size()
    cells = 1
    for dimension in dimensions:
        cells *= int(sizes[dimension])
    return cells
