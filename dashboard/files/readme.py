"""What must be known before the data are used, as one text file in the reader's language."""

from textwrap import fill

from dashboard.content.office_texts import licence, office_name
from dashboard.files.about import protection, release_line
from dashboard.files.citation import citation
from dashboard.files.column_meanings import own_limits, plain, table_meaning
from dashboard.language.texts import _
from dashboard.release.facts import Release

WIDTH = 92


def readme(release: Release) -> str:
    title = _("Statistics on trafficking in human beings")
    parts = [
        title,
        office_name(),
        release_line(release),
        section(_("What is counted"), counted()),
        section(_("How sure the figures are"), protection()),
        section(_("Files"), files()),
        section(_("Tables"), *table_lines(release)),
        section(_("Made-up rows"), synthetic_note()),
        section(_("Licence"), f"{licence().name}: {licence().url}"),
        section(_("Citation"), citation(release, title)),
    ]
    return "\n\n".join(parts) + "\n"


def section(title: str, *paragraphs: str) -> str:
    body = "\n".join(fill(text, WIDTH, break_on_hyphens=False) for text in paragraphs)
    return f"{title.upper()}\n{body}"


def table_lines(release: Release) -> list[str]:
    return [
        f"{table.name}: {table_meaning(release, table)}. {own_limits(table)}"
        for table in release.tables.values()
    ]


def counted() -> str:
    return _(
        "Persons recorded by a competent body as possible or actual victims, once each, in the "
        "year of first identification; and defendants, in the year of the first record. These are "
        "people identified by authorities, not all victims."
    )


def files() -> str:
    return plain(
        _(
            "`csv/`: each table with codes. `xlsx/`: each table in words, with its columns "
            "explained. `columns.csv`: what the columns mean. `codes.csv`: all codes in five "
            "languages. `published_totals.csv`: totals that others have printed. "
            "`datapackage.json`: the same description for programs."
        )
    )


def synthetic_note() -> str:
    return _(
        "Made up from the published tables: no row is a real person. For trying out programs and "
        "for teaching, not for findings."
    )
