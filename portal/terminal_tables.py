"""Tables on the terminal, in one style: whole words on narrow screens, figures to the right."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from rich import box
from rich.table import Table


def terminal_table(title: str, text_headings: list[str], figure_headings: list[str]) -> Table:
    """An empty table: first the columns of words, then the columns of figures."""
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for heading in text_headings:
        table.add_column(heading, overflow="fold")
    for heading in figure_headings:
        table.add_column(heading, justify="right")
    return table


def by_audience(figures: Mapping[str, int], audiences: Iterable[str]) -> str:
    """'6 / 9 / -', where the third audience has none."""
    return " / ".join(str(figures.get(name, "-")) for name in audiences)


def runs_of_years(
    rows: Iterable[tuple[tuple[str, int], tuple[object, ...]]],
) -> Iterator[tuple[str, ...]]:
    """One row for years of a group that follow each other and have the same figures."""
    for (group, figures), run in groupby(rows, key=lambda row: (row[0][0], row[1])):
        years = [year for (_, year), _ in run]
        years_text = str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"
        yield group, years_text, *map(str, figures)
