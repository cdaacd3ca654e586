"""A small office for the privacy tests: a spec, an unencrypted restricted database, and folders."""

import os
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import duckdb

from privacy import release
from privacy.declared.spec import ReleaseSpec, Table, closed_periods, cohorts_of
from privacy.declared.spec_file import read_spec
from privacy.estimating.published import PublishedCell, published
from privacy.measuring.run import Measured, measure_closed_periods
from privacy.publishing.publication import publish
from privacy.records.archive import Archive, Register
from privacy.records.ledger_lines import Ledger
from privacy.records.measurements import Measurement
from privacy.release import Drawn

Person = tuple[int, str, str]

REGISTER = Register(name="national", fictional=False)

CODES = {
    "sex": ("female", "male", "unknown"),
    "form": ("forced_labour", "forced_begging", "other", "unknown"),
}
PERSONS: list[Person] = [
    (2014, "female", "forced_begging"),
    (2014, "male", "forced_labour"),
    (2015, "female", "forced_begging"),
    (2016, "unknown", "unknown"),
]
SPEC = """
[guarantee]
lifetime_rho = 0.5
delta = 1e-6

[periods]
first_year = 2010
closed_through = 2016
five_year_windows = [2010, 2015]
first_quarter_year = 2010
open_year_quarters = 0

[populations.victims]
marts = ["victims"]

[audiences.coordinator]
share = 1

[tables.victims_by_year]
mart = "victims"
count = "victims"
period = "year"
dimensions = []
cells_per_person = 1
rho = 0.05

[tables.victims_by_year_sex]
mart = "victims"
count = "victims"
period = "year"
dimensions = ["sex"]
cells_per_person = 1
rho = 0.04

[tables.victims_by_five_years_sex_form]
mart = "victims"
count = "victims"
period = "five_years"
dimensions = ["sex", "form"]
cells_per_person = 1
rho = 0.03
"""
THREE_AUDIENCES = """[audiences.coordinator]
share = 1

[audiences.donor]
share = 0.7

[audiences.public]
share = 0.5
"""
MEASUREMENTS = 7 + 7 + 1  # The window 2015-2019 has not closed.


@dataclass(frozen=True, kw_only=True)
class Office:
    """One data folder. `spec_text` is its release.toml."""

    folder: Path
    spec_text: str = SPEC
    persons: tuple[Person, ...] = tuple(PERSONS)

    @property
    def ledger(self) -> Path:
        return self.folder / "ledger.jsonl"

    @property
    def measurements(self) -> Path:
        return self.folder / "measurements"

    @property
    def archive(self) -> Archive:
        return Archive(ledger_path=self.ledger, measurement_dir=self.measurements)

    @property
    def releases(self) -> Path:
        return self.folder / "releases"

    @property
    def spec(self) -> ReleaseSpec:
        return spec_of(self.spec_text, self.folder)

    def connect(self) -> duckdb.DuckDBPyConnection:
        return restricted_database(self.spec, self.persons)

    def measure(self, register: Register = REGISTER, **others: Any) -> Measured:
        with closing(self.connect()) as connection:
            return measure_closed_periods(self.spec, connection, self.archive, register, **others)

    def publish(
        self,
        connection: duckdb.DuckDBPyConnection | None = None,
        register: Register = REGISTER,
        **others: Any,
    ) -> Path:
        with closing(connection or self.connect()) as opened:
            return publish(
                self.spec,
                opened,
                self.archive,
                register,
                **{"release_dir": self.releases, "audience": "coordinator", **others},
            )

    def draw(self) -> Drawn:
        with closing(self.connect()) as connection:
            return release.draw(
                self.spec, connection, self.archive, REGISTER, release_dir=self.releases
            )

    def stored(self) -> dict[str, bytes]:
        """Every measurement file, by its name below the store, with its bytes."""
        files = self.measurements.rglob("*.json")
        return {str(path.relative_to(self.measurements)): path.read_bytes() for path in files}


def for_audiences(audiences: str) -> str:
    """SPEC for others than the coordinator alone."""
    return SPEC.replace("[audiences.coordinator]\nshare = 1\n", audiences)


def spec_of(text: str, folder: Path) -> ReleaseSpec:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "release.toml"
    # Whole at once: processes of one test may ask for it at the same time.
    draft = folder / f"release.{os.getpid()}.draft"
    draft.write_text(text)
    draft.replace(path)
    return read_spec(path)


def restricted_database(
    spec: ReleaseSpec, persons: tuple[Person, ...] = tuple(PERSONS)
) -> duckdb.DuckDBPyConnection:
    connection = seeds_only()
    connection.execute("create schema cells")
    for table in spec.tables:
        columns = [f'"{name}" varchar' for name in ("period", *table.dimensions)]
        connection.execute(
            f'create table cells."{table.name}" ({", ".join(columns)}, "{table.count}" integer)'
        )
        rows = cells_of(spec, table, persons)
        row = f"({', '.join('?' * len(rows[0]))})"
        values = [value for cells in rows for value in cells]
        connection.execute(
            f'insert into cells."{table.name}" values {", ".join([row] * len(rows))}', values
        )
    return connection


def seeds_only() -> duckdb.DuckDBPyConnection:
    """The vocabulary and the printed totals, with no cells at all."""
    connection = duckdb.connect()
    connection.execute("create schema seeds")
    connection.execute(
        "create table seeds.vocabulary (dimension varchar, code varchar, position integer, "
        "label_en varchar, label_bs varchar, htcds varchar)"
    )
    codes = {"dimension": ("sex", "form", "year"), "case_status": ("open",), **CODES}
    for dimension, listed in codes.items():
        for position, code in enumerate(listed, start=1):
            row = [dimension, code, position, code.title(), code.upper(), "none"]
            connection.execute("insert into seeds.vocabulary values (?, ?, ?, ?, ?, ?)", row)
    connection.execute(
        "create table seeds.populations as select 2013 as year, 'all' as sex, "
        "'all' as child_adult, 3500000 as persons, 'census' as source"
    )
    connection.execute(
        "create table seeds.published_totals as "
        "select 2014 as year, 49 as victims, 'detected' as definition, 'S' as source, 'u' as url"
    )
    return connection


def cells_of(spec: ReleaseSpec, table: Table, persons: tuple[Person, ...]) -> list[tuple[Any, ...]]:
    keys = list(product(*(CODES[dimension] for dimension in table.dimensions)))
    return [
        (period, *key, sum(is_in(person, table, period, key) for person in persons))
        for period in closed_periods(spec, table)
        for key in keys
    ]


def is_in(person: Person, table: Table, period: str, key: tuple[str, ...]) -> bool:
    year, sex, form = person
    codes = {"sex": sex, "form": form}
    return year in cohorts_of(period) and key == tuple(codes[name] for name in table.dimensions)


def charged(ledger: Ledger) -> list[str]:
    return [charge.measurement for charge in ledger.charges]


def published_cells(
    spec: ReleaseSpec, measurements: Iterable[Measurement]
) -> dict[str, list[PublishedCell]]:
    return published(spec, measurements).cells
