"""The figures of one chart as files: CSV for programs, XLSX with a sheet about them for people.

Both have the interval beside every figure. They hold what the chart shows and nothing else.
"""

import csv
from collections.abc import Sequence
from io import StringIO

from dashboard.cells import Series
from dashboard.chart_frame import Words
from dashboard.figures import in_words
from dashboard.release_file import Release
from dashboard.texts import _, period
from dashboard.workbook_parts import Value, add_sheet, add_table, as_bytes, new_book

CODES = ("group", "period", "value", "lower", "upper", "in_words")


def figures_csv(groups: Sequence[Series]) -> bytes:
    """With a byte order mark, so that spreadsheet programs read the letters right."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(CODES)
    writer.writerows(rows(groups))
    return file.getvalue().encode("utf-8-sig")


def figures_workbook(
    release: Release, words: Words, notes: Sequence[str], groups: Sequence[Series]
) -> bytes:
    book = new_book()
    sheet = add_sheet(book, _("Figures"), words.title, words.subtitle)
    header = [
        _("Group"),
        _("Period"),
        _("Figure"),
        _("Lower end"),
        _("Upper end"),
        _("In words"),
    ]
    add_table(sheet, header, rows(groups), freeze=True)
    about = add_sheet(book, _("About"), words.title, words.subtitle)
    add_table(about, [_("About these figures")], [[note] for note in notes])
    return as_bytes(book, words.title, release.name)


def rows(groups: Sequence[Series]) -> list[list[Value]]:
    """What cannot be has no number: a zero would read as a figure."""
    return [
        [one.label, period(code), None, None, None, in_words(figure)]
        if figure.impossible
        else [one.label, period(code), figure.value, figure.lower, figure.upper, in_words(figure)]
        for one in groups
        for code, figure in one.figures.items()
    ]
