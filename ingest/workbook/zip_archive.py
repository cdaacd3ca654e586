"""Look into the ZIP archive of a spreadsheet before a spreadsheet library does.

Bombs, tricks with names and hidden parts are refused here, piece by piece and with bounded memory:
no part is ever held unpacked. What the parts say is judged in ingest/workbook/worksheet_facts.py.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.errors import ExtractError
from ingest.limits import MIB, PARTS, SPREADSHEET_BYTES, UNPACKED_BYTES, UNPACKED_RATIO, refuse_over

PIECE_BYTES = MIB
LOCAL_HEADER = struct.Struct("<4s22xHH")
END_BYTES, END_SIGNATURE = 22, b"PK\x05\x06"
ENCRYPTED = 0x1
# Parts of OpenDocument and of the binary format, which the spreadsheet library would read instead.
OTHER_FORMATS = ("content.xml", "xl/workbook.bin")
WORKBOOK = "xl/workbook.xml"


@dataclass(frozen=True, kw_only=True)
class Part:
    name: str
    packed: memoryview
    is_deflated: bool
    size: int


class DamagedPartError(Exception):
    """A part does not unpack to what the archive says of it."""


def read_parts(content: bytes, name: str) -> list[Part]:
    """The parts of the archive, not yet unpacked; refuses what no spreadsheet program writes."""
    refuse_over(SPREADSHEET_BYTES, len(content), name, "bytes")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
        refuse_over(PARTS, len(infos), name, "parts in its archive")
        refuse_over(UNPACKED_BYTES, sum(info.file_size for info in infos), name, "bytes unpacked")
        refuse_tricks(content, infos, name)
        return [part_of(content, info) for info in infos if not info.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OSError):
        raise ExtractError(not_a_spreadsheet(name)) from None


def not_a_spreadsheet(name: str) -> str:
    return (
        f"{name} is not a spreadsheet that can be opened, or it was cut on its way: "
        "open it, save it as XLSX and send it again."
    )


def refuse_tricks(content: bytes, infos: list[zipfile.ZipInfo], name: str) -> None:
    names = [info.filename for info in infos]
    folded = {part.lower() for part in names}
    if WORKBOOK not in folded or folded & set(OTHER_FORMATS):
        raise ExtractError(f"{name} is no XLSX spreadsheet: open it, save it as XLSX and send it.")
    if any(info.flag_bits & ENCRYPTED for info in infos):
        raise ExtractError(f"{name} is protected by a password: save it without one and send it.")
    tricks = {
        "a part whose name leads out of it": any(map(leads_out, infos)),
        "two parts of the same name": len(folded) < len(names),
        "something behind its end": content[-END_BYTES:][:4] != END_SIGNATURE,
        "a part that unpacks to far more than it holds": any(map(is_bomb, infos)),
    }
    for trick, is_there in tricks.items():
        if is_there:
            raise ExtractError(
                f"{name} is an archive with {trick}, which no spreadsheet program writes: "
                "open it, save it as XLSX and send it again."
            )


def leads_out(info: zipfile.ZipInfo) -> bool:
    parts = info.orig_filename.replace("\\", "/").split("/")
    return parts[0] == "" or ".." in parts or ":" in parts[0] or "\0" in info.orig_filename


def is_bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > max(MIB, UNPACKED_RATIO * info.compress_size)


def part_of(content: bytes, info: zipfile.ZipInfo) -> Part:
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotImplementedError
    signature, name_length, extra_length = LOCAL_HEADER.unpack_from(content, info.header_offset)
    start = info.header_offset + LOCAL_HEADER.size + name_length + extra_length
    if signature != b"PK\x03\x04" or start + info.compress_size > len(content):
        raise zipfile.BadZipFile
    return Part(
        name=info.filename,
        packed=memoryview(content)[start : start + info.compress_size],
        is_deflated=info.compress_type == zipfile.ZIP_DEFLATED,
        size=info.file_size,
    )


def unpacked(part: Part) -> Iterator[bytes]:
    """The part in pieces; an error as soon as it holds more than the archive says."""
    total = 0
    for piece in inflated(part.packed) if part.is_deflated else stored(part.packed):
        total += len(piece)
        if total > part.size:
            raise DamagedPartError
        yield piece
    if total != part.size:
        raise DamagedPartError


def stored(packed: memoryview) -> Iterator[bytes]:
    for start in range(0, len(packed), PIECE_BYTES):
        yield bytes(packed[start : start + PIECE_BYTES])


def inflated(packed: memoryview) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(0, len(packed), PIECE_BYTES):
            waiting: bytes | memoryview = packed[start : start + PIECE_BYTES]
            while waiting:
                yield inflater.decompress(waiting, PIECE_BYTES)
                waiting = inflater.unconsumed_tail
        yield inflater.flush()
    except zlib.error:
        raise DamagedPartError from None
    if not inflater.eof:
        raise DamagedPartError
