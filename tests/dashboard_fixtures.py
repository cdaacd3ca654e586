"""A small fictional release file, written with plain DuckDB as the contract of releases says."""

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from pathlib import Path

import duckdb

RESIDUALS = {
    "unknown": ("Unknown", "Nepoznato", "Непознато"),
    "not_collected": ("Not collected", "Nije prikupljeno", "Није прикупљено"),
    "unmapped": (
        "Word not understood yet",
        "Riječ još nije prepoznata",
        "Ријеч још није препозната",
    ),
}
SEX = {"female": ("Female", "Žensko", "Женско"), "male": ("Male", "Muško", "Мушко")}
FORM = {
    "sexual_exploitation": (
        "Sexual exploitation",
        "Seksualna eksploatacija",
        "Сексуална експлоатација",
    ),
    "forced_begging": ("Forced begging", "Prisilno prosjačenje", "Присилно просјачење"),
}
AGE = {
    "0_8": ("0 to 8 years", "0 do 8 godina", "0 до 8 година"),
    "9_17": ("9 to 17 years", "9 do 17 godina", "9 до 17 година"),
    "18_29": ("18 to 29 years", "18 do 29 godina", "18 до 29 година"),
}
CHILD_ADULT = {
    "child": ("Child", "Dijete", "Дете"),
    "adult": ("Adult", "Odrasla osoba", "Одрасло лице"),
}
VOCABULARY = {
    "dimension": {
        "sex": ("Sex", "Spol", "Пол"),
        "age_group": ("Age group", "Dobna skupina", "Добна група"),
        "child_adult": ("Child or adult", "Dijete ili odrasla osoba", "Дете или одрасло лице"),
        "form": ("Form of exploitation", "Oblik eksploatacije", "Облик експлоатације"),
        "year": ("Year", "Godina", "Година"),
        "period": ("Period", "Period", "Период"),
    },
    "sex": SEX | RESIDUALS,
    "age_group": AGE | RESIDUALS,
    "child_adult": CHILD_ADULT | RESIDUALS,
    "form": FORM | RESIDUALS,
}
TABLES = {
    "victims_by_year": ("year", (), 0.08, 5),
    "victims_by_year_form": ("year", ("form",), 0.06, 6),
    "victims_by_year_sex": ("year", ("sex",), 0.04, 7),
    "victims_by_year_child_adult": ("year", ("child_adult",), 0.04, 7),
    "victims_by_year_age_group": ("year", ("age_group",), 0.04, 7),
    "victims_by_five_years_form_age_group": ("five_years", ("form", "age_group"), 0.03, 8),
}
PUBLISHED = [
    (2022, 38, "Potential victims", "Report of an example office", "https://example.org/2022"),
    (2023, 45, "Identified victims", "Another <b>example</b> office", "https://example.org/2023"),
]
YEARS = (2022, 2023, 2024)
WINDOWS = ("2015-2019", "2020-2024")

Vocabulary = Mapping[str, Mapping[str, tuple[str, str, str]]]
Noisy = Callable[[str, str, tuple[str, ...]], int]


def small_counts(table: str, period: str, group: tuple[str, ...]) -> int:
    """Made-up published values; forced begging leads, and what is not known stays near zero."""
    if set(group) & set(RESIDUALS):
        return -2 if "unmapped" in group else 1
    if table == "victims_by_year":
        return {"2022": 38, "2023": 61, "2024": 35}[period]
    return 9 + 14 * ("forced_begging" in group) + 11 * ("female" in group) + int(period[-1])


def write_release(
    folder: Path,
    *,
    number: int = 1,
    audience: str = "coordinator",
    fictional: bool = True,
    tables: Mapping[str, tuple[str, tuple[str, ...], float, int]] = TABLES,
    vocabulary: Vocabulary = VOCABULARY,
    years: tuple[int, ...] = YEARS,
    windows: tuple[str, ...] = WINDOWS,
    published: list[tuple[int, int, str, str, str]] = PUBLISHED,
    noisy: Noisy = small_counts,
) -> Path:
    """Write one release file and the pointer to it; return the file's path."""
    name = f"{audience}-{number:04d}"
    path = folder / audience / f"{name}.duckdb"
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(path)) as connection:
        for table, (kind, dimensions, _rho, margin) in tables.items():
            periods = [str(year) for year in years] if kind == "year" else list(windows)
            write_cells(connection, table, periods, dimensions, margin, vocabulary, noisy)
        write_facts(connection, name, number, audience, fictional)
        write_tables(connection, tables, years, windows)
        write_vocabulary(connection, vocabulary)
        write_budget(connection, years)
        connection.execute(
            "create table published_totals"
            " (year integer, victims integer, definition text, source text, url text)"
        )
        connection.executemany("insert into published_totals values (?, ?, ?, ?, ?)", published)
    (path.parent / "current").write_text(f"{path.name}\n", encoding="utf-8")
    return path


