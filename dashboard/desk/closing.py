"""The release desk's calendar and plan: which period closes when, and what is measured then.

What will be measured is known from the declared tables and the periods measured so far. It must not
be read as a draw: that is for the restricted side alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.figures.accounts import population_label, populations
from dashboard.figures.series import periods, table_label
from dashboard.frame.html_tables import html_table
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


def next_closings(release: Release) -> list[Closing]:
    """The next period of each kind and population, the first to close first."""
    closings = [
        next_closing(release, kind, population, tables)
        for population in populations(release)
        for kind in KINDS
        if (tables := tables_of(release, kind, population))
    ]
    return sorted(closings, key=lambda closing: (closing.last_day, closing.kind))


def tables_of(release: Release, kind: str, population: str) -> list[Table]:
    return [
        table
        for table in release.tables.values()
        if table.period_kind == kind and table.population == population
    ]


def next_closing(release: Release, kind: str, population: str, tables: Sequence[Table]) -> Closing:
    latest = max(periods(release, table.name)[-1] for table in tables)
    following = next_period(kind, latest)
    return Closing(
        period=following,
        last_day=last_day(following),
        kind=kind,
        population=population,
        tables=len(tables),
        rho=sum(table.rho for table in tables),
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


def calendar_table(closings: Sequence[Closing], today: date) -> str:
    rows = [
        [
            period(closing.period),
            population_label(closing.population),
            day(closing.last_day),
            _("Over: can be measured once its data are complete")
            if closing.is_over(today)
            else _("Still running"),
            count(closing.tables),
            small_decimal(closing.rho),
        ]
        for closing in closings
    ]
    header = [
        _("Period"),
        _("Who is counted"),
        _("Last day"),
        _("State"),
        _("Tables to measure"),
        _("Cost to each person (rho)"),
    ]
    return html_table(_("What closes when"), header, rows, text_columns=(0, 1, 2, 3))


@once
def plan_table(release: Release) -> str:
    rows = [
        [
            table_label(release, table),
            population_label(table.population),
            count(number_of_cells(release, table.dimensions)),
            small_decimal(table.rho),
            f"±\N{NO-BREAK SPACE}{count(table.published_margin)}",
        ]
        for table in release.tables.values()
    ]
    header = [
        _("Table"),
        _("Who is counted"),
        _("Cells in a period"),
        _("Cost to each person (rho)"),
        _("Expected margin"),
    ]
    return html_table(
        _("What each table costs and how sure it is"), header, rows, text_columns=(0, 1)
    )


def number_of_cells(release: Release, dimensions: Sequence[str]) -> int:
    sizes = release.vocabulary.groupby("dimension").size()
    cells = 1
    for dimension in dimensions:
        cells *= int(sizes[dimension])
    return cells
