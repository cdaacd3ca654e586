"""Any rows, counted twice: by the warehouse's SQL, and by a few lines of Python.

The SQL is what dbt compiled for the finished portal, run here on a plain database in memory.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.raw import create_raw_schema
from tests.support import ROOT
from tests.support.chain import Portal
from tests.support.seeds import CODES
from warehouse.database import WORD_KEY

pytestmark = pytest.mark.chain

SEEDS = ("vocabulary", "source_words", "countries", "age_groups", "areas")
MODELS = (
    "staging/stg_deliveries",
    "staging/stg_cell_words",
    "staging/stg_cell_codes",
    "staging/stg_cases",
    "marts/case_records",
    "marts/cases",
    "marts/victims",
)
TABLES = {
    "victims_by_year_sex": "sex",
    "victims_by_year_form": "form",
    "victims_by_year_victim_status": "victim_status",
    "victims_by_year_child_adult": "child_adult",
}
# What a source may write, and what it means. Spelling, script and order of words do not matter.
SEX = {
    "Ženski": "female",
    "МУШКИ": "male",
    "nepoznato": "unknown",
    "zensky": "unmapped",
    None: None,
}
FORM = {
    "prisilni rad": ["forced_labour"],
    "Присилно просјачење; prisilni rad": ["forced_labour", "forced_begging"],
    "ForcedBegging|SexualExploitation": ["sexual_exploitation", "forced_begging"],
    "prosjacnje": ["unmapped"],
    None: None,
}
STATUS = {
    "identificirana žrtva": "actual",
    "PossibleVictimOfTrafficking": "possible",
    "није жртва": "not_a_victim",
}
DELIVERY_NUMBERS = {
    (source, number): 10 * number + offset
    for offset, source in enumerate(["police", "shelter"])
    for number in (1, 2, 3)
}
AGE = {3: "child", 17: "child", 18: "adult", 60: "adult", None: None}


@dataclass(frozen=True, kw_only=True)
class Row:
    person: str
    source: str
    delivery: int
    day: date
    status: str
    sex: str | None
    form: str | None
    age: int | None


ROWS = st.lists(
    st.builds(
        Row,
        person=st.sampled_from("abcdefgh"),
        source=st.sampled_from(["police", "shelter"]),
        delivery=st.integers(1, 3),
        day=st.dates(date(2018, 1, 1), date(2021, 12, 31)),
        status=st.sampled_from(list(STATUS)),
        sex=st.sampled_from(list(SEX)),
        form=st.sampled_from(list(FORM)),
        age=st.sampled_from(list(AGE)),
    ),
    max_size=40,
)


def counted_in_python(rows: list[Row]) -> dict[str, Counter[tuple[str, str]]]:
    """The same definitions, plainly: newest versions, latest status, first identification."""
    newest = {}
    for number, row in sorted(
        enumerate(rows), key=lambda numbered: (numbered[1].delivery, numbered[0])
    ):
        order = DELIVERY_NUMBERS[row.source, row.delivery]
        newest[row.source, row.person, row.day] = (row.day, order, number, row)
    counts: dict[str, Counter[tuple[str, str]]] = {name: Counter() for name in TABLES}
    for person in {row.person for row in rows}:
        records = [record for record in newest.values() if record[3].person == person]
        latest = STATUS[max(records, key=lambda record: record[:3])[3].status]
        as_victim = [record for record in records if STATUS[record[3].status] != "not_a_victim"]
        if latest == "not_a_victim" or not as_victim:
            continue
        first = min(as_victim, key=lambda record: (record[0], -record[1], record[2]))[3]
        main_form = min(FORM[first.form] or ["not_collected"], key=CODES["form"].index)
        year = str(first.day.year)
        counts["victims_by_year_sex"][year, SEX[first.sex] or "not_collected"] += 1
        counts["victims_by_year_form"][year, main_form] += 1
        counts["victims_by_year_victim_status"][year, latest] += 1
        counts["victims_by_year_child_adult"][year, AGE[first.age] or "not_collected"] += 1
    return counts


@pytest.fixture(scope="module")
def warehouse(finished_portal: Portal) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    compiled = finished_portal.data / "dbt" / "target" / "compiled" / "warehouse" / "models"
    with duckdb.connect() as connection:
        connection.execute("attach ':memory:' as restricted")
        connection.execute("use restricted")
        connection.execute(WORD_KEY)
        create_raw_schema(connection)
        for schema in ("seeds", "staging", "marts"):
            connection.execute(f"create schema {schema}")
        for seed in SEEDS:
            path = ROOT / "warehouse" / "seeds" / f"{seed}.csv"
            connection.execute(
                f"create table seeds.{seed} as from read_csv('{path}', all_varchar = true)"
            )
        connection.execute("alter table seeds.vocabulary alter position type integer")
        for column in ("first_age", "last_age"):
            connection.execute(f"alter table seeds.age_groups alter {column} type integer")
        yield connection, compiled


def counted_in_sql(
    connection: duckdb.DuckDBPyConnection, compiled: Path, rows: list[Row]
) -> dict[str, Counter[tuple[str, str]]]:
    fill_raw(connection, rows)
    for model in MODELS:
        query = (compiled / f"{model}.sql").read_text()
        name = model.replace("/", ".")
        connection.execute(f"create or replace table {name} as {query}")
    counts = {}
    for table, dimension in TABLES.items():
        query = (compiled / "cells" / f"{table}.sql").read_text()
        cells = connection.execute(f"select period, {dimension}, victims from ({query})").fetchall()
        counts[table] = Counter({(period, code): victims for period, code, victims in cells})
    return counts


def fill_raw(connection: duckdb.DuckDBPyConnection, rows: list[Row]) -> None:
    connection.execute("truncate raw.cases")
    connection.execute("truncate raw.deliveries")
    connection.execute("truncate raw.receipts")
    for (source, number), order in DELIVERY_NUMBERS.items():
        connection.execute(
            "insert into raw.deliveries select ?, ?, 'f', 'l', 'cases', 'national', ?, "
            "'increment', 'CSV', true, now()::timestamp, 0, 0, 0",
            [order, f"{source} {number}", source],
        )
    connection.execute(
        "insert into raw.receipts "
        "select delivery_number, delivery_id, received_at from raw.deliveries"
    )
    for number, row in enumerate(rows):
        connection.execute(
            "insert into raw.cases (delivery_id, row_number, person_key, identified_date, status, "
            "sex, form, age_years) values (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                f"{row.source} {row.delivery}",
                number,
                row.person,
                row.day,
                row.status,
                row.sex,
                row.form,
                row.age,
            ],
        )


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=ROWS)
def test_any_rows_give_the_same_cells_in_sql_as_in_python(
    warehouse: tuple[duckdb.DuckDBPyConnection, Path], rows: list[Row]
) -> None:
    counted = counted_in_sql(*warehouse, rows)
    expected = counted_in_python(rows)
    for table in TABLES:
        assert +counted[table] == expected[table], table
