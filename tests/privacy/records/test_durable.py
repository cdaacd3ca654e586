"""What is written is there whole, for its owner alone, or the reason is told."""

import os
from pathlib import Path

import pytest

from privacy.errors import StorageError
from privacy.records import durable


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_file_is_replaced_whole_and_leaves_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    durable.draft_of(path).write_bytes(b"half of an earlier t")
    for data in (b"first", b"second"):
        durable.replace_whole(path, data)
        assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]
    assert mode(path) == 0o600


def test_what_is_appended_is_added_to_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"one\n")
    file = os.open(path, os.O_WRONLY | os.O_APPEND)
    durable.append(file, b"two\n" * 3, path)
    os.close(file)
    assert path.read_bytes() == b"one\ntwo\ntwo\ntwo\n"


def test_what_cannot_all_be_written_at_once_is_written_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, data: write(file, data[:2]))
    durable.replace_whole(tmp_path / "parts", b"abcdefg")
    assert (tmp_path / "parts").read_bytes() == b"abcdefg"


def test_folders_are_made_for_their_owner_alone(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    durable.make_folder(inner)
    durable.make_folder(inner)
    assert (mode(inner), mode(inner.parent)) == (0o700, 0o700)


def test_only_drafts_are_removed(tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    kept.write_bytes(b"kept")
    (tmp_path / "below").mkdir()
    for path in (kept, tmp_path / "below" / "other.json"):
        durable.draft_of(path).write_bytes(b"half")
    durable.remove_drafts(tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["below", "kept.json"]


def test_what_could_not_be_written_is_told_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError, match="could not be written"):
        durable.replace_whole(tmp_path / "file" / "below.json", b"x")
    with pytest.raises(StorageError, match="could not be written: File exists"):
        durable.make_folder(tmp_path / "file")
