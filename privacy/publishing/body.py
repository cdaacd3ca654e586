"""What an audience's release says, all but its title: figures, their costs, and words about them.

Of the restricted database it reads public words and figures, and the columns that release.toml
declares exact, and never a count of protected persons: those come from stored measurements alone.
"""

from collections.abc import Mapping

import duckdb

from privacy.declared.spec import Audience, ReleaseSpec, tables_of
from privacy.estimating.revisions import current, estimated, first_measurements
from privacy.measuring.codes import codes_of
from privacy.publishing.contents import (
    Sheet,
    budget_sheet,
    ledger_sheet,
    measurements_sheet,
    structural_zeros_sheet,
    synthetic_sheets,
    table_sheet,
    tables_sheet,
)
from privacy.publishing.seeds import (
    exact_sheet,
    populations_sheet,
    published_totals_sheet,
    sizes_of,
    vocabulary_sheet,
)
from privacy.records.budget import cohort_budgets
from privacy.records.ledger_lines import Ledger
from privacy.records.measurements import Measurement, check_definition, seen_by


def body_sheets(
    spec: ReleaseSpec,
    connection: duckdb.DuckDBPyConnection,
    ledger: Ledger,
    stored: Mapping[str, Measurement],
    audience: Audience,
) -> list[Sheet] | None:
    """Every sheet but the title; none if no table of the audience has been measured."""
    tables = tables_of(spec, audience)
    first = first_measurements(spec, tables, stored)
    if not first:
        return None
    chosen = [seen_by(measurement, audience.share) for measurement in current(first, stored)]
    exact = [
        exact_sheet(connection, declared)
        for declared in spec.exact
        if declared.name in audience.exact
    ]
    return [
        *figure_sheets(spec, connection, stored, audience),
        tables_sheet(spec, audience, sizes_of(connection, tables)),
        measurements_sheet(chosen, audience.share),
        budget_sheet(cohort_budgets(spec, ledger.charges)),
        structural_zeros_sheet(spec),
        *ledger_of_the_office(spec, audience, ledger),
        *exact,
        vocabulary_sheet(connection, tables, dimensions_of_indicators(exact)),
        published_totals_sheet(connection),
        populations_sheet(connection),
    ]


def figure_sheets(
    spec: ReleaseSpec,
    connection: duckdb.DuckDBPyConnection,
    stored: Mapping[str, Measurement],
    audience: Audience,
) -> list[Sheet]:
    """The audience's tables, from the values that were drawn for it; and synthetic persons."""
    tables = tables_of(spec, audience)
    first = first_measurements(spec, tables, stored)
    seen = [seen_by(measurement, audience.share) for measurement in first]
    chosen = [seen_by(measurement, audience.share) for measurement in current(first, stored)]
    figures = estimated(spec, seen, chosen)
    sheets = []
    for table in tables:
        codes = codes_of(connection, table)
        check_definition(stored.values(), table, codes)
        measurements = [
            measurement for measurement in chosen if measurement.table.name == table.name
        ]
        sheets.append(table_sheet(table, codes, measurements, figures.cells))
    return [*sheets, *synthetic_sheets(figures.rows)]


def ledger_of_the_office(spec: ReleaseSpec, audience: Audience, ledger: Ledger) -> list[Sheet]:
    """Who pays for the figures sees each charge; the others see what is spent in all."""
    return [ledger_sheet(ledger.charges)] if audience == spec.audiences[0] else []


def dimensions_of_indicators(exact: list[Sheet]) -> set[str]:
    """The dimensions by which exact values are split: their codes need labels too."""
    dimensions = set()
    for sheet in exact:
        columns = list(sheet.columns)
        if "dimension" in columns:
            dimensions |= {row[columns.index("dimension")] for row in sheet.rows}
    return dimensions
