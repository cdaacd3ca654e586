"""Find out in which encoding a text file was written, and turn it into UTF-8.

Nothing is repaired here, and what fits no encoding is refused.
"""

import codecs
from collections.abc import Callable, Iterator

from ingest.errors import ExtractError
from ingest.reading.content import PIECE_BYTES, Content

# Control characters that no text table holds; their presence means another kind of file.
BINARY = bytes(sorted(set(range(9)) | {11, 12} | set(range(14, 32))))
SINGLE_BYTE = ("cp1250", "iso-8859-2", "cp1251")
# Letters of CP1250 that are control characters in ISO-8859-2, and the places of Š, Ž, š, ž there.
ONLY_CP1250 = bytes(range(0x80, 0xA0))
CARONS_ISO = b"\xa9\xae\xb9\xbe"
SAMPLE_BYTES = 256 * 1024
Recognises = Callable[[bytes], bool]


def find_encoding(content: Content, recognises: Recognises) -> str:
    """By the byte order mark, else UTF-8 if valid, else the one that makes a known header.

    `recognises` says whether a head of UTF-8 text has the header of a known layout.
    """
    head = content.head
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.translate(None, BINARY) != head:
        return two_byte_encoding(head, content.name, recognises)
    if content.is_utf8:
        return "utf-8"
    return single_byte_encoding(content, recognises)


def two_byte_encoding(head: bytes, name: str, recognises: Recognises) -> str:
    for encoding in ("utf-16-le", "utf-16-be"):
        if recognises(as_utf8(head, encoding)):
            return encoding
    raise ExtractError(
        f"{name} is not a text table or a spreadsheet: send CSV, XLSX, Parquet or JSON lines."
    )


def single_byte_encoding(content: Content, recognises: Recognises) -> str:
    head = content.head
    fitting = [encoding for encoding in SINGLE_BYTE if recognises(as_utf8(head, encoding))]
    if not fitting:
        raise ExtractError(
            f"{content.name} is in none of the known encodings (UTF-8, UTF-16, "
            f"{', '.join(SINGLE_BYTE).upper()}) or its header is not that of a known layout: "
            "save it as UTF-8 and send it again."
        )
    if "cp1251" in fitting and (len(fitting) == 1 or is_cyrillic(head[:SAMPLE_BYTES])):
        return "cp1251"
    return latin_encoding(content)


def is_cyrillic(sample: bytes) -> bool:
    """Cyrillic words are all high bytes; in Latin words a high byte stands among low ones."""
    words = sample.decode("cp1251", errors="replace").split()
    letters = [[letter.isascii() for letter in word if letter.isalpha()] for word in words]
    pure = sum(1 for word in letters if word and not any(word))
    mixed = sum(1 for word in letters if any(word) and not all(word))
    return pure > mixed


def latin_encoding(content: Content) -> str:
    """š and ž have other bytes in the two; where neither stands the texts are the same."""
    has_carons = False
    for piece in content.pieces(PIECE_BYTES):
        if piece.translate(None, ONLY_CP1250) != piece:
            return "cp1250"
        has_carons = has_carons or piece.translate(None, CARONS_ISO) != piece
    return "iso-8859-2" if has_carons else "cp1250"


def as_utf8(head: bytes, encoding: str) -> bytes:
    return head.decode(encoding, errors="replace").encode("utf-8", errors="replace")


def text_pieces(content: Content, encoding: str, size: int) -> Iterator[bytes]:
    """The same text as UTF-8, in pieces; a byte order mark is left to ingest/reading/head.py."""
    if encoding in ("utf-8", "utf-8-sig") and content.is_utf8:
        yield from content.pieces(size)
        return
    decoder, before = codecs.getincrementaldecoder(encoding)(), 0
    for piece in content.pieces(size):
        yield decoded(decoder, piece, before, content.name, encoding)
        before += len(piece)
    yield decoded(decoder, b"", before, content.name, encoding, final=True)


def decoded(
    decoder: codecs.IncrementalDecoder,
    piece: bytes,
    before: int,
    name: str,
    encoding: str,
    final: bool = False,
) -> bytes:
    waiting = len(decoder.getstate()[0])
    try:
        return decoder.decode(piece, final).encode("utf-8")
    except UnicodeError as error:
        place = before - waiting + getattr(error, "start", 0)
        raise ExtractError(
            f"{name} is {encoding.upper()} up to byte {place} and then breaks off or "
            "changes: it was cut or damaged on its way. Export it again."
        ) from None


def ends_with_line_break(content: Content, encoding: str) -> bool:
    if not encoding.startswith("utf-16"):
        return content.tail.endswith((b"\n", b"\r"))
    is_big = encoding == "utf-16-be" or content.head.startswith(codecs.BOM_UTF16_BE)
    tail = content.tail.decode("utf-16-be" if is_big else "utf-16-le", errors="replace")
    return tail.endswith(("\n", "\r"))
