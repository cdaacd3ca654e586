"""Write the example extracts: case files of three bodies in three languages, one of them sent
twice, and a filled template of each other kind.

The same bytes on every run and every machine: one seed, no clock, fixed line ends and encodings.
"""

import codecs
import csv
import io
import shutil
from dataclasses import dataclass
from pathlib import Path
from random import Random

from examples.dirt import DUPLICATE_DELIVERY, PLANTED_ROWS, PlantedRow
from examples.persons import draw_person, national_number, persons_of_year
from examples.published import Target, target_citizenships, targets
from examples.reports import Report, reports_of
from examples.spreadsheet import spreadsheet_bytes
from examples.template_files import write_template_files
from examples.wording import fields, headers, report_cells

SEED = 20240730


@dataclass(frozen=True, kw_only=True)
class ExtractFile:
    """`years` are those of the identification; `encoding` "xlsx" is a spreadsheet."""

    name: str
    body: str
    years: range
    language: str
    encoding: str
    delimiter: str = ","


FILES = (
    ExtractFile(
        name="policija_2007_2015.csv",
        body="police",
        years=range(2007, 2016),
        language="htcds",
        encoding="utf-8",
    ),
    ExtractFile(
        name="policija_2016_2024.csv",
        body="police",
        years=range(2016, 2025),
        language="htcds",
        encoding="utf-8",
    ),
    ExtractFile(
        name="centri_socijalni_rad.xlsx",
        body="social_work",
        years=range(2007, 2025),
        language="bosnian",
        encoding="xlsx",
    ),
    ExtractFile(
        name="policija_rs_cp1251.csv",
        body="police_rs",
        years=range(2007, 2016),
        language="serbian",
        encoding="cp1251",
        delimiter=";",
    ),
    ExtractFile(
        name="policija_rs_utf16.csv",
        body="police_rs",
        years=range(2016, 2025),
        language="serbian",
        encoding="utf-16-le",
        delimiter=";",
    ),
)


def write_examples(folder: Path) -> list[Path]:
    """Write all example extracts into `folder` (made if absent); their paths, in reading order."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = Random(SEED)
    reports = draw_reports(rng)
    paths = []
    for file in FILES:
        rows = file_rows(file, reports, rng)
        content = spreadsheet_bytes(rows) if file.encoding == "xlsx" else csv_bytes(file, rows)
        paths.append(folder / file.name)
        paths[-1].write_bytes(content)
    first, again = (folder / name for name in DUPLICATE_DELIVERY)
    shutil.copyfile(first, again)
    return [*paths, again, *write_template_files(folder, reports)]


def draw_reports(rng: Random) -> list[Report]:
    by_year: dict[int, list[Target]] = {}
    for target in targets():
        by_year.setdefault(target.year, []).append(target)
    reports = []
    serial = 1
    for year, year_targets in by_year.items():
        persons = persons_of_year(year_targets, target_citizenships(year), serial, rng)
        serial += len(persons)
        reports += [report for person in persons for report in reports_of(person, rng)]
    return reports


def file_rows(file: ExtractFile, reports: list[Report], rng: Random) -> list[list[str]]:
    """The header and the rows of one file in order of date, the planted ones at their place."""
    own_reports = [
        report
        for report in reports
        if report.body == file.body and report.identified_on.year in file.years
    ]
    own_reports.sort(key=lambda report: (report.identified_on, report.person.serial))
    rows = [headers(file.language)]
    rows += [list(ordered(report_cells(report, file.language))) for report in own_reports]
    for position, planted in enumerate(PLANTED_ROWS):
        if planted.file == file.name:
            rows.insert(planted.row - 1, planted_row(planted, file, 9000 + position, rng))
    return rows


def planted_row(planted: PlantedRow, file: ExtractFile, serial: int, rng: Random) -> list[str]:
    """A fictional person whose row is wrong in the planted way."""
    case = Target(
        year=file.years[0], sex="female", child_adult="adult", form="forced_labour", victims=1
    )
    person = draw_person(case, "BIH", "actual", serial, rng)
    report = Report(body=file.body, identified_on=person.identified_on, person=person)
    cells = report_cells(report, file.language) | {"national_number": national_number(serial)}
    match planted.reason:
        case "wrong_number_of_cells":
            return ordered(cells)[:-1]
        case "no_identifier":
            return ordered(cells | {"national_number": "", "given_name": "", "family_name": ""})
        case _:
            return ordered(cells | {planted.field: planted.text})


def ordered(cells: dict[str, str]) -> list[str]:
    return [cells[field] for field in fields()]


def csv_bytes(file: ExtractFile, rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=file.delimiter, lineterminator="\r\n").writerows(rows)
    mark = codecs.BOM_UTF16_LE if file.encoding == "utf-16-le" else b""
    return mark + text.getvalue().encode(file.encoding)
