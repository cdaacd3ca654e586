"""Sheets and columns that a release file may lack, so that an older file still opens.

Which sheets an audience gets is decided where releases are made. A missing one is read as empty,
and must never be made up.
"""

from collections.abc import Mapping

import duckdb
import pandas as pd

LANGUAGE_COLUMNS = ("en", "bs", "hr", "sr_latn", "sr_cyrl")
OPTIONAL_SHEETS: Mapping[str, tuple[str, ...]] = {
    "structural_zeros": ("dimension", "code", "other", "other_code"),
    "indicators": (
        "code",
        "position",
        "level",
        "strategic_goal",
        "standard_code",
        *(f"name_{language}" for language in LANGUAGE_COLUMNS),
        *(f"definition_{language}" for language in LANGUAGE_COLUMNS),
        "unit",
        "direction",
        "basis",
        "release_table",
        "counted_codes",
        "disaggregations",
        "baseline",
        "baseline_date",
        "frequency",
        "responsible",
        "means_of_verification",
        "data_quality",
    ),
    "indicator_values": (
        "indicator",
        "calendar",
        "period",
        "first_day",
        "last_day",
        "dimension",
        "code",
        "value",
        "based_on",
        "baseline",
        "target",
        "progress",
        "change",
    ),
    "deliveries": ("source", "kind", "received_date", "days_after_quarter", "is_on_time"),
    "ledger": (
        "number",
        "charged_on",
        "population",
        "measurement",
        "first_cohort",
        "last_cohort",
        "rho",
    ),
    "synthetic_victims": ("period",),
    "synthetic_defendants": ("period",),
}
# Before there were populations, a file held tables of victims only.
VICTIMS = "victims"


def optional_sheet(connection: duckdb.DuckDBPyConnection, name: str) -> pd.DataFrame:
    if name not in sheet_names(connection):
        return pd.DataFrame({column: [] for column in OPTIONAL_SHEETS[name]})
    return connection.execute(f'from "{name}"').df()


def sheet_names(connection: duckdb.DuckDBPyConnection) -> set[str]:
    return {
        name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()
    }


def with_population(rows: pd.DataFrame) -> pd.DataFrame:
    return rows if "population" in rows else rows.assign(population=VICTIMS)
