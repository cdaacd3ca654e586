"""Read figures and series out of a release's tables. It computes nothing new about the counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from dashboard.figures.wording import Figure
from dashboard.language.texts import RESIDUALS, _, heading, labels
from dashboard.release.facts import Release, Table

Group = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Series:
    """The figures of one group, by period."""

    label: str
    figures: Mapping[str, Figure]


def read_figure(release: Release, table: str, period: str, **codes: str) -> Figure:
    dimensions = release.tables[table].dimensions
    group = tuple(codes[dimension] for dimension in dimensions)
    impossible = is_impossible(release, dimensions, group)
    return published(release.counts[table][period, *group], impossible)


def published(counts: tuple[int, int, int], impossible: bool = False) -> Figure:
    value, lower, upper = counts
    return Figure(value=value, lower=lower, upper=upper, impossible=impossible)


def is_impossible(release: Release, dimensions: Sequence[str], group: Group) -> bool:
    """Whether nobody can be in the group: its zero is structural, and no small figure."""
    pairs = list(zip(dimensions, group, strict=True))
    return any((*pair, *other) in release.forbidden for pair, other in product(pairs, pairs))


def periods(release: Release, table: str) -> list[str]:
    return sorted({period for period, *_codes in release.counts[table]})


def codes(release: Release, dimension: str, residual: bool = False) -> list[str]:
    """The codes of a dimension, in order: those that say something, or the residual ones."""
    code_labels = labels(release.vocabulary, dimension)
    return [code for code in code_labels if (code in RESIDUALS) == residual]


def groups(table: Table, chosen: Mapping[str, list[str]]) -> list[Group]:
    """Every combination of the chosen codes; one empty combination for a table of totals."""
    return list(product(*(chosen[dimension] for dimension in table.dimensions)))


def residual_groups(release: Release, table: Table, chosen: Mapping[str, list[str]]) -> list[Group]:
    """The combinations of the chosen codes in which at least one detail is not known."""
    wider = {name: [*chosen[name], *codes(release, name, True)] for name in table.dimensions}
    return [group for group in groups(table, wider) if set(group) & set(RESIDUALS)]


def series_of_groups(
    release: Release, table: Table, chosen: Sequence[Group], within: Sequence[str]
) -> list[Series]:
    """One series per group, over the periods `within`."""
    counts = release.counts[table.name]
    all_series = []
    for group in chosen:
        impossible = is_impossible(release, table.dimensions, group)
        figures = {period: published(counts[period, *group], impossible) for period in within}
        label = group_label(release, table.dimensions, group) if group else everyone(table)
        all_series.append(Series(label=label, figures=figures))
    return all_series


def group_label(release: Release, dimensions: Sequence[str], group: Group) -> str:
    code_labels = (
        labels(release.vocabulary, dimension).get(code, code)
        for dimension, code in zip(dimensions, group, strict=True)
    )
    return " · ".join(code_labels)


def everyone(table: Table) -> str:
    """Whom a table counts, when it is split by nothing."""
    return _("All defendants") if table.population == "defendants" else _("All victims")


def split_label(release: Release, table: Table) -> str:
    parts = [heading(release.vocabulary, dimension) for dimension in table.dimensions]
    return " × ".join(parts) or everyone(table)


def table_label(release: Release, table: Table) -> str:
    """What a table is split by, and its kind of period where that is not the year."""
    split = split_label(release, table)
    if table.period_kind == "five_years":
        return _("Five years: {split}", split=split)
    return _("Quarters: {split}", split=split) if table.period_kind == "quarter" else split
