"""The costs that the weights of release.toml ask for: least weighted variance for a whole budget.

Tables of the same rows are reconciled, so what one of them costs helps the others: their shares
come from `apportionment.py`, over a window of five years. Tables of other rows, and each table that
counts a list of codes, stand alone. Since all variances are as 1 / rho, parts with the weighted
variances F_i (at rho 1) get budgets as √F_i: this minimises Σ F_i / rho_i for a given Σ rho_i. Only
declarations are used, never a count or a measurement, so proposing costs nothing.
"""

from collections.abc import Iterable, Mapping
from decimal import ROUND_DOWN, Decimal
from math import sqrt

from privacy.declared.spec import Population, ReleaseSpec, Table
from privacy.engine.window import Window
from privacy.errors import VocabularyError
from privacy.estimating.groups import QUARTER, QUARTER_CODES
from privacy.planning.apportionment import Candidate, budget_shares, weighted_variance

YEARS = 5
STEP = Decimal("0.001")
Sizes = Mapping[str, int]


def proposed_rho(
    spec: ReleaseSpec, population: Population, sizes: Sizes, total: Decimal
) -> dict[str, Decimal]:
    """For each table of the population its rho, in whole steps of 0.001; together at most `total`.

    `sizes`: how many codes each dimension has. No table gets less than one step, so that each can
    be measured at all.
    """
    groups = groups_of_tables(table for table in spec.tables if table.mart in population.marts)
    parts = [parts_of(group, sizes) for group in groups]
    variances = [weighted_variance(*part, budget_shares(*part)) for part in parts]
    whole = sum(map(sqrt, variances))
    shares = {
        table.name: sqrt(variance) / whole * share
        for part, group, variance in zip(parts, groups, variances, strict=True)
        for table, share in zip(group, budget_shares(*part), strict=True)
    }
    return in_steps(shares, total)


def groups_of_tables(tables: Iterable[Table]) -> list[list[Table]]:
    """Tables that are reconciled with each other, and each of the others by itself."""
    groups: dict[str, list[Table]] = {}
    for table in tables:
        groups.setdefault(table.name if table.several else table.count, []).append(table)
    return list(groups.values())


def parts_of(tables: list[Table], sizes: Sizes) -> tuple[Window, list[Candidate]]:
    dims = sorted({dim for table in tables for dim in dims_of(table)})
    known = {**sizes, QUARTER: len(QUARTER_CODES)}
    for dim in dims:
        if dim not in known:
            raise VocabularyError(
                f"release.toml splits a table by '{dim}', which the vocabulary does not have: "
                "correct the name there, or add the codes to vocabulary.csv."
            )
    window = Window(sizes={dim: known[dim] for dim in dims}, periods=YEARS)
    return window, [candidate(window, table) for table in tables]


def dims_of(table: Table) -> tuple[str, ...]:
    return (*table.dimensions, QUARTER) if table.period == "quarter" else table.dimensions


def candidate(window: Window, table: Table) -> Candidate:
    years = tuple(range(YEARS))
    return Candidate(
        dims=window.ordered(set(dims_of(table))),
        periods=(years,) if table.period == "five_years" else tuple((year,) for year in years),
        weight=float(table.weight),
        sensitivity=sqrt(table.cells_per_person),
    )


def in_steps(shares: Mapping[str, float], total: Decimal) -> dict[str, Decimal]:
    """Shares of `total` in whole steps, at least one each; what rounding leaves goes to those that
    lost most."""
    free = total - STEP * len(shares)
    exact = {name: STEP + free * Decimal(share) for name, share in shares.items()}
    rhos = {name: rho.quantize(STEP, rounding=ROUND_DOWN) for name, rho in exact.items()}
    left = int((total - sum(rhos.values())) / STEP)
    for name in sorted(rhos, key=lambda name: rhos[name] - exact[name])[:left]:
        rhos[name] += STEP
    return rhos
