"""What part of all persons each group is, year by year and over all chosen years.

Where the persons are too few or the interval too wide there is no share:
dashboard/figures/shares.py decides. Where that leaves most single years without one, five years are
taken together instead.
"""

from collections.abc import Mapping, Sequence

from dashboard.charts.breakdown import Selection
from dashboard.figures.series import Series, series_of_groups
from dashboard.figures.shares import share_in_table, share_of
from dashboard.figures.sums import over_years, span_name
from dashboard.figures.wording import Figure
from dashboard.frame.html_tables import html_table
from dashboard.language.texts import _, period
from dashboard.release.facts import Release, Table
from dashboard.trends.selection import total_of

TOGETHER, MOST = 5, 0.5
Span = Sequence[str]


def shares_table(
    release: Release, selection: Selection, all_series: Sequence[Series], spans: Sequence[Span]
) -> str:
    """A row per span of periods, each taken together."""
    wholes = totals(release, selection.table, selection.periods)
    rows = []
    for span in spans:
        whole = within(wholes, span)
        shares = [
            share_in_table(share_of(within(series.figures, span), whole)) for series in all_series
        ]
        rows.append([period(span_name(span)), *shares])
    header = [_("Period"), *(series.label for series in all_series)]
    return html_table(_("Share of all persons"), header, rows)


def within(figures: Mapping[str, Figure], span: Span) -> Figure:
    return over_years(figures[code] for code in span)


def single(selection: Selection) -> list[Span]:
    """Each period alone, the latest first."""
    return [[code] for code in reversed(selection.periods)]


def together(selection: Selection) -> list[Span]:
    """All chosen periods, if they are several."""
    return [selection.periods] if len(selection.periods) > 1 else []


def in_fives(selection: Selection) -> list[Span]:
    """Five years each, the latest first; what is left over at the beginning has no row."""
    years = selection.periods
    ends = range(len(years), TOGETHER - 1, -TOGETHER)
    return [years[end - TOGETHER : end] for end in ends if len(years) > TOGETHER]


def mostly_withheld(release: Release, selection: Selection, all_series: Sequence[Series]) -> bool:
    """Whether most shares of single years may not be shown."""
    if selection.table.period_kind != "year":
        return False
    wholes = totals(release, selection.table, selection.periods)
    shares = [
        share_of(series.figures[code], whole)
        for series in all_series
        for code, whole in wholes.items()
    ]
    return shares.count(None) > MOST * len(shares)


def totals(release: Release, table: Table, within: Sequence[str]) -> dict[str, Figure]:
    total = total_of(release, table)
    if total is None:
        return {}
    (everybody,) = series_of_groups(release, total, [()], within)
    return dict(everybody.figures)


def shares_note() -> str:
    return _(
        "Shares of all persons counted in the same period. Three dots: no share, since the "
        "persons are too few or the interval is too wide. More years together give narrower ones."
    )


def fives_note() -> str:
    return _(
        "Most shares of single years may not be shown: too few persons, or too wide an interval. "
        "So five years are taken together."
    )
