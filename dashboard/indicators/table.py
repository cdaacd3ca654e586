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
from dashboard.indicators.sheet import Sheet
from dashboard.language.texts import _

MARKS = {
    Status.REACHED: "●",
    Status.NEARLY: "◐",
    Status.BELOW: "○",
    Status.UNDER_WAY: "◔",
}


def indicator_table(caption: str, sheets: Sequence[Sheet], addresses: Sequence[str]) -> str:
    """A row per indicator; `addresses` lead to their reference sheets."""
    rows = [cells(one) for one in sheets]
    titles = [_("Indicator"), *rows[0]]
    head = "".join(f'<th scope="col" role="columnheader">{escape(title)}</th>' for title in titles)
    body = "".join(
        f'<tr role="row"><th scope="row" role="rowheader">{name(one, address)}</th>'
        f"{row_html(row)}</tr>"
        for one, address, row in zip(sheets, addresses, rows, strict=True)
    )
    kind = "context" if sheets[0].one.is_context else "judged"
    return (
        f'<div class="table indicators {kind}" tabindex="0" role="region" '
        f'aria-label="{escape(caption)}"><table role="table"><caption>{escape(caption)}</caption>'
        f'<thead><tr role="row">{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def cells(one: Sheet) -> dict[str, str]:
    """Heading and content of each cell. Context has no target to be measured by."""
    facts = one.one
    found = with_year(one.found, actual_in_table(facts, one.found))
    actual = {_("Actual"): f"<b>{escape(found)}</b>"}
    years = {_("Calendar years"): sparkline(year_bars(facts, one.years))}
    if facts.is_context:
        return actual | years
    before = {
        _("Baseline"): escape(baseline_in_table(facts)),
        _("Target"): escape(number_in_table(facts, one.found.target)),
    }
    after = {_("Progress"): progress(one), _("Status"): standing(one.status)}
    return before | actual | after | years


def row_html(row: Mapping[str, str]) -> str:
    return "".join(
        f'<td role="cell" data-label="{escape(title)}"><div>{cell}</div></td>'
        for title, cell in row.items()
    )


def name(one: Sheet, address: str) -> str:
    facts = one.one
    small = [facts.standard_code, level_words().get(facts.level, facts.level), unit_in_words(facts)]
    return (
        f'<a href="{escape(address)}">{escape(facts.name)}</a>'
        f"<small>{escape(' · '.join(filter(None, small)))}</small>"
    )


def progress(one: Sheet) -> str:
    share = one.found.progress
    if share is None:
        return escape(progress_in_table(one.found))
    width = round(100 * min(max(share, 0), 1))
    return (
        f'<span class="progress"><span style="width:{width}%"></span></span>'
        f"{escape(progress_in_table(one.found))}"
    )


def standing(kind: Status) -> str:
    """The words tell it; the mark only helps the eye, and context has none."""
    mark = f'<span aria-hidden="true">{MARKS[kind]}</span> ' if kind in MARKS else ""
    return f'<span class="status {kind}">{mark}{escape(status_words()[kind])}</span>'


def sparkline(bars: Sequence[Bar]) -> str:
    """Columns on one scale; a protected figure floats between the ends of its interval."""
    if not bars:
        return "\N{EN DASH}"
    spoken = escape("; ".join(f"{each.label}: {each.text}" for each in bars))
    columns = "".join(f"<i>{column(each)}</i>" for each in bars)
    ends = f"<small>{escape(bars[0].label)}\N{EN DASH}{escape(bars[-1].label)}</small>"
    return (
        f'<span class="sparkline" role="img" aria-label="{spoken}" title="{spoken}">'
        f"{columns}</span>{ends}"
    )


def column(each: Bar) -> str:
    kind = "exact" if each.exact else "interval"
    bottom, height = 100 * each.low, max(3.0, 100 * (each.high - each.low))
    return f'<b class="{kind}" style="bottom:{bottom:.1f}%;height:{height:.1f}%"></b>'
