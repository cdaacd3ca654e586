"""The table of all indicators as HTML: a screen reader reads it, a phone shows it as cards.

A table that is laid out as cards is none to some browsers, so its roles are said outright.
Bars and sparklines are drawn by the style sheet; each says in words what it shows. Every text is
escaped.
"""

from collections.abc import Mapping, Sequence
from html import escape

from dashboard.indicators.bars import Bar, year_bars
from dashboard.indicators.phrases import (
    Status,
    actual_in_table,
    baseline_in_table,
    number_in_table,
    progress_in_table,
    status_words,
    unit_in_words,
    with_year,
)
from dashboard.indicators.registry import level_words
from dashboard.indicators.sheet import ReferenceSheet
from dashboard.language.texts import _

MARKS = {
    Status.REACHED: "●",
    Status.NEARLY: "◐",
    Status.BELOW: "○",
    Status.UNDER_WAY: "◔",
}


def indicator_table(
    caption: str, sheets: Sequence[ReferenceSheet], addresses: Sequence[str]
) -> str:
    """A row per indicator; `addresses` lead to their reference sheets."""
    rows = [cells(sheet) for sheet in sheets]
    titles = [_("Indicator"), *rows[0]]
    head = "".join(f'<th scope="col" role="columnheader">{escape(title)}</th>' for title in titles)
    body = "".join(
        f'<tr role="row"><th scope="row" role="rowheader">{name(sheet, address)}</th>'
        f"{row_html(row)}</tr>"
        for sheet, address, row in zip(sheets, addresses, rows, strict=True)
    )
    kind = "context" if sheets[0].indicator.is_context else "judged"
    return (
        f'<div class="table indicators {kind}" tabindex="0" role="region" '
        f'aria-label="{escape(caption)}"><table role="table"><caption>{escape(caption)}</caption>'
        f'<thead><tr role="row">{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def cells(sheet: ReferenceSheet) -> dict[str, str]:
    """Heading and content of each cell. Context has no target to be measured by."""
    indicator = sheet.indicator
    actual_text = with_year(sheet.actual, actual_in_table(indicator, sheet.actual))
    actual_cell = {_("Actual"): f"<b>{escape(actual_text)}</b>"}
    years = {_("Calendar years"): sparkline(year_bars(indicator, sheet.years))}
    if indicator.is_context:
        return actual_cell | years
    before = {
        _("Baseline"): escape(baseline_in_table(indicator)),
        _("Target"): escape(number_in_table(indicator, sheet.actual.target)),
    }
    after = {_("Progress"): progress(sheet), _("Status"): standing(sheet.status)}
    return before | actual_cell | after | years


def row_html(row: Mapping[str, str]) -> str:
    return "".join(
        f'<td role="cell" data-label="{escape(title)}"><div>{cell}</div></td>'
        for title, cell in row.items()
    )


def name(sheet: ReferenceSheet, address: str) -> str:
    indicator = sheet.indicator
    small = [
        indicator.standard_code,
        level_words().get(indicator.level, indicator.level),
        unit_in_words(indicator),
    ]
    return (
        f'<a href="{escape(address)}">{escape(indicator.name)}</a>'
        f"<small>{escape(' · '.join(filter(None, small)))}</small>"
    )


def progress(sheet: ReferenceSheet) -> str:
    share = sheet.actual.progress
    if share is None:
        return escape(progress_in_table(sheet.actual))
    width = round(100 * min(max(share, 0), 1))
    return (
        f'<span class="progress"><span style="width:{width}%"></span></span>'
        f"{escape(progress_in_table(sheet.actual))}"
    )


def standing(kind: Status) -> str:
    """The words tell it; the mark only helps the eye, and context has none."""
    mark = f'<span aria-hidden="true">{MARKS[kind]}</span> ' if kind in MARKS else ""
    return f'<span class="status {kind}">{mark}{escape(status_words()[kind])}</span>'


def sparkline(bars: Sequence[Bar]) -> str:
    """Columns on one scale; a protected figure floats between the ends of its interval."""
    if not bars:
        return "\N{EN DASH}"
    spoken = escape("; ".join(f"{bar.label}: {bar.text}" for bar in bars))
    columns = "".join(f"<i>{column(bar)}</i>" for bar in bars)
    ends = f"<small>{escape(bars[0].label)}\N{EN DASH}{escape(bars[-1].label)}</small>"
    return (
        f'<span class="sparkline" role="img" aria-label="{spoken}" title="{spoken}">'
        f"{columns}</span>{ends}"
    )


def column(bar: Bar) -> str:
    kind = "exact" if bar.exact else "interval"
    bottom, height = 100 * bar.low, max(3.0, 100 * (bar.high - bar.low))
    return f'<b class="{kind}" style="bottom:{bottom:.1f}%;height:{height:.1f}%"></b>'
