"""What part of all persons each group is, year by year and over all chosen years.

Where the persons are too few or the interval too wide there is no share: shares.py decides.
"""

from collections.abc import Sequence

from dashboard.cells import Series, series
from dashboard.figures import Figure
from dashboard.release_file import Release, Table
from dashboard.shares import share, share_in_table
from dashboard.sums import over_years, span_name
from dashboard.tables import table
from dashboard.texts import _, period
from dashboard.trend_filters import Selection, total_of


def shares_table(release: Release, selection: Selection, shown: Sequence[Series]) -> str:
    wholes = totals(release, selection.table, selection.periods)
    together = over_years(wholes.values())
    first = [share_in_table(share(over_years(one.figures.values()), together)) for one in shown]
    rows = [
        [period(code), *(share_in_table(share(one.figures[code], whole)) for one in shown)]
        for code, whole in reversed(wholes.items())
    ]
    if len(rows) > 1:
        rows.insert(0, [period(span_name(selection.periods)), *first])
    header = [_("Period"), *(one.label for one in shown)]
    return table(_("Share of all persons"), header, rows)


def totals(release: Release, declared: Table, within: Sequence[str]) -> dict[str, Figure]:
    (everybody,) = series(release, total_of(release, declared), [()], within)
    return dict(everybody.figures)


def shares_note() -> str:
    return _(
        "Shares of all persons counted in the same period. Three dots: no share, since the "
        "persons are too few or the interval is too wide. More years together give narrower ones."
    )
