"""A closed room behind a real sign-in: from `portal serve` to a provider and back, in a browser."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from joserfc.jwk import RSAKey
from playwright.sync_api import expect

from dashboard.access.audit import read_log
from tests.support.closed_room import ROOM, ClosedRoom, closed_room, heading, sign_in
from tests.support.dashboard_server import IN_A_BROWSER, query, visiting
from tests.support.identity_provider import SECRET, Sign, signed, unsigned
from tests.support.patience import seconds

pytestmark = IN_A_BROWSER


@pytest.fixture
def room(closed_room_of_all: ClosedRoom) -> Iterator[ClosedRoom]:
    yield closed_room_of_all
    closed_room_of_all.provider.age, closed_room_of_all.provider.sign = 0, signed


def test_the_room_opens_to_its_group_only_and_a_sign_out_closes_it(
    room: ClosedRoom,
) -> None:
    before = len(read_log(room.log)) if room.log.exists() else 0
    with visiting() as page:
        page.goto(f"{room.address}/trends")
        heading(page, "Sign in")
        expect(page.get_by_role("link", name="Trends")).to_have_count(0)
        sign_in(page, "Ivo")
        heading(page, "You have no access to this room")
        page.get_by_role("button", name="Sign in with another account").click()
        heading(page, "Sign in")
        sign_in(page, "Eva")
        heading(page, "Your account is not confirmed")
        page.get_by_role("button", name="Sign in with another account").click()
        heading(page, "Sign in")
        sign_in(page, "Ana")
        heading(page, "Trends")
        copied = page.context.cookies()
        page.get_by_role("button", name="Sign out").click()
        heading(page, "Sign in")
        page.context.add_cookies(copied)
        page.goto(room.address)
        heading(page, "Your session has ended")
    acts = [(line["act"], line["account"]) for line in read_log(room.log)[before:]]
    assert acts == [
        ("refusal: no role", "ivo@example.org"),
        ("refusal: account not verified", ""),
        ("sign-in", "ana@example.org"),
        ("sign-out", "ana@example.org"),
        ("time-out", "ana@example.org"),
    ]


def test_a_sign_in_leads_to_the_page_and_the_language_that_were_asked_for_and_nowhere_else(
    room: ClosedRoom,
) -> None:
    with visiting() as page:
        page.goto(f"{room.address}/trends?table=victims_by_year_child_adult&lang=hr")
        heading(page, "Prijava")
        page.get_by_role("button", name="Prijava").click()
        page.get_by_role("link", name="Ana").click()
        heading(page, "Trendovi")
        assert page.url.startswith(f"{room.address}/trends?")
        assert query(page)["table"] == ["victims_by_year_child_adult"]
        page.get_by_role("button", name="Odjava").click()

        visited = []
        page.on("framenavigated", lambda frame: visited.append(frame.url))
        for asked in ("//example.org/", "_stcore/health"):
            heading(page, "Sign in")
            kept = json.dumps({"asked": asked, "at": time.time() * 1000})
            page.evaluate("kept => sessionStorage.setItem('asked_before_sign_in', kept)", kept)
            sign_in(page, "Ana")
            heading(page, ROOM)
            page.wait_for_function("sessionStorage.getItem('asked_before_sign_in') === null")
            page.get_by_role("button", name="Sign out").click()
        heading(page, "Sign in")
        assert len(visited) > 4
        own = (room.address, room.provider.address)
        assert [url for url in visited if not url.startswith(own) or "_stcore" in url] == []


def test_a_page_that_nobody_touches_is_taken_from_the_screen(tmp_path: Path) -> None:
    # The time is what is tried here: long enough for a busy machine to show the room before.
    idle_minutes = seconds(12) / 60
    with closed_room(tmp_path, idle_minutes) as room, visiting() as page:
        page.goto(room.address)
        sign_in(page, "Ana")
        heading(page, ROOM)
        heading(page, "Your session has ended")
        assert "Key figures" not in page.inner_text("body")


def test_a_token_that_is_too_old_and_a_forged_cookie_open_nothing(
    room: ClosedRoom,
) -> None:
    room.provider.age = 9 * 3600
    with visiting() as page:
        page.context.add_cookies(
            [{"name": "_streamlit_user", "value": '{"is_logged_in":true}', "url": room.address}]
        )
        page.goto(room.address)
        heading(page, "Sign in")
        sign_in(page, "Ana")
        heading(page, "Your session has ended")


def altered(**claims: object) -> Sign:
    return lambda told, key: signed({**told, **claims}, key)


FORGED = {
    "for another client": altered(aud="another client"),
    "by another provider": altered(iss="https://elsewhere.example.org"),
    "of another sign-in": altered(nonce="seen before"),
    "no longer valid": altered(exp=1),
    "signed with another key": lambda told, _key: signed(told, RSAKey.generate_key(2048)),
    "signed by nobody": unsigned,
}


def test_a_token_that_is_not_the_providers_own_for_this_sign_in_opens_nothing(
    room: ClosedRoom,
) -> None:
    with visiting() as page:
        page.goto(room.address)
        for forged, room.provider.sign in FORGED.items():
            with page.expect_response(lambda answer: "oauth2callback" in answer.url):
                sign_in(page, "Ana")
            heading(page, "Sign in")
            cookies = {cookie["name"] for cookie in page.context.cookies()}
            assert "_streamlit_user" not in cookies, forged
        room.provider.sign = signed
        sign_in(page, "Ana")
        heading(page, ROOM)


def test_the_secrets_are_the_servers_own_and_for_its_owner_only(
    room: ClosedRoom,
) -> None:
    (written,) = (room.folder / "serving").iterdir()
    assert written.stat().st_mode & 0o077 == 0
    assert SECRET in written.read_text()
