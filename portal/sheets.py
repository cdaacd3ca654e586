"""Tables on the terminal, in one style: whole words on narrow screens, figures to the right."""

from rich import box
from rich.table import Table


def sheet(title: str, texts: list[str], figures: list[str]) -> Table:
    """An empty table: first the columns of words, then the columns of figures."""
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for heading in texts:
        table.add_column(heading, overflow="fold")
    for heading in figures:
        table.add_column(heading, justify="right")
    return table