def write_cells(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    periods: list[str],
    dimensions: tuple[str, ...],
    margin: int,
    vocabulary: Vocabulary,
    noisy: Noisy,
) -> None:
    columns = "".join(f"{dimension} text, " for dimension in dimensions)
    connection.execute(
        f"create table {table} (period text, {columns}"
        "victims integer, lower integer, upper integer, measurement text)"
    )
    rows = []
    for period in periods:
        for group in product(*(vocabulary[dimension] for dimension in dimensions)):
            value = noisy(table, period, group)
            ends = [max(0, value), max(0, value - margin), max(0, value + margin)]
            rows.append([period, *group, *ends, f"{table}/{period}"])
    marks = ", ".join("?" * (len(dimensions) + 5))
    connection.executemany(f"insert into {table} values ({marks})", rows)


def write_tables(
    connection: duckdb.DuckDBPyConnection,
    tables: Mapping[str, tuple[str, tuple[str, ...], float, int]],
    years: tuple[int, ...],
    windows: tuple[str, ...],
) -> None:
    connection.execute(
        "create table tables (name text, count text, period_kind text, dimensions text[],"
        " cells_per_person integer, rho double, scale double, margin integer)"
    )
    connection.execute(
        "create table measurements (measurement text, table_name text, period text, rho double,"
        " scale double, margin integer, drawn_at text, ledger_hash text)"
    )
    for name, (kind, dimensions, rho, margin) in tables.items():
        scale = (1 / (2 * rho)) ** 0.5
        connection.execute(
            "insert into tables values (?, 'victims', ?, ?, 1, ?, ?, ?)",
            [name, kind, list(dimensions), rho, scale, margin],
        )
        for period in years if kind == "year" else windows:
            connection.execute(
                "insert into measurements values (?, ?, ?, ?, ?, ?, '2026-11-24', ?)",
                [f"{name}/{period}", name, str(period), rho, scale, margin, "5ec0de" * 10],
            )


def write_facts(
    connection: duckdb.DuckDBPyConnection, name: str, number: int, audience: str, fictional: bool
) -> None:
    connection.execute(
        "create table release (name text, number integer, audience text, register text,"
        " released_on text, spec_hash text, ledger_hash text, fictional boolean)"
    )
    connection.execute(
        "insert into release values (?, ?, ?, 'example', '2026-11-24', ?, ?, ?)",
        [name, number, audience, "ab12" * 16, "cd34" * 16, fictional],
    )


def write_vocabulary(connection: duckdb.DuckDBPyConnection, vocabulary: Vocabulary) -> None:
    connection.execute(
        "create table vocabulary (dimension text, code text, position integer, label_en text,"
        " label_bs text, label_hr text, label_sr_latn text, label_sr_cyrl text)"
    )
    connection.executemany(
        "insert into vocabulary values (?, ?, ?, ?, ?, ?, ?, ?)", list(labels_of(vocabulary))
    )


def labels_of(vocabulary: Vocabulary) -> Iterator[list[object]]:
    for dimension, codes in vocabulary.items():
        for position, (code, (english, bosnian, cyrillic)) in enumerate(codes.items(), start=1):
            yield [dimension, code, position, english, bosnian, bosnian, bosnian, cyrillic]


def write_budget(connection: duckdb.DuckDBPyConnection, years: tuple[int, ...]) -> None:
    connection.execute(
        "create table budget (cohort integer, spent_rho double, lifetime_rho double,"
        " spent_epsilon double, lifetime_epsilon double, delta double)"
    )
    connection.executemany(
        "insert into budget values (?, 0.46, 0.5, 5.5, 5.76, 1e-6)", [[year] for year in years]
    )
