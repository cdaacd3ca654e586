"""The table of an indicator's periods: heading to text, the same on the page and in the PDF."""

from dashboard.indicators.periods import period_label
from dashboard.indicators.phrases import (
    actual_in_table,
    change_in_table,
    number_in_table,
    progress_in_table,
)
from dashboard.indicators.sheet import Sheet
from dashboard.indicators.status import Status, status_words
from dashboard.indicators.values import Actual
from dashboard.language.texts import _


def period_rows(one: Sheet) -> list[dict[str, str]]:
    """Oldest first. Without any target, the columns about targets are left out."""
    return [period_row(one, each, kind) for each, kind in one.dated_rows]


def period_row(one: Sheet, each: Actual, kind: Status) -> dict[str, str]:
    facts = one.one
    row = {_("Period"): period_label(each.period)}
    if has_targets(one):
        row[_("Target")] = number_in_table(facts, each.target)
    row[_("Actual")] = actual_in_table(facts, each)
    if not facts.is_protected:
        row[_("Change")] = change_in_table(facts, each)
    if has_targets(one):
        row |= {_("Progress"): progress_in_table(each), _("Status"): status_words()[kind]}
    return row


def has_targets(one: Sheet) -> bool:
    return any(each.target is not None for each, _kind in one.dated_rows)
