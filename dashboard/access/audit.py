"""The audit log: who signed in, was refused or took figures out of a closed room, and when.

Append-only lines of JSON, each with the hash of the one before, so that a changed or a missing line
shows. It must never hold more of a person than the account, nor a figure, an address or a filter
but the periods that are part of a file's name. Where an act can't be written down it does not
happen.
"""

import errno
import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from io import FileIO
from pathlib import Path

from dashboard.release.file import own_audience

BEGINNING = "0" * 64
BLOCK = 4096
Line = dict[str, str]


class AuditLogError(Exception):
    """The log is not what was written: the message says where."""


def log_path() -> Path | None:
    """None where none is kept: the public room's visitors have no account."""
    configured = os.environ.get("PORTAL_AUDIT_LOG", "")
    return Path(configured) if configured else None


def record(act: str, account: str, taken: str = "") -> None:
    """Return only when the disk has the line. `taken`: the file's kind and table, if any."""
    path = log_path()
    if path is None:
        return
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "act": act,
        "account": account,
        "audience": own_audience(),
        "taken": taken,
    }
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "r+b", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        append(file, chained(line, last_hash(last_line(file), path)))


def append(file: FileIO, data: bytes) -> None:
    """Whole or not at all: half a line, as on a full disk, would close the room for good."""
    end = file.seek(0, os.SEEK_END)
    try:
        if file.write(data) < len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(file.fileno())
    except OSError:
        file.truncate(end)
        raise


def chained(line: Line, previous: str) -> bytes:
    return as_json(line | {"previous": previous, "hash": hash_of(line, previous)})


def hash_of(line: Line, previous: str) -> str:
    return sha256(as_json(line | {"previous": previous})).hexdigest()


def as_json(line: Line) -> bytes:
    return json.dumps(line, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def last_line(file: FileIO) -> bytes:
    """With its line break; read from the end, since the log only grows."""
    end, size = file.seek(0, os.SEEK_END), BLOCK
    while True:
        start = file.seek(max(0, end - size))
        lines = file.read(end - start).splitlines(keepends=True)
        if start == 0 or len(lines) > 1:
            return lines[-1] if lines else b""
        size *= 2


def last_hash(last: bytes, path: Path) -> str:
    if not last:
        return BEGINNING
    try:
        own_hash = json.loads(last)["hash"]
    except (ValueError, KeyError, TypeError):
        raise broken(path, "the last line") from None
    if not last.endswith(b"\n"):
        raise broken(path, "the last line")
    return own_hash


def read_log(path: Path) -> list[Line]:
    """All lines, if none was changed, taken out or put in between."""
    return list(verified(path.read_bytes().splitlines(keepends=True), path))


def verified(lines: Iterable[bytes], path: Path) -> Iterator[Line]:
    previous = BEGINNING
    for number, raw in enumerate(lines, start=1):
        try:
            line = json.loads(raw)
            own_hash, before = line.pop("hash"), line.pop("previous")
        except (ValueError, KeyError, AttributeError):
            raise broken(path, f"line {number}") from None
        if before != previous or own_hash != hash_of(line, previous) or not raw.endswith(b"\n"):
            raise broken(path, f"line {number}")
        previous = own_hash
        yield line


def broken(path: Path, where: str) -> AuditLogError:
    return AuditLogError(
        f"{path}, {where}: this line or the one before was changed or taken out. "
        "Compare with your backup."
    )
