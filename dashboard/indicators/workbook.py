"""The indicators as a spreadsheet: a table of all, a reference sheet each, all values, metadata.

Numbers are numbers and dates are dates. A protected figure stands as it is shown on the page, with
its two ends in columns of their own.
"""

from collections.abc import Sequence

from openpyxl.formatting.rule import DataBarRule
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.charts.captions import example_note, stopped
from dashboard.content.office_texts import licence, office_name
from dashboard.files.about import exactness, protection, release_line
from dashboard.files.workbook_style import (
    BLUE,
    Value,
    add_facts,
    add_heading,
    add_table,
    add_worksheet,
    as_bytes,
    new_book,
)
from dashboard.indicators.periods import ReportingPeriod, period_days, period_label
from dashboard.indicators.phrases import (
    NOTHING,
    actual_in_table,
    status_words,
    unit_in_words,
    with_year,
)
from dashboard.indicators.records import HEADER, records
from dashboard.indicators.registry import goal_words, indicators, level_words
from dashboard.indicators.sheet import ReferenceSheet, reference_sheet
from dashboard.indicators.values import Actual
from dashboard.language.texts import _
from dashboard.release.facts import Release


def indicator_workbook(release: Release, period: ReportingPeriod) -> bytes:
    book = new_book()
    sheets = [reference_sheet(release, indicator, period) for indicator in indicators(release)]
    within = stopped(f"{period_label(period)}: {period_days(period)}")
    note = f"{within} {release_line(release)}"
    overview = add_worksheet(book, _("Indicators"), _("Project indicators"), note)
    add_overview(overview, sheets)
    for number, sheet in enumerate(sheets, start=1):
        name = f"{number:02d} {sheet.indicator.name}"
        add_reference(add_worksheet(book, name, sheet.indicator.name, note), sheet)
    data = add_worksheet(book, _("Data"), _("All values, one in each row"), release_line(release))
    add_table(data, HEADER, records(release), freeze=True)
    about = add_worksheet(book, _("About"), _("About this file"), release_line(release))
    add_facts(about, (_("Field"), _("Value")), metadata(release, period))
    return as_bytes(book, _("Project indicators"), office_name())


def add_overview(worksheet: Worksheet, sheets: Sequence[ReferenceSheet]) -> None:
    progress = _("Progress")
    header = [
        _("Indicator"), _("Standard code"), _("Strategic goal"), _("Level"), _("Unit of counting"),
        _("Baseline"), _("Target"), _("Actual"), _("Lower end"), _("Upper end"), _("Year"),
        progress, _("Status"),
    ]  # fmt: skip
    first, last = add_table(
        worksheet, header, [overview_row(sheet) for sheet in sheets], [progress], True
    )
    column = "ABCDEFGHIJKLM"[header.index(progress)]
    bar = DataBarRule("num", 0, "num", 1, color=BLUE)
    worksheet.conditional_formatting.add(f"{column}{first}:{column}{last}", bar)


def overview_row(sheet: ReferenceSheet) -> list[Value]:
    indicator = sheet.indicator
    return [
        indicator.name,
        indicator.standard_code or None,
        goal_words().get(indicator.strategic_goal, indicator.strategic_goal),
        level_words().get(indicator.level, indicator.level),
        unit_in_words(indicator),
        indicator.baseline,
        sheet.actual.target,
        *actual_values(sheet, sheet.actual),
        sheet.actual.progress,
        status_words()[sheet.status],
    ]


def actual_values(sheet: ReferenceSheet, actual: Actual) -> list[Value]:
    """Actual, its two ends and its year; the last three for protected figures only."""
    if actual.figure is None:
        return [actual.exact, None, None, None]
    text = actual_in_table(sheet.indicator, actual)
    if sheet.indicator.unit == "percent":
        return [text, None, None, actual.year]
    return [text, actual.figure.lower, actual.figure.upper, actual.year]


def add_reference(worksheet: Worksheet, sheet: ReferenceSheet) -> None:
    stand = with_year(sheet.actual, actual_in_table(sheet.indicator, sheet.actual))
    target = NOTHING if sheet.actual.target is None else sheet.actual.target
    now = [(_("Actual"), stand), (_("Target"), target)]
    rows = [*sheet.facts, *now, (_("Status"), status_words()[sheet.status])]
    add_facts(worksheet, (_("Field"), _("Value")), rows)
    add_heading(worksheet, _("By period"))
    header = [_("Period"), _("Target"), _("Actual"), _("Lower end"), _("Upper end"), _("Progress")]
    periods = [
        [
            period_label(actual.period),
            actual.target,
            *actual_values(sheet, actual)[:3],
            actual.progress,
        ]
        for actual, _status in sheet.dated_rows
    ]
    add_table(worksheet, header, periods, [_("Progress")])
    for split in sheet.splits:
        add_heading(worksheet, split.heading)
        exact: list[list[Value]] = [
            [split.labels[code], actual.exact, None, None] for code, actual in split.exact.items()
        ]
        figures: list[list[Value]] = [
            [
                split.labels[code],
                actual_in_table(sheet.indicator, Actual(period=sheet.period, figure=figure)),
                figure.lower,
                figure.upper,
            ]
            for code, figure in split.figures.items()
        ]
        ends = [_("Lower end"), _("Upper end")]
        add_table(worksheet, [split.heading, _("Actual"), *ends], [*exact, *figures])


def metadata(release: Release, period: ReportingPeriod) -> list[list[Value]]:
    rows: list[list[Value]] = [
        [_("Source"), office_name()],
        [_("Release"), release.name],
        [_("Published on"), release.released_on],
        [_("Reporting period"), f"{period_label(period)}: {period_days(period)}"],
        [_("Exact figures"), exactness()],
        [_("Protected figures"), protection()],
        [_("Licence"), f"{licence().name}, {licence().url}"],
    ]
    return [*rows, [_("Note"), example_note()]] if release.fictional else rows
