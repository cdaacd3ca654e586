"""A visitor comes back from the sign-in to the page that was asked for, and to no other place."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.support import ROOT

ROOM = "https://statistics.example.org/coordinator/"
SCRIPT = """
import arrive from "./arrival.mjs";
const [room, page, asked] = JSON.parse(process.argv[2]);
const kept = new Map([["asked_before_sign_in", JSON.stringify({ asked, at: Date.now() })]]);
const removeItem = (name) => kept.delete(name);
globalThis.sessionStorage = { getItem: (name) => kept.get(name), removeItem };
globalThis.document = { baseURI: room };
globalThis.location = Object.assign(new URL(page), { replace: (led) => console.log(led) });
arrive({ data: { pages: ["", "trends", "release-desk"] } });
"""
ELSEWHERE = (
    "//example.org/", "https://example.org/", "https:example.org", "javascript:alert(1)",
    "/", "/trends", "../donor/", "trends/../../donor/", "\\\\example.org", "_stcore/health",
    "data:text/html,x", "trends#", "TRENDS", " trends", "glossary",
)  # fmt: skip


def asked_from(monkeypatch: pytest.MonkeyPatch, address: str, audience: str) -> str:
    def page() -> None:
        import streamlit as st

        from dashboard.entrance.arrival import asked

        st.text(asked())

    monkeypatch.setenv("PORTAL_AUDIENCE", audience)
    monkeypatch.setattr(type(st.context), "url", address)
    return AppTest.from_function(page).run().text[0].value


def led_to(folder: Path, asked: str, page: str = ROOM) -> str:
    """Where the script of the page leads: nothing where it leads nowhere."""
    shutil.copy(ROOT / "dashboard" / "static" / "arrival.js", folder / "arrival.mjs")
    (folder / "visit.mjs").write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run(
        ["node", "visit.mjs", json.dumps([ROOM, page, asked])],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("address", "audience", "page"),
    [
        (f"{ROOM}trends", "coordinator", "trends"),
        (f"{ROOM}trends", "donor", ""),
        (f"{ROOM}_stcore/health", "coordinator", ""),
        (f"{ROOM}/example.org/", "coordinator", ""),
        (f"{ROOM}https://example.org", "coordinator", ""),
        ("javascript:alert(1)", "coordinator", ""),
        ("", "coordinator", ""),
    ],
)
def test_only_a_page_of_this_room_is_kept_from_the_address(
    monkeypatch: pytest.MonkeyPatch, address: str, audience: str, page: str
) -> None:
    assert asked_from(monkeypatch, address, audience) == page


@pytest.mark.skipif(shutil.which("node") is None, reason="Node.js is not installed")
class TestInTheBrowser:
    @pytest.mark.parametrize("asked", ["trends", "trends?lang=hr", "?next=//example.org/"])
    def test_a_page_of_the_room_is_led_to(self, tmp_path: Path, asked: str) -> None:
        assert led_to(tmp_path, asked) == ROOM + asked

    @pytest.mark.parametrize("asked", ELSEWHERE)
    def test_nothing_else_is_led_to_whatever_the_browser_has_kept(
        self, tmp_path: Path, asked: str
    ) -> None:
        assert led_to(tmp_path, asked) == ""

    def test_another_page_than_the_first_leads_nowhere(self, tmp_path: Path) -> None:
        assert led_to(tmp_path, "trends", page=f"{ROOM}desk") == ""
