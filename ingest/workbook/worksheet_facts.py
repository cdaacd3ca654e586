"""What the parts of a spreadsheet hold: the facts of each sheet, found out as they stream by.

This runs before the spreadsheet library, and refuses what would exhaust it. It keeps lengths and
places, and no text of a cell.
"""

import posixpath
from array import array

import numpy as np

from ingest.errors import ExtractError
from ingest.limits import CELL_CHARACTERS, PARTS, SHEET_CELLS, SHEETS, refuse_over
from ingest.workbook.quick_scan import QuickScan
from ingest.workbook.worksheet_scan import WorksheetFacts, WorksheetScan
from ingest.workbook.xml_stream import Attributes, local, scan_elements, scan_pieces
from ingest.workbook.zip_archive import WORKBOOK, Part, not_a_spreadsheet, read_parts

WORKBOOK_RELATIONS = "xl/_rels/workbook.xml.rels"


class WorksheetFoundError(Exception):
    """The part is a worksheet, which is read when the shared texts are known."""


class WorkbookScan:
    """All parts but the worksheets: names of sheets, where they are, lengths of shared texts."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.part = ""
        self.relations: dict[str, str] = {}
        self.targets: dict[str, str] = {}
        self.text_lengths = array("H")
        self.length = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        match local(tag):
            case "worksheet":
                raise WorksheetFoundError
            case "sheet" if self.part == WORKBOOK:
                relation = next((attributes[key] for key in attributes if local(key) == "id"), "")
                self.relations[attributes.get("name", "")] = relation
                refuse_over(SHEETS, len(self.relations), self.name, "sheets")
            case "Relationship" if self.part == WORKBOOK_RELATIONS:
                target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
                self.targets[attributes.get("Id", "")] = target.lstrip("/").lower()
                refuse_over(PARTS, len(self.targets), self.name, "parts in its archive")
            case "si":
                self.length = 0

    def text(self, text: str) -> None:
        self.length += len(text)

    def end(self, tag: str) -> None:
        if local(tag) == "si":
            refuse_over(CELL_CHARACTERS, self.length, self.name, "characters in one cell")
            self.text_lengths.append(self.length)
            refuse_over(SHEET_CELLS, len(self.text_lengths), self.name, "texts")


def checked_worksheets(content: bytes, name: str) -> dict[str, WorksheetFacts]:
    """The facts of each worksheet by its name; refuses an archive no library should be given."""
    scan = WorkbookScan(name)
    worksheets: list[Part] = []
    for part in read_parts(content, name):
        scan.part = part.name.lower()
        try:
            scan_elements(part, scan, name)
        except WorksheetFoundError:
            worksheets.append(part)
    facts = {part.name.lower(): facts_of(part, scan, name) for part in worksheets}
    return {
        title: facts.get(scan.targets.get(relation, ""), WorksheetFacts())
        for title, relation in scan.relations.items()
    }


def facts_of(part: Part, workbook: WorkbookScan, name: str) -> WorksheetFacts:
    quick = QuickScan(name, np.frombuffer(workbook.text_lengths, dtype=np.uint16))
    scan_pieces(part, quick.take, name)
    quick.end()
    if quick.can_tell:
        return quick.facts
    scan = WorksheetScan(name, workbook.text_lengths)
    try:
        scan_elements(part, scan, name)
    except IndexError:
        raise ExtractError(not_a_spreadsheet(name)) from None
    return scan.facts
