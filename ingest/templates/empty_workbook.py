"""Write the empty spreadsheet in which an institution delivers: a sheet to fill in, one to read.

The first sheet holds nothing but its header: examples stand on the instructions, turned on their
side, so that no program can take them for records. Codes that only the portal gives are left out.
"""

from pathlib import Path
from typing import Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ingest.locales import Locale
from ingest.templates.fields import Column, Template, read_toml, template_of
from ingest.templates.rules import LAST_ROW, LISTS, rule_of

# dimension -> code -> its label in the template's locale, in the order of the list.
Labels = dict[str, dict[str, str]]
NOT_OFFERED = ("unmapped", "not_collected")
NUMBER_FORMATS = {"date": "DD.MM.YYYY", "text": "@"}
BOLD = Font(bold=True)
WRAPPED = Alignment(wrap_text=True, vertical="top")
NEEDED = PatternFill("solid", fgColor="1F4E79")
WELCOME = PatternFill("solid", fgColor="5B7A99")


def write_template(path: Path, kind_name: str, locale: Locale, labels: Labels) -> None:
    """Write the template of the kind to `path`; `labels` are the vocabulary's in the locale."""
    template = template_of(kind_name)
    phrases = {name: wording[locale] for name, wording in read_toml("workbook.toml").items()}
    offered = {dimension: offered_labels(codes) for dimension, codes in labels.items()}
    workbook = Workbook()
    fill_data_sheet(workbook.worksheets[0], template, locale, phrases, offered)
    fill_instructions(
        workbook.create_sheet(phrases["instructions"]), template, locale, phrases, offered
    )
    fill_lists(workbook.create_sheet(LISTS), template, offered)
    workbook.save(path)


def offered_labels(labels: dict[str, str]) -> dict[str, str]:
    return {code: label for code, label in labels.items() if code not in NOT_OFFERED}


def fill_data_sheet(
    worksheet: Worksheet,
    template: Template,
    locale: Locale,
    phrases: dict[str, str],
    offered: Labels,
) -> None:
    worksheet.title = template.title[locale]
    lists = list_columns(template, offered)
    for position, column in enumerate(template.columns, start=1):
        letter = get_column_letter(position)
        style_header(worksheet, position, column, locale)
        worksheet.column_dimensions[letter].width = max(14, len(column.header[locale]) * 0.7, 10)
        worksheet.column_dimensions[letter].number_format = NUMBER_FORMATS.get(
            column.type, "General"
        )
        rule = rule_of(column, locale, phrases, lists.get(column.dimension or ""))
        rule.add(f"{letter}2:{letter}{LAST_ROW}")
        worksheet.add_data_validation(rule)
    worksheet.row_dimensions[1].height = 48
    worksheet.freeze_panes = "A2"
    worksheet.print_title_rows = "1:1"
    make_printable(worksheet, "landscape")


def style_header(worksheet: Worksheet, position: int, column: Column, locale: Locale) -> None:
    cell = worksheet.cell(1, position, column.header[locale])
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = NEEDED if column.filled or column.required else WELCOME
    cell.alignment = Alignment(wrap_text=True, vertical="center")


def make_printable(worksheet: Worksheet, orientation: Literal["portrait", "landscape"]) -> None:
    worksheet.page_setup.orientation = orientation
    worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]  # openpyxl makes them all
    worksheet.oddFooter.center.text = "&P / &N"  # type: ignore[union-attr]  # openpyxl makes them all


def fill_instructions(
    worksheet: Worksheet,
    template: Template,
    locale: Locale,
    phrases: dict[str, str],
    offered: Labels,
) -> None:
    worksheet.append([f"{template.title[locale]}: {phrases['heading']}"])
    for name in ("fill", "empty", "send", "fictional"):
        worksheet.append([phrases[name]])
    worksheet.append([])
    worksheet.append([phrases[name] for name in ("column", "write", "example_1", "example_2")])
    for cell in (worksheet["A1"], *worksheet[worksheet.max_row]):
        cell.font = BOLD
    for column in template.columns:
        mark = " *" if column.filled else ""
        examples = shown_examples(column, locale, offered)
        worksheet.append([f"{column.header[locale]}{mark}", column.note[locale], *examples])
        for cell in worksheet[worksheet.max_row]:
            cell.alignment = WRAPPED
            cell.number_format = "@"
    for letter, width in zip("ABCD", (34, 70, 28, 28), strict=True):
        worksheet.column_dimensions[letter].width = width
    make_printable(worksheet, "landscape")


def shown_examples(column: Column, locale: Locale, offered: Labels) -> list[str]:
    """Codes by their labels; texts as they are."""
    labels = offered.get(column.dimension or "", {})
    return [
        "; ".join(labels.get(word, word) for word in example.split(";"))
        for example in column.examples_in(locale)
    ]


def list_columns(template: Template, offered: Labels) -> dict[str, str]:
    """dimension -> where the hidden worksheet holds its labels, as a formula."""
    return {
        dimension: list_place(position, len(offered[dimension]))
        for position, dimension in enumerate(used_dimensions(template, offered), start=1)
    }


def list_place(position: int, length: int) -> str:
    letter = get_column_letter(position)
    return f"{LISTS}!${letter}$1:${letter}${length}"


def used_dimensions(template: Template, offered: Labels) -> list[str]:
    dimensions = dict.fromkeys(column.dimension for column in template.columns if column.dimension)
    return [dimension for dimension in dimensions if offered.get(dimension)]


def fill_lists(worksheet: Worksheet, template: Template, offered: Labels) -> None:
    for position, dimension in enumerate(used_dimensions(template, offered), start=1):
        for row, label in enumerate(offered[dimension].values(), start=1):
            worksheet.cell(row, position, label)
    worksheet.sheet_state = "hidden"
