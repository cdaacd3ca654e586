"""The audit log: what it tells, what it keeps out, and that a change shows."""

import resource
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dashboard.access.audit import AuditLogError, read_log, record
from tests.support.chain import Portal


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "audit.jsonl"
    monkeypatch.setenv("PORTAL_AUDIT_LOG", str(path))
    monkeypatch.setenv("PORTAL_AUDIENCE", "donor")
    return path


def test_a_line_tells_account_act_time_room_and_file_and_nothing_else(log: Path) -> None:
    record("export", "ana@example.org", taken="table.csv")
    (line,) = read_log(log)
    assert line.pop("at")
    assert line == {
        "act": "export",
        "account": "ana@example.org",
        "audience": "donor",
        "taken": "table.csv",
    }


def test_only_its_owner_may_read_the_log(log: Path) -> None:
    record("sign-in", "ana@example.org")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_the_public_room_keeps_no_log(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_AUDIT_LOG", "")
    record("export", "")
    assert not log.exists()


def test_acts_at_the_same_moment_stand_in_one_unbroken_chain(log: Path) -> None:
    with ThreadPoolExecutor(max_workers=8) as visitors:
        list(visitors.map(lambda number: record("export", str(number)), range(64)))
    assert {line["account"] for line in read_log(log)} == {str(number) for number in range(64)}


def changed(lines: list[str]) -> list[str]:
    return [lines[0], lines[1].replace("ana", "eva"), *lines[2:]]


def taken_out(lines: list[str]) -> list[str]:
    return [lines[0], *lines[2:]]


def put_in_between(lines: list[str]) -> list[str]:
    return [*lines[:2], lines[1], *lines[2:]]


def cut_off(lines: list[str]) -> list[str]:
    return [*lines[:-1], lines[-1][:30]]


@pytest.mark.parametrize("tamper", [changed, taken_out, put_in_between, cut_off])
def test_a_log_that_was_tampered_with_is_refused(log: Path, tamper: object) -> None:
    for account in ("ana", "ana", "eva"):
        record("sign-in", account)
    log.write_text("\n".join(tamper(log.read_text().splitlines())) + "\n")
    with pytest.raises(AuditLogError, match="changed or taken out"):
        read_log(log)


@pytest.mark.parametrize("end", ['{"act": "sign-in"}\n', "{", "7\n", "without its line break"])
def test_nothing_is_added_to_a_log_whose_end_is_damaged(log: Path, end: str) -> None:
    record("sign-in", "ana")
    whole = log.read_text()
    log.write_text(whole.rstrip() if end == "without its line break" else whole + end)
    damaged = log.read_text()
    with pytest.raises(AuditLogError, match="the last line"):
        record("sign-in", "eva")
    assert log.read_text() == damaged
    with pytest.raises(AuditLogError):
        read_log(log)


def test_a_full_disk_leaves_the_log_as_it_was(log: Path) -> None:
    record("sign-in", "ana")
    before, highest = log.read_bytes(), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 20, highest[1]))
    try:
        with pytest.raises(OSError, match=r"No space|too large"):
            record("export", "ana")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, highest)
    assert log.read_bytes() == before
    record("export", "ana")
    assert len(read_log(log)) == 2


def test_a_long_line_and_a_long_log_are_continued(log: Path) -> None:
    for account in ("ana" * 5000, "ž\u2028" * 3000, "eva", *["ivo"] * 40):
        record("sign-in", account)
    assert len(read_log(log)) == 43


def test_the_command_shows_the_log_and_refuses_one_that_was_changed(log: Path) -> None:
    portal = Portal(folder=log.parent)
    (log.parent / "portal.toml").write_text('audit_log = "audit.jsonl"\n')
    assert "nobody has used" in portal.run("audit", "verify", code=2)
    record("export", "[bold]ana@example.org", taken="table.csv")
    assert "1 lines in an unbroken chain" in portal.run("audit", "verify")
    assert "[bold]ana@example.org" in portal.run("audit", "show")
    log.write_text(log.read_text().replace("ana", "eva"))
    assert "line 1" in portal.run("audit", "verify", code=2)
