"""Cut a text into parts of whole rows, and have the next part ready while one is worked on.

A line break within quotation marks ends no row. Nothing else is looked at here.
"""

from collections.abc import Iterator
from concurrent.futures import Executor
from typing import TypeVar

from ingest.errors import ExtractError
from ingest.limits import CELL_CHARACTERS, MIB

# No row is longer: what looks like one is a quotation mark that is never closed.
ROW_BYTES = 8 * MIB
QUOTE = b'"'
Part = TypeVar("Part")


def whole_rows(pieces: Iterator[bytes], name: str, line_break: bytes) -> Iterator[bytes]:
    """The same text in parts that end with a row; at least one part, and only the last is open."""
    ready, rest = b"", b""
    for piece in pieces:
        end = end_of_rows(piece, line_break, is_quoted=rest.count(QUOTE) % 2 == 1)
        if end and ready:
            yield ready
        if end:
            ready = b"".join((rest, memoryview(piece)[:end]))
        rest = piece[end:] if end else rest + piece
        if len(rest) > ROW_BYTES:
            raise never_closed(name) if rest.count(QUOTE) % 2 else row_too_long(name)
    if rest.count(QUOTE) % 2:
        raise never_closed(name)
    yield ready + rest


def end_of_rows(text: bytes, line_break: bytes, is_quoted: bool) -> int:
    """The place behind the last line break outside quotation marks; 0 where there is none.

    `is_quoted`: the text begins within quotation marks.
    """
    end = text.rfind(line_break) + 1
    quotes = text.count(QUOTE, 0, end) + is_quoted
    while end and quotes % 2:
        earlier = text.rfind(line_break, 0, end - 1) + 1
        quotes -= text.count(QUOTE, earlier, end)
        end = earlier
    return end


def never_closed(name: str) -> ExtractError:
    return ExtractError(
        f"{name} has a quotation mark that is never closed: it was cut or damaged on its way. "
        "Export it again."
    )


def row_too_long(name: str) -> ExtractError:
    return ExtractError(
        f"{name} has a row of more than {ROW_BYTES:,} bytes, and a cell may have "
        f"{CELL_CHARACTERS:,} characters: remove what is no word or code, and send it again."
    )


def ready_ahead(parts: Iterator[Part], maker: Executor) -> Iterator[Part]:
    """The same parts, each made by `maker` while the one before is worked on.

    The caller ends `maker`: a generator that is thrown away must not wait for a thread.
    """
    coming = maker.submit(next, parts, None)
    while (part := coming.result()) is not None:
        coming = maker.submit(next, parts, None)
        yield part
