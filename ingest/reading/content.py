"""The bytes of one file: its content code, and its pieces as they were when the code was taken.

A large file is not held in memory but read twice, and refused where it is not the same twice.
Nothing is interpreted here.
"""

import codecs
import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import ExtractError
from ingest.limits import FILE_BYTES, HEADER_BYTES, MIB, refuse_over

# A file up to this size is read once and held in memory.
IN_MEMORY_BYTES = 64 * MIB
PIECE_BYTES = 8 * MIB
DECODED_BYTES = MIB // 4
# As much of the end as tells how the file ends, in every format.
TAIL_BYTES = 8


@dataclass(frozen=True, kw_only=True)
class Content:
    """`digest` is the SHA-256 of all bytes; `in_memory` has them, or is None where `path` does.

    `head` are the first HEADER_BYTES.
    """

    name: str
    size: int
    digest: str
    is_utf8: bool
    head: bytes
    tail: bytes
    in_memory: bytes | None
    path: Path | None = None

    def pieces(self, size: int) -> Iterator[bytes]:
        """All bytes, `size` at a time."""
        if self.in_memory is None:
            yield from self.read_again(size)
        else:
            for start in range(0, self.size, size):
                yield self.in_memory[start : start + size]

    def whole(self) -> bytes:
        return b"".join(self.pieces(PIECE_BYTES)) if self.in_memory is None else self.in_memory

    def read_again(self, size: int) -> Iterator[bytes]:
        digest = hashlib.sha256()
        assert self.path is not None  # what is not held is in a file
        for piece in file_pieces(self.path, size):
            digest.update(piece)
            yield piece
        if digest.hexdigest() != self.digest:
            raise still_written(self.name)


def content_of_file(path: Path) -> Content:
    """The content of the file, if it stood still while it was read."""
    if not path.is_file():
        raise ExtractError(f"{path} is not a file: give the path of an extract.")
    before = size_and_time(path)
    refuse_over(FILE_BYTES, before[0], path.name, "bytes")
    pieces: list[bytes] | None = [] if before[0] <= IN_MEMORY_BYTES else None
    surveyed = survey(keeping(file_pieces(path, PIECE_BYTES), pieces))
    if size_and_time(path) != before or surveyed["size"] != before[0]:
        raise still_written(path.name)
    in_memory = None if pieces is None else b"".join(pieces)
    return Content(name=path.name, path=path, in_memory=in_memory, **surveyed)


def size_and_time(path: Path) -> tuple[int, int]:
    try:
        facts = path.stat()
    except OSError as error:
        raise unreadable(path, error) from None
    return facts.st_size, facts.st_mtime_ns


def file_pieces(path: Path, size: int) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := file.read(size):
                yield piece
    except OSError as error:
        raise unreadable(path, error) from None


def keeping(pieces: Iterator[bytes], kept: list[bytes] | None) -> Iterator[bytes]:
    for piece in pieces:
        if kept is not None:
            kept.append(piece)
        yield piece


def survey(pieces: Iterator[bytes]) -> dict[str, Any]:
    """What is known of a content when all its bytes were seen once."""
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")()
    size, is_utf8, head, tail = 0, True, b"", b""
    with ThreadPoolExecutor(max_workers=1) as hasher:
        for piece in pieces:
            hashed = hasher.submit(digest.update, piece)
            is_utf8 = is_utf8 and goes_on(decoder, piece)
            size += len(piece)
            head += piece[: HEADER_BYTES - len(head)]
            tail = (tail + piece[-TAIL_BYTES:])[-TAIL_BYTES:]
            hashed.result()
    return {
        "size": size,
        "digest": digest.hexdigest(),
        "is_utf8": is_utf8 and goes_on(decoder, b"", final=True),
        "head": head,
        "tail": tail,
    }


def goes_on(decoder: codecs.IncrementalDecoder, piece: bytes, final: bool = False) -> bool:
    """Whether the text goes on as valid UTF-8; it is decoded a little at a time."""
    view = memoryview(piece)
    try:
        for start in range(0, len(view), DECODED_BYTES):
            decoder.decode(view[start : start + DECODED_BYTES])
        decoder.decode(b"", final=final)
    except UnicodeDecodeError:
        return False
    return True


def still_written(name: str) -> ExtractError:
    return ExtractError(f"{name} is still being written: load it when it is complete.")


def unreadable(path: Path, error: OSError) -> ExtractError:
    return ExtractError(
        f"{path} can't be read ({error.strerror}): check its permissions and its disk or mount."
    )
