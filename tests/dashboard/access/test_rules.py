import pytest
import streamlit as st

from dashboard.access.rules import Mode, mode, rules_from

TOLD = {
    "claim": "groups",
    "admitted": ["coordinators"],
    "account": "email",
    "idle_minutes": 30,
    "session_minutes": 480,
}


@pytest.mark.parametrize("told", ["", "Login", "LOGIN", "open", "closed", "demo", "login ", "1"])
def test_a_word_that_is_no_mode_closes_the_room(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setenv("PORTAL_ACCESS", told)
    assert mode() is Mode.CLOSED


def test_where_nothing_was_written_down_the_room_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORTAL_ACCESS", raising=False)
    assert mode() is Mode.CLOSED


@pytest.mark.parametrize("told", ["demonstration", "unlocked"])
@pytest.mark.parametrize(
    ("address", "is_open"),
    [("127.0.0.1", True), ("0.0.0.0", False), ("", False), (None, False), ("room.example", False)],
)
def test_a_room_without_a_login_opens_only_where_no_other_computer_reaches_it(
    monkeypatch: pytest.MonkeyPatch, told: str, address: str | None, is_open: bool
) -> None:
    monkeypatch.setenv("PORTAL_ACCESS", told)
    monkeypatch.setattr(st, "get_option", {"server.address": address}.__getitem__)
    assert mode() is (Mode(told) if is_open else Mode.CLOSED)


@pytest.mark.parametrize("lacking", TOLD)
def test_a_rule_that_is_not_written_down_is_not_supposed(lacking: str) -> None:
    with pytest.raises(KeyError):
        rules_from({name: value for name, value in TOLD.items() if name != lacking})
