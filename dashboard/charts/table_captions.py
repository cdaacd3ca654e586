"""What a chart says of the table that it shows: unit and period, whose records, what to beware of.

The one place where a table's population and its double counts become words around a chart.
"""

from dashboard.charts.captions import Counted, Words
from dashboard.language.texts import _, period
from dashboard.release.facts import Table


def words_of(table: Table, title: str, subtitle: str) -> Words:
    return Words(title=title, subtitle=subtitle, notes=tuple(notes_of(table)), counted=whose(table))


def whose(table: Table) -> Counted:
    return Counted.DEFENDANTS if table.population == "defendants" else Counted.VICTIMS


def in_period(table: Table, within: str) -> str:
    """The unit and a period, or several periods already written out."""
    if table.population == "defendants":
        return _("Defendants, {period}", period=period(within))
    return _("Persons, {period}", period=period(within))


def from_to(table: Table, first: str, last: str) -> str:
    """The unit and the ends of several periods."""
    ends = {"first": period(first), "last": period(last)}
    if table.population == "defendants":
        return _("Defendants, {first} to {last}", **ends)
    return _("Persons, {first} to {last}", **ends)


def notes_of(table: Table) -> list[str]:
    """Where the cells do not add up to persons."""
    if table.several:
        return [
            _(
                "Of these, at most {n} are counted for each person, those that stand first in the "
                "list. So the later ones are counted too seldom, and the sum is not persons.",
                n=table.cells_per_person,
            )
        ]
    if table.mart == "proceedings":
        return [
            _(
                "A defendant is counted in the year of each stage, so the stages of one year do "
                "not add up to persons."
            )
        ]
    return []
