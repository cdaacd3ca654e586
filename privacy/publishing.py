"""Publish: one release file from the stored measurements, written whole or not at all.

Of the restricted database it reads the vocabulary and the officially printed totals, and never a
count. A release that would say the same as the last one is not made again.
"""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from privacy import durable
from privacy.budget import cohort_budgets
from privacy.errors import NothingToPublishError
from privacy.ledger import check_register, locked_ledger, read_locked
from privacy.ledger_lines import Ledger
from privacy.measurements import (
    Measurement,
    check_definition,
    check_same_persons,
    read_measurements,
)
from privacy.release_file import (
    Sheet,
    Title,
    budget_sheet,
    measurements_sheet,
    table_sheet,
    tables_sheet,
    title_sheet,
)
from privacy.release_store import newest_version, point_to, read_sheets, write_version
from privacy.seeds import codes_of, published_totals_sheet, vocabulary_sheet
from privacy.spec import ReleaseSpec, closed_periods, measurement_id, spec_hash
from privacy.verifying import check_paid
from privacy.windows import published_cells


def publish(
    spec: ReleaseSpec,
    connection: duckdb.DuckDBPyConnection,
    *,
    measurement_dir: Path,
    ledger_path: Path,
    release_dir: Path,
    audience: str,
    register: str,
    fictional: bool,
) -> Path:
    """The path of the newest version: a new one, or the last one where nothing has changed."""
    if not ledger_path.exists():
        raise nothing_to_publish()
    with locked_ledger(ledger_path) as file:
        ledger = read_locked(file)
        check_register(ledger, register, ledger_path)
        stored = read_measurements(measurement_dir)
        check_paid(ledger, stored, ledger_path)
        sheets = body_sheets(spec, connection, ledger, stored, register, fictional)
        title = Title(
            name="",
            number=0,
            audience=audience,
            register=register,
            released_on=datetime.now(UTC).date().isoformat(),
            spec_hash=spec_hash(spec),
            ledger_hash=ledger.head,
            fictional=fictional,
        )
        return put_out(release_dir / audience, title, sheets)


def body_sheets(
    spec: ReleaseSpec,
    connection: duckdb.DuckDBPyConnection,
    ledger: Ledger,
    stored: dict[str, Measurement],
    register: str,
    fictional: bool,
) -> list[Sheet]:
    """Every sheet but the title; the declared tables come first."""
    chosen = declared_measurements(spec, stored)
    if not chosen:
        raise nothing_to_publish()
    for measurement in chosen:
        check_same_persons(measurement, register, fictional)
    cells = published_cells(spec, chosen)
    declared = []
    for table in spec.tables:
        codes = codes_of(connection, table)
        check_definition(stored.values(), table, codes)
        measurements = [one for one in chosen if one.table.name == table.name]
        declared.append(table_sheet(table, codes, measurements, cells))
    return [
        *declared,
        tables_sheet(spec),
        measurements_sheet(chosen),
        budget_sheet(cohort_budgets(spec, ledger.charges)),
        vocabulary_sheet(connection, spec),
        published_totals_sheet(connection),
    ]


def declared_measurements(spec: ReleaseSpec, stored: dict[str, Measurement]) -> list[Measurement]:
    """What is stored and still declared, in the spec's order. The rest stays in the store."""
    declared = [
        measurement_id(table, period)
        for table in spec.tables
        for period in closed_periods(spec, table)
    ]
    return [stored[name] for name in declared if name in stored]


def put_out(folder: Path, title: Title, sheets: list[Sheet]) -> Path:
    durable.make_folder(folder, mode=0o755)
    durable.remove_drafts(folder)
    last = newest_version(folder, title.audience)
    if last and says_the_same(read_sheets(last.path), title, sheets):
        point_to(last.path)
        return last.path
    number = last.number + 1 if last else 1
    name = f"{title.audience}-{number:04}"
    path = folder / f"{name}.duckdb"
    write_version(path, [*sheets, title_sheet(replace(title, name=name, number=number))])
    point_to(path)
    return path


def says_the_same(last: dict[str, Sheet], title: Title, sheets: list[Sheet]) -> bool:
    """All is equal but which release it is, and its date."""
    if "release" not in last:
        return False
    old = dict(zip(last["release"].columns, last["release"].rows[0], strict=True))
    as_old = replace(title, name=old["name"], number=old["number"], released_on=old["released_on"])
    return last == {sheet.name: sheet for sheet in [*sheets, title_sheet(as_old)]}


def nothing_to_publish() -> NothingToPublishError:
    return NothingToPublishError(
        "No declared table has been measured yet, so there is nothing to publish: "
        "run 'portal release draw' first."
    )
