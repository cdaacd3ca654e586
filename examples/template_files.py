"""Write the examples of the other kinds of extract: the portal's own templates, filled in Bosnian.

Each file has its own seed, so that a change in one leaves the bytes of all others as they were.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from examples.activities import activity_rows
from examples.justice import proceeding_rows
from examples.published import read_table
from examples.referring import referral_rows
from examples.reports import Report
from examples.spreadsheet import spreadsheet_bytes
from examples.training import training_rows

Rows = list[dict[str, str]]


@dataclass(frozen=True, kw_only=True)
class TemplateFile:
    name: str
    kind: str
    seed: int
    rows: Callable[[list[Report], Random], Rows]


TEMPLATE_FILES = (
    TemplateFile(name="upucivanja.xlsx", kind="referrals", seed=20240801, rows=referral_rows),
    TemplateFile(name="postupci.csv", kind="proceedings", seed=20240802, rows=proceeding_rows),
    TemplateFile(name="obuke.xlsx", kind="trainings", seed=20240803, rows=training_rows),
    TemplateFile(name="aktivnosti.csv", kind="activities", seed=20240804, rows=activity_rows),
)


def write_template_files(folder: Path, reports: list[Report]) -> list[Path]:
    """Write one file of each other kind; victims in them are those of `reports`."""
    paths = []
    for file in TEMPLATE_FILES:
        rows = with_header(file.kind, file.rows(reports, Random(file.seed)))
        is_spreadsheet = file.name.endswith(".xlsx")
        paths.append(folder / file.name)
        paths[-1].write_bytes(spreadsheet_bytes(rows) if is_spreadsheet else csv_bytes(rows))
    return paths


def with_header(kind: str, rows: Rows) -> list[list[str]]:
    columns = [row for row in read_table("template_columns.csv") if row["kind"] == kind]
    header = [column["header"] for column in columns]
    return [header, *([row.get(column["field"], "") for column in columns] for row in rows)]


def csv_bytes(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8")
