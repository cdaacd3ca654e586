"""A published table as rows for a file: codes for programs, words for readers, both with intervals.

Whoever downloads a table gets the interval of every figure in the same row. A structural zero is
marked as what cannot be; no row is left out because of its count.
"""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from dashboard.figures.series import everyone, is_impossible
from dashboard.language.texts import _, heading, labels, period
from dashboard.release.facts import Release, Table

# Of the statistical offices' list of observation status: estimated, and missing as it cannot be.
ESTIMATED, CANNOT_BE = "e", "m"


def coded_header(table: Table) -> list[str]:
    return ["period", *table.dimensions, table.count, "lower", "upper", "obs_status", "release"]


def coded_rows(release: Release, table: Table) -> Iterable[list[object]]:
    for (within, *group), counts in release.counts[table.name].items():
        impossible = is_impossible(release, table.dimensions, tuple(group))
        figures: Sequence[str | int] = ("", "", "") if impossible else counts
        status = CANNOT_BE if impossible else ESTIMATED
        yield [within, *group, *figures, status, release.name]


def worded_header(release: Release, table: Table) -> list[str]:
    split = [heading(release.vocabulary, name) for name in table.dimensions]
    return [_("Period"), *split, counted(table), _("Lower end"), _("Upper end")]


def worded_rows(release: Release, table: Table) -> Iterable[list[Any]]:
    dimension_labels = [labels(release.vocabulary, name) for name in table.dimensions]
    for (within, *group), counts in release.counts[table.name].items():
        named = [
            code_labels.get(code, code)
            for code_labels, code in zip(dimension_labels, group, strict=True)
        ]
        if is_impossible(release, table.dimensions, tuple(group)):
            yield [period(within), *named, _("cannot be"), None, None]
        else:
            yield [period(within), *named, *counts]


def counted(table: Table) -> str:
    """Heading of the column that counts."""
    return {
        "victims": _("Victims"),
        "defendants": _("Defendants"),
        "stages": _("Defendants in this stage"),
    }.get(table.count, everyone(table))


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def table_csv(release: Release, table: Table) -> str:
    return as_csv(coded_header(table), coded_rows(release, table))
