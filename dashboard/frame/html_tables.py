"""Tables as plain HTML, which a screen reader reads and a phone scrolls. Every cell is escaped."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from html import escape

from dashboard.figures.series import Series
from dashboard.figures.wording import in_table
from dashboard.language.texts import period


@dataclass(frozen=True, kw_only=True)
class Link:
    """A cell that leads to a source."""

    text: str
    url: str


def html_table(
    caption: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str | Link]],
    text_columns: Collection[int] = (0,),
) -> str:
    """The columns at the places `text_columns` are set to the left; the others are figures."""
    head = "".join(
        f'<th scope="col" class="{kind(place, text_columns)}">{escape(title)}</th>'
        for place, title in enumerate(header)
    )
    body = "".join(f"<tr>{row_html(row, text_columns)}</tr>" for row in rows)
    return (
        f'<div class="table" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def row_html(row: Sequence[str | Link], text_columns: Collection[int]) -> str:
    first, *others = row
    cells = "".join(
        f'<td class="{kind(place, text_columns)}">{cell_html(cell)}</td>'
        for place, cell in enumerate(others, start=1)
    )
    return f'<th scope="row" class="{kind(0, text_columns)}">{cell_html(first)}</th>{cells}'


def kind(place: int, text_columns: Collection[int]) -> str:
    return "words" if place in text_columns else "figure"


def cell_html(cell: str | Link) -> str:
    if isinstance(cell, str):
        return escape(cell)
    if not cell.url.startswith(("https://", "http://")):
        return escape(cell.text)
    return f'<a href="{escape(cell.url)}" rel="noreferrer noopener">{escape(cell.text)}</a>'


def periods_down(caption: str, heading: str, all_series: Sequence[Series]) -> str:
    """A row per period, a column per group."""
    within = list(all_series[0].figures)
    rows = [
        [period(code), *(in_table(series.figures[code]) for series in all_series)]
        for code in reversed(within)
    ]
    return html_table(caption, [heading, *(series.label for series in all_series)], rows)


def periods_across(caption: str, heading: str, all_series: Sequence[Series]) -> str:
    """A row per group, a column per period."""
    within = list(all_series[0].figures)
    rows = [
        [series.label, *(in_table(series.figures[code]) for code in within)]
        for series in all_series
    ]
    return html_table(caption, [heading, *(period(code) for code in within)], rows)
