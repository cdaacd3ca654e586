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
    add_sheet,
    add_table,
    as_bytes,
    new_book,
)
from dashboard.indicators.facts import goal_words, indicators, level_words
from dashboard.indicators.periods import ReportingPeriod, period_days, period_label
from dashboard.indicators.phrases import NOTHING, actual_in_table, unit_in_words, with_year
from dashboard.indicators.records import HEADER, records
from dashboard.indicators.sheet import Sheet, sheet
from dashboard.indicators.status import status_words
from dashboard.indicators.values import Actual
from dashboard.language.texts import _
from dashboard.release.file import Release


def indicator_workbook(release: Release, period: ReportingPeriod) -> bytes:
    book = new_book()
    sheets = [sheet(release, one, period) for one in indicators(release)]
    within = stopped(f"{period_label(period)}: {period_days(period)}")
    note = f"{within} {release_line(release)}"
    overview = add_sheet(book, _("Indicators"), _("Project indicators"), note)
    add_overview(overview, sheets)
    for number, one in enumerate(sheets, start=1):
        name = f"{number:02d} {one.one.name}"
        add_reference(add_sheet(book, name, one.one.name, note), one)
    data = add_sheet(book, _("Data"), _("All values, one in each row"), release_line(release))
    add_table(data, HEADER, records(release), freeze=True)
    about = add_sheet(book, _("About"), _("About this file"), release_line(release))
    add_facts(about, (_("Field"), _("Value")), metadata(release, period))
    return as_bytes(book, _("Project indicators"), office_name())


def add_overview(page: Worksheet, sheets: Sequence[Sheet]) -> None:
    progress = _("Progress")
    header = [
        _("Indicator"), _("Standard code"), _("Strategic goal"), _("Level"), _("Unit of counting"),
        _("Baseline"), _("Target"), _("Actual"), _("Lower end"), _("Upper end"), _("Year"),
        progress, _("Status"),
    ]  # fmt: skip
    first, last = add_table(page, header, [overview_row(one) for one in sheets], [progress], True)
    column = "ABCDEFGHIJKLM"[header.index(progress)]
    bar = DataBarRule("num", 0, "num", 1, color=BLUE)
    page.conditional_formatting.add(f"{column}{first}:{column}{last}", bar)


def overview_row(one: Sheet) -> list[Value]:
    facts = one.one
    return [
        facts.name,
        facts.standard_code or None,
        goal_words().get(facts.strategic_goal, facts.strategic_goal),
        level_words().get(facts.level, facts.level),
        unit_in_words(facts),
        facts.baseline,
        one.found.target,
        *actual_values(one, one.found),
        one.found.progress,
        status_words()[one.status],
    ]


def actual_values(one: Sheet, found: Actual) -> list[Value]:
    """Actual, its two ends and its year; the last three for protected figures only."""
    if found.figure is None:
        return [found.exact, None, None, None]
    shown = actual_in_table(one.one, found)
    if one.one.unit == "percent":
        return [shown, None, None, found.year]
    return [shown, found.figure.lower, found.figure.upper, found.year]


def add_reference(page: Worksheet, one: Sheet) -> None:
    stand = with_year(one.found, actual_in_table(one.one, one.found))
    target = NOTHING if one.found.target is None else one.found.target
    now = [(_("Actual"), stand), (_("Target"), target)]
    rows = [*one.facts, *now, (_("Status"), status_words()[one.status])]
    add_facts(page, (_("Field"), _("Value")), rows)
    add_heading(page, _("By period"))
    header = [_("Period"), _("Target"), _("Actual"), _("Lower end"), _("Upper end"), _("Progress")]
    periods = [
        [period_label(each.period), each.target, *actual_values(one, each)[:3], each.progress]
        for each, _status in one.dated_rows
    ]
    add_table(page, header, periods, [_("Progress")])
    for split in one.splits:
        add_heading(page, split.heading)
        exact: list[list[Value]] = [
            [split.labels[code], each.exact, None, None] for code, each in split.exact.items()
        ]
        figures: list[list[Value]] = [
            [split.labels[code], actual_in_table(one.one, Actual(period=one.period, figure=each)),
             each.lower, each.upper]
            for code, each in split.figures.items()
        ]  # fmt: skip
        ends = [_("Lower end"), _("Upper end")]
        add_table(page, [split.heading, _("Actual"), *ends], [*exact, *figures])


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
