"""The whole build of the warehouse: seconds and peak memory, beside the floor.

    .venv/bin/python -m benchmarks.warehouse --rows 1000 250000

The floor is one hand-written GROUPING SETS query over the same persons, already decided and coded
in one byte per column: what the published cells would cost if nothing had to be read, decoded,
decided or tested. Each size runs in a process of its own: cold is its first build, warm its second.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

KEY = "a key for the benchmark"
# Nine persons in ten have one record, as in the examples.
PERSONS_PER_ROW = 0.92
PICK = """
create temp macro pick(words, number, salt) as
    words[1 + (hash(number, salt) % len(words)::ubigint)::bigint]
"""
CASES = """
insert into raw.cases (
    delivery_id, row_number, person_key, identified_date, age_years, status, deciding_body,
    identifying_institution, sex, citizenship, area, form, means_of_control, recruiter_relation,
    cross_border, case_status
)
select
    'benchmark',
    range,
    sha256((hash(range) % $persons)::varchar),
    date '2007-01-01' + (hash(range, 1) % 6570)::integer,
    (hash(range, 2) % 60)::integer,
    pick(['ActualVictimOfTrafficking', 'moguća žrtva', 'nije žrtva'], range, 3),
    pick(['Police', 'tužilaštvo', 'NGO', 'CSR'], range, 4),
    pick(['police', 'CSR', 'Granična policija', 'sigurna kuća'], range, 5),
    pick(['Feminine', 'Masculine', 'ženski', 'nepoznato'], range, 6),
    pick(['BA', 'BiH', 'SRB', 'Hrvatska; BiH', 'Pakistan'], range, 7),
    pick(['BA-01', 'BA-03', 'KS', 'Brčko', 'Република Српска'], range, 8),
    pick(['ForcedBegging', 'SexualExploitation', 'prisilni rad; prosjačenje'], range, 9),
    pick(['DebtBondage;FalsePromises', 'PhysicalThreats', 'Other'], range, 10),
    pick(['Familial', 'Acquainted', 'Unaquainted'], range, 11),
    pick(['Internal', 'Cross-border'], range, 12),
    pick(['Active', 'Closed'], range, 13)
from range($rows)
"""
DELIVERY = """
insert into raw.deliveries
select 1, 'benchmark', 'benchmark.csv', 'benchmark', 'cases', 'national', 'benchmark', 'increment',
    'CSV', true, now()::timestamp, $rows, $rows, 0
"""
RECEIPT = "insert into raw.receipts select 1, 'benchmark', now()::timestamp"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 250_000, 10_000_000])
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        sys.stdout.write(json.dumps(measure(arguments.measure)))
        return
    for rows in arguments.rows:
        found = measured(rows)
        sys.stdout.write(
            f"{rows:12,} rows: load {found['load']:6.1f} s, build cold {found['cold']:6.1f} s, "
            f"warm {found['warm']:6.1f} s, peak {found['peak_mb']:6,.0f} MB, "
            f"floor {found['floor']:5.2f} s, warm build / (load + floor) "
            f"{found['warm'] / (found['load'] + found['floor']):5.1f}\n"
        )


def measured(rows: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.warehouse", "--measure", str(rows)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def measure(rows: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="warehouse-benchmark-") as folder:
        path = Path(folder) / "restricted.duckdb"
        found = {"load": seconds_of(lambda: load(path, rows))}
        for name in ("cold", "warm"):
            found[name] = seconds_of(lambda: build(path, Path(folder)))
        found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        found["floor"] = floor(path)
        return found


def seconds_of(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def load(path: Path, rows: int) -> None:
    """Rows go straight into the raw schema: benchmarks.ingest measures the way there."""
    from ingest.raw import create_raw_schema
    from warehouse.database import open_restricted

    with open_restricted(path, KEY) as connection:
        create_raw_schema(connection)
        connection.execute(PICK)
        connection.execute(DELIVERY, {"rows": rows})
        connection.execute(RECEIPT)
        connection.execute(CASES, {"rows": rows, "persons": max(1, int(rows * PERSONS_PER_ROW))})


def build(path: Path, folder: Path) -> None:
    from privacy.declared.spec import as_dbt_vars
    from privacy.declared.spec_file import read_spec
    from warehouse.build import build_warehouse
    from warehouse.database import open_restricted

    with open_restricted(path, KEY) as connection:
        connection.execute("drop table if exists raw.builds")
    variables = {"register": "national", **as_dbt_vars(read_spec())}
    build_warehouse(path, KEY, variables, folder / "dbt")


def floor(path: Path) -> float:
    from privacy.declared.spec_file import read_spec
    from warehouse.database import open_restricted

    tables = [table for table in read_spec().tables if table.mart == "victims"]
    dimensions = sorted({name for table in tables for name in table.dimensions})
    sets = ", ".join(f"({', '.join(['cohort_year', *table.dimensions])})" for table in tables)
    with open_restricted(path, KEY) as connection:
        code_persons(connection, dimensions)
        query = f"select cohort_year, {', '.join(dimensions)}, count(*) from main.coded "
        return seconds_of(
            lambda: connection.execute(f"{query} group by grouping sets ({sets})").fetchall()
        )


def code_persons(connection: duckdb.DuckDBPyConnection, dimensions: list[str]) -> None:
    columns = ", ".join(
        f"(select position::utinyint from seeds.vocabulary "
        f"where dimension = '{name}' and code = victims.{name}) as {name}"
        for name in dimensions
    )
    connection.execute(
        f"create table main.coded as select cohort_year::usmallint as cohort_year, {columns} "
        "from marts.victims"
    )


if __name__ == "__main__":
    main()
