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


def table(
    caption: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str | Link]],
    words: Collection[int] = (0,),
) -> str:
    """The columns at the places `words` are set to the left; the others are figures."""
    head = "".join(
        f'<th scope="col" class="{kind(place, words)}">{escape(title)}</th>'
        for place, title in enumerate(header)
    )
    body = "".join(f"<tr>{row_html(row, words)}</tr>" for row in rows)
    return (
        f'<div class="table" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def row_html(row: Sequence[str | Link], words: Collection[int]) -> str:
    first, *others = row
    cells = "".join(
        f'<td class="{kind(place, words)}">{cell_html(cell)}</td>'
        for place, cell in enumerate(others, start=1)
    )
    return f'<th scope="row" class="{kind(0, words)}">{cell_html(first)}</th>{cells}'


def kind(place: int, words: Collection[int]) -> str:
    return "words" if place in words else "figure"


def cell_html(cell: str | Link) -> str:
    if isinstance(cell, str):
        return escape(cell)
    if not cell.url.startswith(("https://", "http://")):
        return escape(cell.text)
    return f'<a href="{escape(cell.url)}" rel="noreferrer noopener">{escape(cell.text)}</a>'


def periods_down(caption: str, heading: str, groups: Sequence[Series]) -> str:
    """A row per period, a column per group."""
    within = list(groups[0].figures)
    rows = [
        [period(code), *(in_table(one.figures[code]) for one in groups)]
        for code in reversed(within)
    ]
    return table(caption, [heading, *(one.label for one in groups)], rows)


def periods_across(caption: str, heading: str, groups: Sequence[Series]) -> str:
    """A row per group, a column per period."""
    within = list(groups[0].figures)
    rows = [[one.label, *(in_table(one.figures[code]) for code in within)] for one in groups]
    return table(caption, [heading, *(period(code) for code in within)], rows)
