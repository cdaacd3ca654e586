"""How complete the records are, from the published figures of what is not known.

The exact shares never leave the restricted side: these are protected figures like all others, with
their intervals.
"""

from collections.abc import Sequence

from dashboard.figures.compared import Compared, compare_spans
from dashboard.figures.series import Series, codes, periods, series_of_groups
from dashboard.figures.shares import share_in_table, share_of
from dashboard.figures.sums import codes_together, over_years, span_name
from dashboard.figures.wording import Change, Figure, change_in_words, in_table
from dashboard.frame.html_tables import html_table
from dashboard.frame.page_filters import PageFilters
from dashboard.language.texts import _, heading, labels, period
from dashboard.release.facts import Release, Table


def judged_tables(release: Release, population: str) -> list[Table]:
    """The yearly tables that are split by one dimension: each says how often it is not known."""
    return [
        table
        for table in release.tables.values()
        if table.population == population
        and table.period_kind == "year"
        and len(table.dimensions) == 1
        and table.cells_per_person == 1
        and codes(release, table.dimensions[0], residual=True)
    ]


def not_known(release: Release, table: Table, within: Sequence[str]) -> Series:
    """Unknown, not collected and not understood together, year by year."""
    (dimension,) = table.dimensions
    residual = [(code,) for code in codes(release, dimension, residual=True)]
    label = heading(release.vocabulary, dimension)
    return codes_together(release, table, residual, within, label)


def years(release: Release, population: str) -> list[str]:
    return periods(release, judged_tables(release, population)[0].name)


def residual_table(release: Release, population: str, within: Sequence[str]) -> str:
    """A row per dimension, a column per reason, for the chosen years together."""
    judged = judged_tables(release, population)
    reasons = labels(release.vocabulary, judged[0].dimensions[0])
    residual_codes = codes(release, judged[0].dimensions[0], residual=True)
    everybody = counted(release, population, within)
    rows = []
    for table in judged:
        parts = series_of_groups(release, table, [(code,) for code in residual_codes], within)
        together = over_years(not_known(release, table, within).figures.values())
        rows.append(
            [
                heading(release.vocabulary, table.dimensions[0]),
                *(in_table(over_years(part.figures.values())) for part in parts),
                in_table(together),
                share_in_table(share_of(together, everybody)),
            ]
        )
    header = [
        _("Detail"),
        *(reasons[code] for code in residual_codes),
        _("Together"),
        _("Share of all persons"),
    ]
    caption = _("Persons without this detail, {period}", period=period(span_name(within)))
    return html_table(caption, header, rows)


def quality_changes(
    release: Release, population: str, before: Sequence[str], after: Sequence[str]
) -> list[Compared]:
    """Of each detail, whether it was missing more or less often, by the intervals."""
    all_series = [
        not_known(release, table, [*before, *after]) for table in judged_tables(release, population)
    ]
    return compare_spans(all_series, before, after)


def changes_table(
    compared_groups: Sequence[Compared], before: Sequence[str], after: Sequence[str]
) -> str:
    rows = [
        [
            compared.label,
            in_table(compared.before),
            in_table(compared.after),
            change_in_words(compared.change),
        ]
        for compared in compared_groups
    ]
    header = [_("Detail"), period(span_name(before)), period(span_name(after)), _("Change")]
    return html_table(
        _("Persons without this detail, in two periods"), header, rows, text_columns=(0, 3)
    )


def clear_details(compared_groups: Sequence[Compared], kind: Change) -> str:
    """The details that are missing clearly more (or less) often, as a list."""
    return "; ".join(compared.label for compared in compared_groups if compared.change is kind)


def halves(within: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Two spans of the same length: the first and the last years of the chosen ones."""
    length = len(within) // 2
    return within[:length], within[-length:]


def choose_detail(judged: Sequence[Table], release: Release, filters: PageFilters) -> Table:
    names = {table.dimensions[0]: table for table in judged}
    detail = filters.choice(
        "detail",
        _("Detail"),
        list(names),
        usual=next(iter(names)),
        label_of=lambda name: heading(release.vocabulary, name),
    )
    return names[detail]


def counted(release: Release, population: str, within: Sequence[str]) -> Figure:
    """All persons of the chosen years."""
    total = next(
        table
        for table in release.tables.values()
        if table.population == population and table.period_kind == "year" and not table.dimensions
    )
    (everybody,) = series_of_groups(release, total, [()], within)
    return over_years(everybody.figures.values())
