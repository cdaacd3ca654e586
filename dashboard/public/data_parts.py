"""The parts of the download page: the package, one table with its codes, the list of all."""

import streamlit as st

from dashboard.figures.series import periods
from dashboard.files.column_meanings import dictionary, dictionary_header, limits, table_meaning
from dashboard.files.package import ENCODING, data_package
from dashboard.files.table_rows import table_csv
from dashboard.files.table_workbook import table_workbook
from dashboard.frame.downloads import SPREADSHEET, download
from dashboard.frame.html_tables import html_table
from dashboard.frame.page_filters import PageFilters
from dashboard.language.texts import _, language, period
from dashboard.release.facts import Release, Table

TABLE = "table"


def download_package(release: Release) -> None:
    download(
        _("All data (ZIP)"),
        lambda: data_package(release),
        f"{release.name}_{language()}.zip",
        "application/zip",
    )
    st.caption(
        _(
            "All tables as CSV and as spreadsheets, the codes, the made-up rows, and a text that "
            "says how to use them."
        )
    )


def download_table(release: Release, filters: PageFilters) -> Table:
    names = list(release.tables)
    name = filters.choice(
        TABLE,
        _("Table"),
        names,
        usual=names[0],
        label_of=lambda name: table_meaning(release, release.tables[name]),
    )
    chosen = release.tables[name]
    stem = f"{release.name}_{name}"
    with st.container(horizontal=True):
        download(
            _("Table with codes (CSV)"),
            lambda: table_csv(release, chosen).encode(ENCODING),
            f"{stem}.csv",
            "text/csv",
        )
        download(
            _("Table in words (XLSX)"),
            lambda: table_workbook(release, chosen),
            f"{stem}_{language()}.xlsx",
            SPREADSHEET,
        )
    st.caption(limits(chosen))
    return chosen


def codes_table(release: Release, chosen: Table) -> str:
    """Without the column of codes where the table has none."""
    rows = dictionary(release, chosen)
    width = 3 if chosen.dimensions else 2
    header = dictionary_header()[:width]
    caption = _("What the columns of the CSV file mean")
    return html_table(caption, header, [row[:width] for row in rows], text_columns=range(width))


def tables_list(release: Release) -> str:
    rows = [
        [table_meaning(release, table), covered(release, table), table.name]
        for table in release.tables.values()
    ]
    header = [_("Table"), _("Periods"), _("Name of the file")]
    return html_table(_("All tables"), header, rows, (0, 1, 2))


def covered(release: Release, table: Table) -> str:
    table_periods = periods(release, table.name)
    if len(table_periods) == 1:
        return period(table_periods[0])
    if table.period_kind == "year":
        return period(f"{table_periods[0]}-{table_periods[-1]}")
    return f"{period(table_periods[0])} … {period(table_periods[-1])}"
