"""The yearly total beside the totals that others have printed, with their source and definition."""

from dashboard.content.registry_words import in_own_words
from dashboard.figures.series import Series, periods, series_of_groups
from dashboard.figures.wording import in_table
from dashboard.frame.html_tables import Link, html_table
from dashboard.language.texts import _, count
from dashboard.release.facts import Release
from dashboard.release.known_tables import VICTIMS
from dashboard.release.memory import once


def yearly_total(release: Release) -> Series:
    (only,) = series_of_groups(release, release.tables[VICTIMS], [()], periods(release, VICTIMS))
    return only


@once
def published_points(release: Release) -> list[tuple[int, int, str]]:
    """Totals that others have printed, of the years that this release covers."""
    covered = periods(release, VICTIMS)
    rows = release.published_totals.to_dict("records")
    return [
        (int(row["year"]), int(row["victims"]), in_own_words(row["source"]))
        for row in rows
        if str(row["year"]) in covered
    ]


@once
def published_table(release: Release, years: Series) -> str:
    printed = release.published_totals.to_dict("records")
    rows: list[list[str | Link]] = []
    for year, ours in reversed(list(years.figures.items())):
        same_year = [row for row in printed if str(row["year"]) == year]
        rows.extend(
            [
                year,
                in_table(ours),
                count(row["victims"]),
                source(row),
                in_own_words(row["definition"]),
            ]
            for row in same_year
        )
        if not same_year:
            rows.append([year, in_table(ours), "\N{EN DASH}", "", ""])
    header = [_("Year"), _("Protected figure"), _("Published total"), _("Source"), _("Definition")]
    return html_table(_("Identified victims by year"), header, rows, text_columns=(0, 3, 4))


def source(row: dict[str, object]) -> Link:
    return Link(text=in_own_words(row["source"]), url=str(row["url"]))
