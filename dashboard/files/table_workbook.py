"""A published table as a spreadsheet: figures in words, what its columns mean, where it is from."""

from dashboard.charts.captions import example_note
from dashboard.content.office_texts import licence, office_name
from dashboard.files.about import protection, release_line
from dashboard.files.citation import citation
from dashboard.files.column_meanings import dictionary, dictionary_header, limits, table_meaning
from dashboard.files.table_rows import worded_header, worded_rows
from dashboard.files.workbook_style import (
    Value,
    add_facts,
    add_table,
    add_worksheet,
    as_bytes,
    new_book,
)
from dashboard.language.texts import _, period
from dashboard.release.facts import Release, Table


def table_workbook(release: Release, table: Table) -> bytes:
    book = new_book()
    title = table_meaning(release, table)
    data = add_worksheet(book, _("Data"), title, release_line(release))
    rows: list[list[Value]] = [[*row] for row in worded_rows(release, table)]
    add_table(data, worded_header(release, table), rows, freeze=True)
    columns = add_worksheet(
        book, _("Columns"), _("What the columns of the CSV file mean"), table.name
    )
    add_table(columns, dictionary_header(), dictionary(release, table))
    about = add_worksheet(book, _("About"), _("About this file"), release_line(release))
    add_facts(about, (_("Field"), _("Value")), table_facts(release, table))
    return as_bytes(book, title, office_name())


def table_facts(release: Release, table: Table) -> list[list[Value]]:
    within = sorted({key[0] for key in release.counts[table.name]})
    rows: list[list[Value]] = [
        [_("Title"), table_meaning(release, table)],
        [_("Table"), table.name],
        [_("Source"), office_name()],
        [_("Release"), release.name],
        [_("Published on"), release.released_on],
        [_("Periods"), f"{period(within[0])} … {period(within[-1])}"],
        [_("Protected figures"), protection()],
        [_("Adding up"), limits(table)],
        [_("Whom it counts"), identified()],
        [_("Licence"), f"{licence().name}, {licence().url}"],
        [_("Citation"), citation(release, table_meaning(release, table))],
    ]
    return [*rows, [_("Note"), example_note()]] if release.fictional else rows


def identified() -> str:
    return _("These are people identified by authorities, not all victims.")
