"""How large a worksheet is, and where its errors stand, told while its XML streams by.

The spreadsheet library takes memory for the whole area from the first to the last filled cell, and
shows an error as an empty cell: both must be known before.
"""

from array import array
from dataclasses import dataclass, field
from functools import cache

from ingest.limits import (
    CELL_CHARACTERS,
    COLUMNS,
    SHEET_CELLS,
    SHEET_CHARACTERS,
    refuse_over,
)
from ingest.workbook.xml_stream import Attributes, local

FIRST_LETTER = ord("A") - 1


@dataclass(kw_only=True)
class WorksheetFacts:
    """Rows and columns of the filled area; `errors` are (row, column) from 0."""

    rows: int = 0
    columns: int = 0
    errors: list[tuple[int, int]] = field(default_factory=list)
    hidden_rows: int = 0
    formulas_without_result: int = 0


class WorksheetScan:
    """`text_lengths` are those of the shared texts, which cells name by their number."""

    def __init__(self, name: str, text_lengths: array) -> None:
        self.facts = WorksheetFacts()
        self.name = name
        self.text_lengths = text_lengths
        self.row, self.column, self.cell_type = 0, 0, ""
        self.has_formula = self.has_value = self.in_value = False
        self.number, self.length, self.characters = "", 0, 0

    def start(self, tag: str, attributes: Attributes) -> None:
        match local(tag):
            case "row":
                self.row = int(attributes.get("r", self.row + 1))
                self.column = 0
                self.facts.hidden_rows += attributes.get("hidden") in ("1", "true")
            case "c":
                self.start_cell(attributes)
            case "f":
                self.has_formula = True
            case "v" | "is":
                self.has_value = self.in_value = True
                self.number, self.length = "", 0

    def start_cell(self, attributes: Attributes) -> None:
        place = attributes.get("r")
        if place:
            letters = place.rstrip("0123456789")
            self.column, self.row = column_number(letters.upper()), int(place[len(letters) :])
        else:
            self.column += 1
        self.cell_type = attributes.get("t", "n")
        self.has_formula = self.has_value = False

    def text(self, text: str) -> None:
        if self.in_value:
            self.length += len(text)
            if self.cell_type == "s":
                self.number = (self.number + text)[:CELL_CHARACTERS]

    def end(self, tag: str) -> None:
        match local(tag):
            case "v" | "is":
                self.in_value = False
                self.end_value()
            case "c":
                self.facts.formulas_without_result += self.has_formula and not self.has_value

    def end_value(self) -> None:
        facts = self.facts
        length = self.text_lengths[int(self.number)] if self.cell_type == "s" else self.length
        refuse_over(CELL_CHARACTERS, length, self.name, "characters in one cell")
        self.characters += length
        refuse_over(SHEET_CHARACTERS, self.characters, self.name, "characters in one sheet")
        facts.rows, facts.columns = max(facts.rows, self.row), max(facts.columns, self.column)
        refuse_over(COLUMNS, facts.columns, self.name, "columns in one sheet")
        refuse_over(SHEET_CELLS, facts.rows * facts.columns, self.name, "cells in one sheet's area")
        if self.cell_type == "e":
            facts.errors.append((self.row - 1, self.column - 1))


@cache
def column_number(letters: str) -> int:
    """A is 1, Z is 26, AA is 27; more than three letters are no column."""
    if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
        raise ValueError("no column")
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - FIRST_LETTER
    return number
