"""What each column of a downloaded table means, in the reader's language."""

from dashboard.charts.table_captions import notes_of
from dashboard.figures.series import codes, table_label
from dashboard.files.table_rows import coded_header, counted
from dashboard.language.texts import _, heading, labels
from dashboard.release.facts import Release, Table


def dictionary_header() -> list[str]:
    return [_("Column"), _("Meaning"), _("Codes")]


def dictionary(release: Release, table: Table) -> list[list[str]]:
    return [[name, meaning(release, table, name), code_list(release, name, table)]
            for name in coded_header(table)]  # fmt: skip


def meaning(release: Release, table: Table, name: str) -> str:
    if name in table.dimensions:
        return heading(release.vocabulary, name)
    return {
        "period": _("Year, quarter or five years. A quarter 0 holds those of unknown day."),
        table.count: counted(table),
        "lower": _("Lower end of the interval, right 19 times out of 20"),
        "upper": _("Upper end of the interval, right 19 times out of 20"),
        "obs_status": plain(
            _("`e`: estimated, with a random change. `m`: cannot be, a structural zero.")
        ),
        "release": _("Name of the release that the figure comes from"),
    }[name]


def plain(text: str) -> str:
    """Without the marks that tell translators which words stay as they are."""
    return text.replace("`", "")


def code_list(release: Release, name: str, table: Table) -> str:
    if name not in table.dimensions:
        return ""
    code_labels = labels(release.vocabulary, name)
    all_codes = [*codes(release, name), *codes(release, name, residual=True)]
    return "; ".join(f"{code} = {code_labels[code]}" for code in all_codes)


def table_meaning(release: Release, table: Table) -> str:
    """What a table counts and how it is split, for lists of tables."""
    if not table.dimensions:
        return table_label(release, table)
    return f"{counted(table)} · {table_label(release, table)}"


def limits(table: Table) -> str:
    """What must be known before cells of the table are added up."""
    return own_limits(table) or _(
        "Parts add up to totals. The ends of intervals do not: a sum is surer than its parts."
    )


def own_limits(table: Table) -> str:
    """Only where the table differs from the others."""
    return " ".join(notes_of(table))
