"""The parts of one indicator's page: where it stands, its periods, its disaggregations as bars."""

from html import escape

from dashboard.frame.html_tables import html_table
from dashboard.indicators.phrases import (
    actual_in_words,
    baseline_in_words,
    number_in_table,
    unit_in_words,
    with_year,
)
from dashboard.indicators.sheet import ReferenceSheet, period_rows
from dashboard.indicators.table import progress, standing
from dashboard.language.texts import _


def stand(sheet: ReferenceSheet) -> str:
    indicator = sheet.indicator
    entries = [
        (_("Actual"), with_year(sheet.actual, actual_in_words(indicator, sheet.actual))),
        (_("Target"), number_in_table(indicator, sheet.actual.target)),
        (_("Baseline"), baseline_in_words(indicator)),
        (_("Unit of counting"), unit_in_words(indicator)),
    ]
    sections = "".join(
        f"<section><h2>{escape(title)}</h2><p>{escape(text)}</p></section>"
        for title, text in entries
    )
    bar = "" if sheet.actual.progress is None else progress(sheet)
    return (
        f'<div class="stand four">{sections}<section class="wide">{bar}'
        f"<div>{standing(sheet.status)}</div></section></div>"
    )


def period_table(sheet: ReferenceSheet) -> str:
    """Newest first."""
    rows = list(reversed(period_rows(sheet)))
    header = list(rows[0])
    text_columns = [
        place for place, title in enumerate(header) if title in (_("Period"), _("Status"))
    ]
    return html_table(
        _("By period"), header, [list(row.values()) for row in rows], text_columns=text_columns
    )
