"""The files that donors ask for: spreadsheet, PDF, IATI results. Each is made when asked for."""

import streamlit as st

from dashboard.frame.downloads import SPREADSHEET, download
from dashboard.indicators.files import file_stem, files_of
from dashboard.indicators.pdf import indicator_pdf
from dashboard.indicators.periods import ReportingPeriod
from dashboard.indicators.sheet import ReferenceSheet
from dashboard.language.texts import _
from dashboard.release.facts import Release

PDF = "application/pdf"


def download_all(release: Release, period: ReportingPeriod) -> None:
    offered = [
        ("xlsx", _("Spreadsheet (XLSX)"), SPREADSHEET),
        ("pdf", _("All sheets (PDF)"), PDF),
        ("iati", _("IATI results (XML)"), "application/xml"),
    ]
    files = files_of(release, period)
    with st.container(horizontal=True):
        for kind, label, media_type in offered:
            name, made = files[kind]
            download(label, made, name, media_type)
    st.caption(
        _(
            "The spreadsheet has one sheet for each indicator and one with all values. The IATI "
            "file follows version 2.03; the office enters its identifiers before publishing it."
        )
    )


def download_one(release: Release, sheet: ReferenceSheet) -> None:
    name = file_stem(release, sheet.indicator.code, sheet.period)
    download(_("This sheet (PDF)"), lambda: indicator_pdf(release, [sheet]), f"{name}.pdf", PDF)
