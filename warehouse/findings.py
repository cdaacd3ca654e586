"""Facts of deliveries that a person has to look at, as the last build found them: rows and reasons.

No value of a row is here, and nothing of it may be published: a finding is about single persons.
"""

from dataclasses import dataclass

import duckdb

SENTENCES = {
    "reference_of_several_persons": "one reference of the source stands for several persons: each "
    "of them is counted",
    "record_of_nobody": "a record that names no person and withdraws nothing: it is not counted",
    "referral_of_nobodys_case": "a referral of a person of whom no case is recorded: it is in no "
    "figure",
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """`finding` is one of SENTENCES; `rows` are the file's row numbers, in their order."""

    finding: str
    field: str
    rows: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class FileFindings:
    file_name: str
    source: str
    finding: str
    records: int


def findings_of(connection: duckdb.DuckDBPyConnection, delivery_id: str) -> tuple[Finding, ...]:
    """Of one delivery; none where the warehouse is not built."""
    if not is_built(connection):
        return ()
    rows = connection.execute(
        "select finding, field, list(row_number order by row_number) from marts.findings "
        "where delivery_id = ? group by all order by all",
        [delivery_id],
    ).fetchall()
    return tuple(
        Finding(finding=finding, field=field, rows=tuple(numbers))
        for finding, field, numbers in rows
    )


def findings_by_file(connection: duckdb.DuckDBPyConnection) -> list[FileFindings]:
    if not is_built(connection):
        return []
    rows = connection.execute(
        """
        select deliveries.file_name, deliveries.source, findings.finding, count(*) as records
        from marts.findings
        inner join raw.deliveries using (delivery_id)
        group by all
        order by all
        """
    ).fetchall()
    return [
        FileFindings(file_name=file_name, source=source, finding=finding, records=records)
        for file_name, source, finding, records in rows
    ]


def is_built(connection: duckdb.DuckDBPyConnection) -> bool:
    row = connection.execute(
        "select 1 from information_schema.tables "
        "where table_schema = 'marts' and table_name = 'findings'"
    ).fetchone()
    return row is not None
