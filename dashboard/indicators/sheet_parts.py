"""The parts of one indicator's page: where it stands, its periods, its disaggregations as bars."""

from html import escape

from dashboard.frame.html_tables import table
from dashboard.indicators.phrases import (
    actual_in_words,
    baseline_in_words,
    number_in_table,
    unit_in_words,
    with_year,
)
from dashboard.indicators.sheet import Sheet, period_rows
from dashboard.indicators.table import progress, standing
from dashboard.language.texts import _


def stand(one: Sheet) -> str:
    facts = one.one
    shown = [
        (_("Actual"), with_year(one.found, actual_in_words(facts, one.found))),
        (_("Target"), number_in_table(facts, one.found.target)),
        (_("Baseline"), baseline_in_words(facts)),
        (_("Unit of counting"), unit_in_words(facts)),
    ]
    sections = "".join(
        f"<section><h2>{escape(title)}</h2><p>{escape(text)}</p></section>" for title, text in shown
    )
    bar = "" if one.found.progress is None else progress(one)
    return (
        f'<div class="stand four">{sections}<section class="wide">{bar}'
        f"<div>{standing(one.status)}</div></section></div>"
    )


def period_table(one: Sheet) -> str:
    """Newest first."""
    rows = list(reversed(period_rows(one)))
    header = list(rows[0])
    words = [place for place, title in enumerate(header) if title in (_("Period"), _("Status"))]
    return table(_("By period"), header, [list(row.values()) for row in rows], words=words)
