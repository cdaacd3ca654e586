"""Read the XML of one part of a spreadsheet as it unpacks, without holding it.

A document type is refused: there entities are declared, which grow without end or name files.
"""

from collections.abc import Callable
from typing import Protocol
from xml.parsers import expat

from ingest.errors import ExtractError
from ingest.workbook.zip_archive import DamagedPartError, Part, not_a_spreadsheet, unpacked

Attributes = dict[str, str]
XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff")
# Drawings of notes, which spreadsheet programs write as HTML; no sheet is read from them.
NO_XML = ".vml"


class Scan(Protocol):
    def start(self, tag: str, attributes: Attributes) -> None: ...

    def text(self, text: str) -> None: ...

    def end(self, tag: str) -> None: ...


def scan_elements(part: Part, scan: Scan, name: str) -> None:
    """Send the part's elements to `scan`."""
    parser = new_parser(name)
    parser.buffer_text = True
    parser.StartElementHandler = scan.start
    parser.CharacterDataHandler = scan.text
    parser.EndElementHandler = scan.end
    parse(part, parser, name, lambda piece: None)


def scan_pieces(part: Part, take: Callable[[bytes], None], name: str) -> None:
    """Send the part's text to `take`, and see only to it that it is plain XML."""
    parse(part, new_parser(name), name, take)


def new_parser(name: str) -> expat.XMLParserType:
    # The encoding is ours, not the part's to declare: in another one a tag could hide.
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
    parser.StartDoctypeDeclHandler = lambda *_: refuse_document_type(name)
    return parser


def parse(
    part: Part, parser: expat.XMLParserType, name: str, take: Callable[[bytes], None]
) -> None:
    """A part that is no XML is only unpacked."""
    is_xml = None
    try:
        for piece in unpacked(part):
            if is_xml is None:
                is_xml = is_start_of_xml(piece) and not part.name.lower().endswith(NO_XML)
            if is_xml:
                parser.Parse(piece)
                take(piece)
        if is_xml:
            parser.Parse(b"", True)
    except (expat.ExpatError, DamagedPartError, ValueError, OverflowError):
        raise ExtractError(not_a_spreadsheet(name)) from None


def is_start_of_xml(piece: bytes) -> bool:
    return piece.lstrip().startswith(XML_STARTS)


def refuse_document_type(name: str) -> None:
    raise ExtractError(
        f"{name} declares a document type in one of its parts, which no spreadsheet program does: "
        "open it, save it as XLSX and send it again."
    )


def local(tag: str) -> str:
    """The tag or attribute without its namespace."""
    return tag.rpartition(" ")[2]
