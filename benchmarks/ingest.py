"""Ingestion: rows per second and peak memory, beside the floor and a pandas loader.

    .venv/bin/python -m benchmarks.ingest --rows 1000000
    .venv/bin/python -m benchmarks.ingest --rows 10000000 --loaders floor portal --folder /var/tmp

The floor is plain DuckDB: `read_csv` of the same file into a table of an unencrypted file, with no
check and no pseudonym. The pandas loader types the same columns and makes the same checks.
Each measurement runs in a process of its own, so that its peak memory is its own, and with its
libraries imported before the clock starts. On a machine that others use, compare processor seconds.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HEADERS = (
    "prs_IdentityNumber,prs_FirstName,prs_SecondName,prs_Birthdate,prs_Gender,prs_Citizenship,"
    "vic_TraffickingStatus,vic_TraffickingStatusDecisionMakingOrg,bih_IdentificationDate,bih_Area,"
    "vic_TypeOfExploitation,vic_MethodsOfControl,vic_RelationshipToTrafficker,"
    "bih_IdentifyingInstitution,bih_CrossBorder,bih_CaseStatus"
)
FORMS = ("ForcedBegging", "SexualExploitation", "ForcedLabour", "ForcedMarriage;ForcedBegging")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="where the file is kept between runs")
    parser.add_argument("--loaders", nargs="+", choices=LOADERS, default=list(LOADERS))
    parser.add_argument("--only", choices=LOADERS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    folder = arguments.folder or Path(tempfile.mkdtemp(prefix="ingest-benchmark-"))
    path = folder / f"cases_{arguments.rows}.csv"
    if arguments.only:
        measure(arguments.only, path)
        return
    if not path.exists():
        write_cases(path, arguments.rows)
    size = path.stat().st_size / 1e6
    sys.stdout.write(f"{arguments.rows:,} rows, {size:,.0f} MB\n")
    results = {name: measured(name, arguments.rows, folder) for name in arguments.loaders}
    tell(results, arguments.rows)


def tell(results: dict[str, dict[str, float]], rows: int) -> None:
    floor = results.get("floor")
    for name, result in results.items():
        seconds, cpu, peak = result["seconds"], result["cpu"], result["peak_mb"]
        sys.stdout.write(
            f"{name:8} {seconds:7.1f} s  {rows / seconds:10,.0f} rows/s  {peak:7,.0f} MB  "
            f"{cpu:7.1f} s of processors"
        )
        if floor:
            sys.stdout.write(
                f"  {seconds / floor['seconds']:5.2f} x floor, "
                f"{cpu / floor['cpu']:5.2f} x its processor time"
            )
        sys.stdout.write("\n")


def write_cases(path: Path, rows: int) -> None:
    """Fictional rows, one in a thousand of which does not fit."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADERS + "\n")
        for number in range(rows):
            year, month, day = (
                chance.randint(2007, 2024),
                chance.randint(1, 12),
                chance.randint(1, 28),
            )
            born = chance.randint(1950, 2006)
            date = "never" if number % 1000 == 999 else f"{year}-{month:02}-{day:02}"
            sex = "Feminine" if number % 3 else "Masculine"
            file.write(
                f"99{number:011},Primjer,Izmišljeni-{number % 5000:04},"
                f"{born}-0{month % 9 + 1}-{day:02},{sex},BA,ActualVictimOfTrafficking,"
                f"Police,{date},"
                f"BA-{number % 10 + 1:02},{FORMS[number % 4]},DebtBondage;FalsePromises,Familial,"
                f"police,internal,open\n"
            )


def measured(name: str, rows: int, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.ingest", "--rows", str(rows)]
    done = subprocess.run(
        [*command, "--folder", str(folder), "--only", name],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def measure(name: str, path: Path) -> None:
    with tempfile.TemporaryDirectory(dir=path.parent) as target:
        load = LOADERS[name](path, Path(target))
        started, used = time.perf_counter(), processor_seconds()
        load()
        seconds, cpu = time.perf_counter() - started, processor_seconds() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"seconds": seconds, "cpu": cpu, "peak_mb": peak}))


def processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def floor(path: Path, target: Path) -> Callable[[], None]:
    import duckdb

    connection = duckdb.connect(str(target / "floor.duckdb"))
    # The first parameter makes DuckDB's client import pandas and Arrow.
    connection.execute("select ?", [1])

    def load() -> None:
        connection.execute("create table cases as from read_csv(?)", [str(path)])
        connection.close()

    return load


def portal(path: Path, target: Path) -> Callable[[], None]:
    from ingest.layouts.layout import read_layouts
    from ingest.loading import load_extract
    from warehouse.database import open_restricted

    connection = open_restricted(target / "restricted.duckdb", "a key for the benchmark")
    connection.execute("select ?", [1])
    layouts = read_layouts()

    def load() -> None:
        load_extract(path, connection, ("secret",), layouts)
        connection.close()

    return load


def pandas(path: Path, target: Path) -> Callable[[], None]:
    import hashlib
    import hmac

    import duckdb
    import pandas as pd

    connection = duckdb.connect(str(target / "pandas.duckdb"))

    def load() -> None:
        rows = pd.read_csv(path, dtype=str, keep_default_na=False)
        for column in ("prs_Birthdate", "bih_IdentificationDate"):
            rows[column] = pd.to_datetime(rows[column], format="%Y-%m-%d", errors="coerce")
        born, identified = rows["prs_Birthdate"], rows["bih_IdentificationDate"]
        fits = identified.notna() & (identified <= pd.Timestamp.now()) & ~(born > identified)
        fits &= rows["prs_IdentityNumber"].str.contains("[0-9]")
        for column in rows.columns:
            if rows[column].dtype == "object":
                fits &= rows[column].str.len() <= 200
        kept = rows[fits].copy()
        kept["person_key"] = [
            hmac.new(b"secret", b"number|" + number.encode(), hashlib.sha256).hexdigest()
            for number in kept["prs_IdentityNumber"]
        ]
        kept["age_years"] = (
            kept["bih_IdentificationDate"] - kept["prs_Birthdate"]
        ).dt.days // 365.25
        kept = kept.drop(
            columns=[c for c in kept.columns if c.startswith("prs_") and "Gender" not in c]
        )
        connection.execute("create table cases as from kept")
        connection.close()

    return load


LOADERS = {"floor": floor, "portal": portal, "pandas": pandas}

if __name__ == "__main__":
    main()
