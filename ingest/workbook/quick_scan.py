"""The facts of an ordinary worksheet, several times as fast as by looking at each element.

What is not written as spreadsheet programs write it is left to ingest/workbook/worksheet_scan.py:
this module then says that it can't tell, and never tells less than what is there.
"""

import re

import numpy as np

from ingest.limits import COLUMNS, MIB, SHEET_CELLS, SHEET_CHARACTERS, refuse_over
from ingest.workbook.worksheet_scan import WorksheetFacts, column_number


def tag(text: str) -> re.Pattern[bytes]:
    """A pattern for tags, in which `<x:` stands for any or no namespace."""
    return re.compile(text.replace("x:", r"(?:[^\s<>/:]+:)?").encode())


CELL = tag(r"<x:c(?=[\s/>])")
PLACED_CELL = tag(r"""<x:c\s(?:[^<>]*?\s)?r=["']([A-Za-z]{1,3})(\d{1,7})["'][^<>]*?(/?)>""")
ERROR_CELL = tag(
    r"""<x:c\s(?=[^<>]*?\bt=["']e["'])(?:[^<>]*?\s)?r=["']([A-Za-z]{1,3})(\d{1,7})["']"""
)
VALUE = tag(r"<x:v>(\d{1,9})<")
HIDDEN_ROW = tag(r"""<x:row\s[^<>]*?\bhidden=["'](?:1|true)["']""")
NO_RESULT = tag(r"(?:</x:f>|<x:f(?=[\s/])[^<>]*/>)\s*</x:c>")


class QuickScan:
    """Takes the pieces of a worksheet; `can_tell` says whether `facts` are all there is."""

    def __init__(self, name: str, text_lengths: np.ndarray) -> None:
        self.facts = WorksheetFacts()
        self.name = name
        self.text_lengths = text_lengths
        self.can_tell = True
        self.characters = 0
        self.rest = b""

    def take(self, piece: bytes) -> None:
        """Look at all but the last cell, which may go on in the next piece."""
        text = self.rest + piece
        end = text.rfind(b"<c", 0, max(text.rfind(b"<"), 0))
        if len(text) - end > MIB:
            end = text.rfind(b"<")
        self.look_at(text[: max(end, 0)])
        self.rest = text[max(end, 0) :]
        if len(self.rest) > MIB:
            self.can_tell, self.rest = False, b""

    def end(self) -> None:
        self.look_at(self.rest)
        self.can_tell &= self.characters <= SHEET_CHARACTERS

    def look_at(self, text: bytes) -> None:
        facts = self.facts
        cells = PLACED_CELL.findall(text)
        self.can_tell &= len(cells) == len(CELL.findall(text))
        filled = [(letters, row) for letters, row, closed in cells if not closed]
        columns = {column_number(letters.decode().upper()) for letters, _ in filled}
        facts.columns = max(facts.columns, *columns, 0)
        facts.rows = max(facts.rows, max((int(row) for _, row in filled), default=0))
        refuse_over(COLUMNS, facts.columns, self.name, "columns in one sheet")
        refuse_over(SHEET_CELLS, facts.rows * facts.columns, self.name, "cells in one sheet's area")
        for letters, row in ERROR_CELL.findall(text):
            facts.errors.append((int(row) - 1, column_number(letters.decode().upper()) - 1))
        facts.hidden_rows += len(HIDDEN_ROW.findall(text))
        facts.formulas_without_result += len(NO_RESULT.findall(text))
        self.characters += self.longest_texts(text)

    def longest_texts(self, text: bytes) -> int:
        """The characters of all shared texts, as if every whole number were one of them."""
        numbers = np.array(VALUE.findall(text), dtype="S9").astype(np.int64)
        return int(self.text_lengths[numbers[numbers < len(self.text_lengths)]].sum())
