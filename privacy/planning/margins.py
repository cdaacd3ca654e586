"""How sure figures will be, known before anything is measured: from declarations alone.

Two margins, each the half-width of a 95 % interval. A measured cell lies so far from the exact
count; what is published of it is surer, since tables of the same rows are reconciled. No count and
no measurement is read here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np

from privacy.declared.spec import Audience, ReleaseSpec, Table, tables_of
from privacy.engine.intervals import TWO_SIDED
from privacy.planning.apportionment import cell_variances
from privacy.planning.proposal import groups_of_tables, parts_of


@dataclass(frozen=True, kw_only=True)
class Margins:
    """In whole persons, by audience that sees the table.

    `published`: on average of a five-year window of which all is measured; in years of which less
    is measured a figure is less sure.
    """

    measured: Mapping[str, int]
    published: Mapping[str, int]


def margins_of(spec: ReleaseSpec, sizes: Mapping[str, int]) -> dict[str, Margins]:
    """By the name of each table. `sizes`: how many codes each dimension has."""
    published = {
        audience.name: published_margins(spec, audience, sizes) for audience in spec.audiences
    }
    return {
        table.name: Margins(
            measured=measured_margins(spec, table),
            published={
                audience: margins[table.name]
                for audience, margins in published.items()
                if table.name in margins
            },
        )
        for table in spec.tables
    }


def measured_margins(spec: ReleaseSpec, table: Table) -> dict[str, int]:
    # OpenDP takes half a second to load.
    from privacy.noise import margin_of_error, scale_for, scale_seen

    scale = scale_for(table.cells_per_person, table.rho)
    return {
        audience.name: margin_of_error(scale_seen(scale, audience.share))
        for audience in spec.audiences
        if table in tables_of(spec, audience)
    }


def published_margins(
    spec: ReleaseSpec, audience: Audience, sizes: Mapping[str, int]
) -> dict[str, int]:
    """For each table that the audience sees, by sections 3 and 5 of docs/method.md."""
    return {
        table.name: round(TWO_SIDED * sqrt(variance))
        for group in groups_of_tables(tables_of(spec, audience))
        for table, variance in zip(group, variances_of(group, audience, sizes), strict=True)
    }


def variances_of(
    group: list[Table], audience: Audience, sizes: Mapping[str, int]
) -> Iterable[float]:
    window, candidates = parts_of(group, sizes)
    rhos = np.array([float(table.rho * audience.share) for table in group])
    return cell_variances(window, candidates, rhos)
