"""How complete the records are, from the published figures of what is not known.

The exact shares never leave the restricted side: these are protected figures like all others, with
their intervals.
"""

from collections.abc import Sequence

from dashboard.figures.compared import Compared, compare_spans
from dashboard.figures.series import Series, codes, periods, series
from dashboard.figures.shares import share, share_in_table
from dashboard.figures.sums import codes_together, over_years, span_name
from dashboard.figures.wording import Change, Figure, change_in_words, in_table
from dashboard.frame.html_tables import table
from dashboard.frame.page_filters import PageFilters
from dashboard.language.texts import _, heading, labels, period
from dashboard.release.facts import Release, Table


def judged_tables(release: Release, population: str) -> list[Table]:
    """The yearly tables that are split by one dimension: each says how often it is not known."""
    return [
        one
        for one in release.tables.values()
        if one.population == population
        and one.period_kind == "year"
        and len(one.dimensions) == 1
        and one.cells_per_person == 1
        and codes(release, one.dimensions[0], residual=True)
    ]


def not_known(release: Release, one: Table, within: Sequence[str]) -> Series:
    """Unknown, not collected and not understood together, year by year."""
    (dimension,) = one.dimensions
    residual = [(code,) for code in codes(release, dimension, residual=True)]
    label = heading(release.vocabulary, dimension)
    return codes_together(release, one, residual, within, label)


def years(release: Release, population: str) -> list[str]:
    return periods(release, judged_tables(release, population)[0].name)


def residual_table(release: Release, population: str, within: Sequence[str]) -> str:
    """A row per dimension, a column per reason, for the chosen years together."""
    judged = judged_tables(release, population)
    reasons = labels(release.vocabulary, judged[0].dimensions[0])
    known = codes(release, judged[0].dimensions[0], residual=True)
    everybody = counted(release, population, within)
    rows = []
    for one in judged:
        parts = series(release, one, [(code,) for code in known], within)
        together = over_years(not_known(release, one, within).figures.values())
        rows.append(
            [
                heading(release.vocabulary, one.dimensions[0]),
                *(in_table(over_years(part.figures.values())) for part in parts),
                in_table(together),
                share_in_table(share(together, everybody)),
            ]
        )
    header = [
        _("Detail"),
        *(reasons[code] for code in known),
        _("Together"),
        _("Share of all persons"),
    ]
    caption = _("Persons without this detail, {period}", period=period(span_name(within)))
    return table(caption, header, rows)


def quality_changes(
    release: Release, population: str, before: Sequence[str], after: Sequence[str]
) -> list[Compared]:
    """Of each detail, whether it was missing more or less often, by the intervals."""
    every = [
        not_known(release, one, [*before, *after]) for one in judged_tables(release, population)
    ]
    return compare_spans(every, before, after)


def changes_table(found: Sequence[Compared], before: Sequence[str], after: Sequence[str]) -> str:
    rows = [
        [one.label, in_table(one.before), in_table(one.after), change_in_words(one.change)]
        for one in found
    ]
    header = [_("Detail"), period(span_name(before)), period(span_name(after)), _("Change")]
    return table(_("Persons without this detail, in two periods"), header, rows, words=(0, 3))


def clear_details(found: Sequence[Compared], kind: Change) -> str:
    """The details that are missing clearly more (or less) often, as a list."""
    return "; ".join(one.label for one in found if one.change is kind)


def halves(within: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Two spans of the same length: the first and the last years of the chosen ones."""
    length = len(within) // 2
    return within[:length], within[-length:]


def choose_detail(judged: Sequence[Table], release: Release, filters: PageFilters) -> Table:
    names = {one.dimensions[0]: one for one in judged}
    detail = filters.one(
        "detail",
        _("Detail"),
        list(names),
        usual=next(iter(names)),
        words=lambda name: heading(release.vocabulary, name),
    )
    return names[detail]


def counted(release: Release, population: str, within: Sequence[str]) -> Figure:
    """All persons of the chosen years."""
    total = next(
        one
        for one in release.tables.values()
        if one.population == population and one.period_kind == "year" and not one.dimensions
    )
    (everybody,) = series(release, total, [()], within)
    return over_years(everybody.figures.values())
