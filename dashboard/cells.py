"""Read figures and series out of a release's tables. It computes nothing new about the counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from dashboard.figures import Figure
from dashboard.release_file import Release, Table
from dashboard.texts import RESIDUALS, _, heading, labels

Group = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Series:
    """The figures of one group, by period."""

    label: str
    figures: Mapping[str, Figure]


def figure(release: Release, table: str, period: str, **codes: str) -> Figure:
    cells = release.cells[table]
    chosen = cells[cells["period"] == period]
    for dimension, code in codes.items():
        chosen = chosen[chosen[dimension] == code]
    return figure_of(chosen.iloc[0].to_dict(), release.tables[table].count)


def figure_of(cell: Mapping[str, object], count: str) -> Figure:
    return Figure(
        value=int(cell[count]),
        lower=int(cell["lower"]),
        upper=int(cell["upper"]),
    )


def periods(release: Release, table: str) -> list[str]:
    return sorted(release.cells[table]["period"].unique())


def codes(release: Release, dimension: str, residual: bool = False) -> list[str]:
    """The codes of a dimension, in order: those that say something, or the residual ones."""
    known = release.vocabulary[release.vocabulary["dimension"] == dimension]["code"]
    return [code for code in known if (code in RESIDUALS) == residual]


def groups(table: Table, chosen: Mapping[str, list[str]]) -> list[Group]:
    """Every combination of the chosen codes; one empty combination for a table of totals."""
    return list(product(*(chosen[dimension] for dimension in table.dimensions)))


def residual_groups(release: Release, table: Table, chosen: Mapping[str, list[str]]) -> list[Group]:
    """The combinations of the chosen codes in which at least one detail is not known."""
    wider = {name: [*chosen[name], *codes(release, name, True)] for name in table.dimensions}
    return [group for group in groups(table, wider) if set(group) & set(RESIDUALS)]


def series(
    release: Release, table: Table, chosen: Sequence[Group], within: Sequence[str]
) -> list[Series]:
    """One series per group, over the periods `within`."""
    by_key = {
        (cell["period"], *(cell[dimension] for dimension in table.dimensions)): cell
        for cell in release.cells[table.name].to_dict("records")
    }
    return [
        Series(
            label=group_label(release, table.dimensions, group),
            figures={period: figure_of(by_key[period, *group], table.count) for period in within},
        )
        for group in chosen
    ]


def group_label(release: Release, dimensions: Sequence[str], group: Group) -> str:
    if not group:
        return _("All victims")
    words = (
        labels(release.vocabulary, dimension).get(code, code)
        for dimension, code in zip(dimensions, group, strict=True)
    )
    return " · ".join(words)


def split_label(release: Release, table: Table) -> str:
    parts = [heading(release.vocabulary, dimension) for dimension in table.dimensions]
    return " × ".join(parts) or _("All victims")


def table_label(release: Release, table: Table) -> str:
    """What a table is split by, and its kind of period where that is not the year."""
    split = split_label(release, table)
    return split if table.period_kind == "year" else _("Five years: {split}", split=split)
