"""Rows of the sheets beside the declared tables, made up: indicators, deliveries, ledger, cases."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from dashboard.release.lacking import OPTIONAL_SHEETS
from tests.support.dashboard_declared import Declared, Vocabulary, seed, structural_zeros

PERIODS = ("2023", "2024", "2024-Q3", "2024-Q4", "project")
DELIVERIES = [
    ("centres for social work", "cases", date(2024, 4, 12), 12, True),
    ("centres for social work", "cases", date(2024, 7, 9), 9, True),
    ("centres for social work", "cases", date(2024, 11, 20), 51, False),
    ("police, Republika Srpska", "cases", date(2024, 4, 28), 28, True),
    ("police, Republika Srpska", "cases", date(2024, 9, 30), 92, False),
    ("prosecutors", "proceedings", date(2025, 1, 20), 20, True),
    ("training register", "trainings", date(2024, 10, 2), None, None),
]


def indicators() -> pd.DataFrame:
    rows = pd.DataFrame(seed("indicator_registry"))[list(OPTIONAL_SHEETS["indicators"])]
    rows["baseline"] = pd.to_numeric(rows["baseline"], errors="coerce")
    rows["baseline_date"] = pd.to_datetime(rows["baseline_date"], errors="coerce").dt.date
    return rows.astype({"position": int})


def indicator_values(vocabulary: Vocabulary) -> pd.DataFrame:
    """Each programme indicator in a few periods, in all and by each code of its disaggregations."""
    rows = [
        value_row(indicator, period, dimension, code)
        for indicator in seed("indicator_registry")
        if indicator["basis"] == "programme"
        for period in seed("reporting_periods")
        if period["period"] in PERIODS
        for dimension, code in [("all", "all"), *split_codes(indicator, vocabulary)]
    ]
    return pd.DataFrame(rows, columns=list(OPTIONAL_SHEETS["indicator_values"]))


def split_codes(indicator: dict[str, str], vocabulary: Vocabulary) -> Iterable[tuple[str, str]]:
    for dimension in indicator["disaggregations"].split(";"):
        for code in vocabulary.get(dimension, {}):
            yield dimension, code


def value_row(
    indicator: dict[str, str], period: dict[str, str], dimension: str, code: str
) -> list[object]:
    whole = period["calendar"] == "project"
    value = (260.0 if whole else 40.0 + int(indicator["position"])) if code == "all" else 20.0
    target = 250.0 if whole and code == "all" else None
    return [
        indicator["code"],
        period["calendar"],
        period["period"],
        date.fromisoformat(period["first_day"]),
        date.fromisoformat(period["last_day"]),
        dimension,
        code,
        value,
        int(value),
        0.0,
        target,
        value / target if target else None,
        None if whole else 2.0,
    ]


def ledger(tables: Iterable[Declared], periods: dict[str, list[str]]) -> pd.DataFrame:
    rows = []
    for table in tables:
        for period in periods[table.period]:
            ends = [int(part) for part in period.split("-") if part.isdigit()]
            measurement = f"{table.name}/{period}"
            costs = [table.population, measurement, ends[0], ends[-1], table.rho]
            rows.append([len(rows) + 1, "2026-11-24", *costs])
    return pd.DataFrame(rows, columns=list(OPTIONAL_SHEETS["ledger"]))


def zeros() -> pd.DataFrame:
    return pd.DataFrame(structural_zeros(), columns=list(OPTIONAL_SHEETS["structural_zeros"]))


def deliveries() -> pd.DataFrame:
    rows = pd.DataFrame(DELIVERIES, columns=list(OPTIONAL_SHEETS["deliveries"]))
    return rows.astype({"days_after_quarter": "Int64", "is_on_time": "boolean"})


def synthetic_cases(
    tables: Iterable[Declared], vocabulary: Vocabulary, years: Iterable[int]
) -> pd.DataFrame:
    """Two persons a year: the first code of every dimension, and the second."""
    dimensions = sorted({name for table in tables for name in table.dimensions})
    rows = [
        [str(year), *(list(vocabulary[name])[turn] for name in dimensions)]
        for year in years
        for turn in (0, 1)
    ]
    return pd.DataFrame(rows, columns=["period", *dimensions])
