"""Find out in which encoding a text file was written, and turn it into UTF-8.

Nothing is repaired here, and what fits no encoding is refused.
"""

import codecs
from collections.abc import Callable

from ingest.errors import ExtractError
from ingest.limits import HEADER_BYTES, MIB

# Control characters that no text table holds; their presence means another kind of file.
BINARY = bytes(sorted(set(range(9)) | {11, 12} | set(range(14, 32))))
SINGLE_BYTE = ("cp1250", "iso-8859-2", "cp1251")
# Letters of CP1250 that are control characters in ISO-8859-2, and the places of Š, Ž, š, ž there.
ONLY_CP1250 = bytes(range(0x80, 0xA0))
CARONS_ISO = b"\xa9\xae\xb9\xbe"
LATIN_LETTERS = "čćđšžČĆĐŠŽ"
SAMPLE_BYTES = 256 * 1024
Recognises = Callable[[bytes], bool]


def find_encoding(content: bytes, name: str, recognises: Recognises) -> str:
    """By the byte order mark, else UTF-8 if valid, else the one that makes a known header.

    `recognises` says whether a head of UTF-8 text has the header of a known layout.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = content[:HEADER_BYTES]
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.translate(None, BINARY) != head:
        return two_byte_encoding(head, name, recognises)
    if is_utf8(content):
        return "utf-8"
    return single_byte_encoding(content, name, recognises)


def is_utf8(content: bytes) -> bool:
    """Piece by piece: the text of a large file is never held as a whole."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(content)
    try:
        for start in range(0, len(view), MIB):
            decoder.decode(view[start : start + MIB], final=start + MIB >= len(view))
    except UnicodeDecodeError:
        return False
    return True


def two_byte_encoding(head: bytes, name: str, recognises: Recognises) -> str:
    for encoding in ("utf-16-le", "utf-16-be"):
        if recognises(as_utf8(head, encoding)):
            return encoding
    raise ExtractError(
        f"{name} is not a text table or a spreadsheet: send CSV, XLSX, Parquet or JSON lines."
    )


def single_byte_encoding(content: bytes, name: str, recognises: Recognises) -> str:
    head = content[:HEADER_BYTES]
    fitting = [encoding for encoding in SINGLE_BYTE if recognises(as_utf8(head, encoding))]
    if not fitting:
        raise ExtractError(
            f"{name} is in none of the known encodings (UTF-8, UTF-16, "
            f"{', '.join(SINGLE_BYTE).upper()}) or its header is not that of a known layout: "
            "save it as UTF-8 and send it again."
        )
    if "cp1251" in fitting and (len(fitting) == 1 or is_cyrillic(content[:SAMPLE_BYTES])):
        return "cp1251"
    return latin_encoding(content)


def is_cyrillic(sample: bytes) -> bool:
    """Cyrillic words are all high bytes; in Latin words a high byte stands among low ones."""
    words = sample.decode("cp1251", errors="replace").split()
    letters = [[letter.isascii() for letter in word if letter.isalpha()] for word in words]
    pure = sum(1 for word in letters if word and not any(word))
    mixed = sum(1 for word in letters if any(word) and not all(word))
    return pure > mixed


def latin_encoding(content: bytes) -> str:
    """š and ž have other bytes in the two; where neither stands the texts are the same."""
    has_controls = content.translate(None, ONLY_CP1250) != content
    if not has_controls and content.translate(None, CARONS_ISO) != content:
        return "iso-8859-2"
    return "cp1250"


def as_utf8(head: bytes, encoding: str) -> bytes:
    return head.decode(encoding, errors="replace").encode("utf-8", errors="replace")


def decoded(content: bytes, name: str, encoding: str) -> bytes:
    """The same text as UTF-8; a byte order mark is left to ingest/head.py."""
    if encoding == "utf-8" or (encoding == "utf-8-sig" and is_utf8(content)):
        return content
    try:
        return content.decode(encoding).encode("utf-8")
    except UnicodeError as error:
        place = f" up to byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise ExtractError(
            f"{name} is {encoding.upper()}{place} and then breaks off or "
            "changes: it was cut or damaged on its way. Export it again."
        ) from None
