"""The figures that lead the overview, and which of all figures changed clearly.

It picks and compares published figures; what may be said of them is decided in wording.py.
"""

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.figures.series import (
    Series,
    codes,
    everyone,
    groups,
    periods,
    read_figure,
    series_of_groups,
    table_label,
)
from dashboard.figures.wording import Change, Figure, change, clear_leader
from dashboard.language.texts import _
from dashboard.release.facts import Release, Table
from dashboard.release.known_tables import (
    VICTIMS,
    VICTIMS_BY_CHILD,
    VICTIMS_BY_FORM,
    VICTIMS_BY_SEX,
)
from dashboard.release.memory import once

# As many clear changes as fit beside each other in a reader's memory.
MOST = 8


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One group in two years."""

    heading: str
    before: Figure
    after: Figure
    change: Change


def last_two_years(release: Release) -> tuple[str | None, str]:
    """The last year and the one before it, which the first release may not have."""
    years = periods(release, VICTIMS)
    return (years[-2] if len(years) > 1 else None), years[-1]


def waits_for_more(release: Release, last: str) -> bool:
    """Whether a whole year has gone by of which the release tells nothing yet."""
    return release.released_on.year > int(last) + 1


def lead_figures(release: Release) -> list[tuple[str, Callable[[str], Figure]]]:
    """Heading and how to read the figure of a year, for each key count that the release has."""
    key_counts: list[tuple[str, Callable[[str], Figure]]] = []
    if VICTIMS in release.tables:
        key_counts.append(
            (_("Identified victims"), lambda year: read_figure(release, VICTIMS, year))
        )
    if VICTIMS_BY_CHILD in release.tables:
        key_counts.append(
            (
                _("Children (0 to 17 years)"),
                lambda year: read_figure(release, VICTIMS_BY_CHILD, year, child_adult="child"),
            )
        )
    if VICTIMS_BY_SEX in release.tables:
        key_counts.append(
            (
                _("Women and girls"),
                lambda year: read_figure(release, VICTIMS_BY_SEX, year, sex="female"),
            )
        )
    return key_counts


def leading_form(release: Release, year: str) -> tuple[str | None, Figure | None]:
    """The form recorded most often, only if no other form's interval touches its own."""
    figures = {
        code: read_figure(release, VICTIMS_BY_FORM, year, form=code)
        for code in codes(release, "form")
    }
    leader = clear_leader(figures)
    return leader, figures[leader] if leader else None


@once
def comparisons(release: Release, before: str, after: str) -> list[Comparison]:
    """Every group of every yearly table in two years, judged together; residual codes left out."""
    pairs = [
        (heading, earlier, later)
        for table in release.tables.values()
        if table.period_kind == "year" and {before, after} <= set(periods(release, table.name))
        for heading, earlier, later in pairs_of(release, table, before, after)
    ]
    return [
        Comparison(
            heading=heading,
            before=earlier,
            after=later,
            change=change(earlier, later, comparisons=len(pairs)),
        )
        for heading, earlier, later in pairs
    ]


def pairs_of(
    release: Release, table: Table, before: str, after: str
) -> list[tuple[str, Figure, Figure]]:
    every_code = {dimension: codes(release, dimension) for dimension in table.dimensions}
    all_series = series_of_groups(release, table, groups(table, every_code), [before, after])
    return [
        (group_heading(release, table, series), series.figures[before], series.figures[after])
        for series in all_series
    ]


def group_heading(release: Release, table: Table, series: Series) -> str:
    """Victims are what most tables count: only the others say whom they count."""
    if not table.dimensions:
        return series.label
    heading = f"{table_label(release, table)}: {series.label}"
    return f"{everyone(table)} · {heading}" if table.population != "victims" else heading


def clear_changes(all_comparisons: list[Comparison]) -> list[Comparison]:
    clear = [
        comparison for comparison in all_comparisons if comparison.change is not Change.NOT_CLEAR
    ]
    return sorted(
        clear, key=lambda comparison: -abs(comparison.after.value - comparison.before.value)
    )[:MOST]
