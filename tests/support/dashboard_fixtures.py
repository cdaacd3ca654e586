"""A small fictional release file, written with plain DuckDB: all declared tables, few codes."""

import atexit
from collections.abc import Callable, Mapping
from functools import cache
from itertools import product
from pathlib import Path
from shutil import copyfile, rmtree
from tempfile import mkdtemp
from typing import Any

import duckdb
import pandas as pd

from tests.support.dashboard_declared import (
    LABELS,
    RESIDUALS,
    Declared,
    Vocabulary,
    declared_tables,
    small_vocabulary,
    spec,
    structural_zeros,
)
from tests.support.dashboard_sheets import (
    deliveries,
    indicator_values,
    indicators,
    ledger,
    synthetic_cases,
    zeros,
)

PUBLISHED = [
    (2022, 38, "Potential victims", "Report of an example office", "https://example.org/2022"),
    (2023, 45, "Identified victims", "Another <b>example</b> office", "https://example.org/2023"),
]
YEARS = (2022, 2023, 2024)
WINDOWS = ("2015-2019", "2020-2024")
TOTALS = {"2022": 38, "2023": 61, "2024": 35}

# What tells one release from another where all else is as usual.
COMPARED = {"fictional", "years", "windows", "open_quarters"}

Noisy = Callable[[str, str, tuple[str, ...]], int]


def small_counts(table: str, period: str, group: tuple[str, ...]) -> int:
    """Made-up published values; forced begging leads, and what is not known stays near zero."""
    if set(group) & set(RESIDUALS):
        return -2 if "unmapped" in group else 1
    if table in ("victims_by_year", "defendants_by_year"):
        return TOTALS.get(period, 40)
    return 9 + 14 * ("forced_begging" in group) + 11 * ("female" in group) + int(period[-1])


def write_release(
    folder: Path, *, number: int = 1, audience: str = "coordinator", **differing: Any
) -> Path:
    """Write one release file and the pointer to it; return the file's path.

    The file is the test's own, but where another test had the same it is copied: writing one takes
    most of a second.
    """
    place, name = folder / audience, f"{audience}-{number:04d}.duckdb"
    place.mkdir(parents=True, exist_ok=True)
    if differing.keys() <= COMPARED:
        copyfile(written_once(number, audience, **differing), place / name)
    else:
        write_file(place / name, sheets_of(number, audience, **differing))
    (place / "current").write_text(f"{name}\n", encoding="utf-8")
    return place / name


@cache
def written_once(number: int, audience: str, **differing: Any) -> Path:
    path = own_folder() / "release.duckdb"
    write_file(path, sheets_of(number, audience, **differing))
    return path


