"""Write to disk so that what is written survives a crash or a power cut, whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from privacy.errors import StorageError

DRAFT = ".draft"


def append(file: int, data: bytes, path: Path) -> None:
    """Return only when the disk has it. A crash may leave the beginning of `data`, and no more."""
    with told_as_storage_error(path):
        while data:
            data = data[os.write(file, data) :]
        os.fsync(file)


def replace_whole(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Readers see the old content or the new, and never a part."""
    draft = draft_of(path)
    with told_as_storage_error(path):
        draft.unlink(missing_ok=True)
        file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            append(file, data, path)
        finally:
            os.close(file)
    put_in_place(draft, path)


def put_in_place(draft: Path, path: Path) -> None:
    with told_as_storage_error(path):
        draft.replace(path)
        sync_folder(path.parent)


def draft_of(path: Path) -> Path:
    return path.with_name(f".{path.name}{DRAFT}")


def remove_drafts(folder: Path) -> None:
    """What a crash left half-written; nothing ever reads it."""
    for draft in folder.rglob(f".*{DRAFT}*"):
        draft.unlink(missing_ok=True)


def sync_file(path: Path) -> None:
    with told_as_storage_error(path):
        file = os.open(path, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)


def sync_folder(folder: Path) -> None:
    """A new name in a folder is only safe once the folder itself is on the disk."""
    sync_file(folder)


def make_folder(folder: Path, mode: int = 0o700) -> None:
    """Make it and those above it, each on the disk before anything is put inside."""
    if folder.is_dir():
        return
    make_folder(folder.parent, mode)
    with told_as_storage_error(folder):
        folder.mkdir(exist_ok=True, mode=mode)
        sync_folder(folder.parent)


@contextmanager
def told_as_storage_error(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"{path} could not be written: {error.strerror}. Put that right, then start again; "
            "what was written before is safe."
        ) from None
