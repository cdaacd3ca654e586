"""What a template's cells accept, as the spreadsheet's own validation, and what it says of each.

A list in a column that may hold several words is offered but not enforced.
"""

from typing import Literal

from openpyxl.worksheet.datavalidation import DataValidation

from ingest.locales import Locale
from ingest.templates.fields import Column

LISTS = "lists"
LAST_ROW = 5000
OLDEST_DATE = "DATE(1900,1,1)"
OLDEST_AGE = "120"
# The most that a spreadsheet shows beside a cell.
PROMPT_TITLE, PROMPT = 32, 255


def rule_of(
    column: Column, locale: Locale, phrases: dict[str, str], list_at: str | None
) -> DataValidation:
    """The rule of one column; `list_at` is where its list of labels stands, if it has one."""
    rule = DataValidation(allow_blank=True, showInputMessage=True)
    rule.promptTitle = column.header[locale][:PROMPT_TITLE]
    rule.prompt = column.note[locale][:PROMPT]
    if list_at:
        accept_list(rule, list_at, None if column.several else phrases["not_in_list"])
    elif column.type == "date":
        accept(rule, "date", OLDEST_DATE, "TODAY()", phrases["no_date"])
    elif column.type == "age":
        accept(rule, "whole", "0", OLDEST_AGE, phrases["no_number"])
    elif column.type in ("integer", "decimal"):
        rule_type: Literal["whole", "decimal"] = "whole" if column.type == "integer" else "decimal"
        accept(rule, rule_type, "0", "1000000", phrases["no_number"])
    return rule


def accept_list(rule: DataValidation, list_at: str, error: str | None) -> None:
    rule.type, rule.formula1 = "list", list_at
    rule.showErrorMessage = error is not None
    rule.error = error


def accept(
    rule: DataValidation,
    rule_type: Literal["whole", "decimal", "date"],
    least: str,
    most: str,
    error: str,
) -> None:
    rule.type, rule.operator = rule_type, "between"
    rule.formula1, rule.formula2 = least, most
    rule.showErrorMessage, rule.error = True, error