def own_folder() -> Path:
    """Gone when the process of the tests ends."""
    folder = Path(mkdtemp(prefix="dashboard-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    return folder


def sheets_of(
    number: int,
    audience: str,
    *,
    fictional: bool = True,
    tables: Mapping[str, Declared] | None = None,
    vocabulary: Vocabulary | None = None,
    years: tuple[int, ...] = YEARS,
    windows: tuple[str, ...] = WINDOWS,
    open_quarters: int = 0,
    published: list[tuple[int, int, str, str, str]] = PUBLISHED,
    noisy: Noisy = small_counts,
) -> dict[str, pd.DataFrame]:
    tables = declared_tables(audience) if tables is None else tables
    vocabulary = small_vocabulary() if vocabulary is None else vocabulary
    periods = {
        "year": [str(year) for year in years],
        "five_years": list(windows),
        "quarter": quarters(years, open_quarters),
    }
    sheets = {name: cells(table, periods, vocabulary, noisy) for name, table in tables.items()}
    sheets |= {
        "tables": tables_sheet(tables),
        "measurements": measurements(tables, periods),
        "budget": budget(years),
        "vocabulary": vocabulary_sheet(vocabulary),
        "published_totals": published_totals(published),
        "structural_zeros": zeros(),
        **exact_sheets(audience, vocabulary),
        "release": facts(f"{audience}-{number:04d}", number, audience, fictional),
    }
    if audience == "coordinator":
        sheets["ledger"] = ledger(tables.values(), periods)
    for population in ("victims", "defendants"):
        yearly = [t for t in tables.values() if t.mart == population and t.period == "year"]
        sheets[f"synthetic_{population}"] = synthetic_cases(yearly, vocabulary, years)
    return sheets


def write_file(path: Path, sheets: Mapping[str, pd.DataFrame]) -> None:
    with duckdb.connect(str(path)) as connection:
        for sheet, rows in sheets.items():
            connection.register("written", rows)
            connection.execute(f'create table "{sheet}" as from written')
            connection.unregister("written")


def quarters(years: tuple[int, ...], open_quarters: int) -> list[str]:
    """Of the last two years, with the quarter 0 of those whose day is not known; and open ones."""
    closed = [f"{year}-Q{quarter}" for year in years[-2:] for quarter in range(5)]
    return closed + [f"{years[-1] + 1}-Q{quarter}" for quarter in range(1, open_quarters + 1)]


def cells(
    table: Declared, periods: Mapping[str, list[str]], vocabulary: Vocabulary, noisy: Noisy
) -> pd.DataFrame:
    rows = []
    for period in periods[table.period]:
        for group in product(*(vocabulary[dimension] for dimension in table.dimensions)):
            value, half = noisy(table.name, period, group), table.half_width
            ends = [max(0, value), max(0, value - half), max(0, value + half)]
            if is_impossible(dict(zip(table.dimensions, group, strict=True))):
                ends = [0, 0, 0]
            rows.append([period, *group, *ends, f"{table.name}/{period}"])
    header = ["period", *table.dimensions, table.count, "lower", "upper", "measurement"]
    return pd.DataFrame(rows, columns=header)


def is_impossible(codes: Mapping[str, str]) -> bool:
    return any(
        codes.get(dimension) == code and codes.get(other) == other_code
        for dimension, code, other, other_code in structural_zeros()
    )


def tables_sheet(tables: Mapping[str, Declared]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": table.name,
            "count": table.count,
            "period_kind": table.period,
            "dimensions": list(table.dimensions),
            "cells_per_person": table.cells_per_person,
            "rho": table.rho,
            "scale": table.scale,
            "margin": table.margin,
            "published_margin": table.margin - 1,
            "population": table.population,
            "mart": table.mart,
            "several": table.several,
        }
        for table in tables.values()
    )


def measurements(tables: Mapping[str, Declared], periods: Mapping[str, list[str]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "measurement": f"{table.name}/{period}",
            "table_name": table.name,
            "period": period,
            "rho": table.rho,
            "scale": table.scale,
            "margin": table.margin,
            "drawn_at": "2026-11-24",
            "ledger_hash": "5ec0de" * 10,
        }
        for table in tables.values()
        for period in periods[table.period]
    )


def exact_sheets(audience: str, vocabulary: Vocabulary) -> dict[str, pd.DataFrame]:
    written = {
        "indicators": indicators,
        "indicator_values": lambda: indicator_values(vocabulary),
        "deliveries": deliveries,
    }
    return {name: written[name]() for name in spec()["audiences"][audience].get("exact", [])}


def facts(name: str, number: int, audience: str, fictional: bool) -> pd.DataFrame:
    columns = [
        "name",
        "number",
        "audience",
        "register",
        "released_on",
        "spec_hash",
        "ledger_hash",
        "fictional",
    ]
    row = [name, number, audience, "example", "2026-11-24", "ab12" * 16, "cd34" * 16, fictional]
    return pd.DataFrame([row], columns=columns)


def vocabulary_sheet(vocabulary: Vocabulary) -> pd.DataFrame:
    rows = [
        [dimension, code, position, *labels]
        for dimension, codes in vocabulary.items()
        for position, (code, labels) in enumerate(codes.items(), start=1)
    ]
    return pd.DataFrame(rows, columns=["dimension", "code", "position", *LABELS])


def published_totals(published: list[tuple[int, int, str, str, str]]) -> pd.DataFrame:
    columns = ["year", "victims", "definition", "source", "url"]
    return pd.DataFrame(published, columns=columns)


def budget(years: tuple[int, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "population": population,
            "cohort": cohort,
            "spent_rho": spent,
            "lifetime_rho": 0.5,
            "spent_epsilon": 5.5,
            "lifetime_epsilon": 5.76,
            "delta": 1e-6,
        }
        for population, spent in (("victims", 0.46), ("defendants", 0.44))
        for cohort in years
    )
