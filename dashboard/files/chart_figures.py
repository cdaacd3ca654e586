"""The figures of one chart as files: CSV for programs, XLSX with a sheet about them for people.

Both have the interval beside every figure. They hold what the chart shows and nothing else.
"""

import csv
from collections.abc import Sequence
from io import StringIO

from dashboard.charts.captions import Words
from dashboard.content.office_texts import licence, office_name
from dashboard.figures.series import Series
from dashboard.figures.wording import in_words
from dashboard.files.about import release_line
from dashboard.files.citation import citation
from dashboard.files.workbook_style import (
    Value,
    add_facts,
    add_table,
    add_worksheet,
    as_bytes,
    new_book,
)
from dashboard.language.texts import _, period
from dashboard.release.facts import Release

CODES = ("group", "period", "value", "lower", "upper", "in_words")


def figures_csv(all_series: Sequence[Series]) -> bytes:
    """With a byte order mark, so that spreadsheet programs read the letters right."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(CODES)
    writer.writerows(rows(all_series))
    return file.getvalue().encode("utf-8-sig")


def figures_workbook(
    release: Release, words: Words, notes: Sequence[str], all_series: Sequence[Series]
) -> bytes:
    book = new_book()
    worksheet = add_worksheet(book, _("Figures"), words.title, words.subtitle)
    header = [
        _("Group"),
        _("Period"),
        _("Figure"),
        _("Lower end"),
        _("Upper end"),
        _("In words"),
    ]
    add_table(worksheet, header, rows(all_series), freeze=True)
    about = add_worksheet(book, _("About"), _("About this file"), release_line(release))
    add_facts(about, (_("Field"), _("Value")), facts(release, words, notes))
    return as_bytes(book, words.title, office_name())


def facts(release: Release, words: Words, notes: Sequence[str]) -> list[list[Value]]:
    title = f"{words.title}. {words.subtitle}"
    about: list[list[Value]] = [[_("About these figures"), note] for note in notes]
    return [
        [_("Title"), title],
        *about,
        [_("Release"), release.name],
        [_("Published on"), release.released_on],
        [_("Licence"), f"{licence().name}, {licence().url}"],
        [_("Citation"), citation(release, title)],
    ]


def rows(all_series: Sequence[Series]) -> list[list[Value]]:
    """What cannot be has no number: a zero would read as a figure."""
    return [
        [series.label, period(code), None, None, None, in_words(figure)]
        if figure.impossible
        else [
            series.label,
            period(code),
            figure.value,
            figure.lower,
            figure.upper,
            in_words(figure),
        ]
        for series in all_series
        for code, figure in series.figures.items()
    ]
