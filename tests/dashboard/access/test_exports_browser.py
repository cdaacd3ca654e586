"""What is taken out of a closed room is written down first, also what the browser itself makes.

One visit to one room: the last test ends its session.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from dashboard.access.audit import read_log
from tests.support.closed_room import ROOM, ClosedRoom, heading, sign_in
from tests.support.dashboard_server import IN_A_BROWSER, visiting
from tests.support.streamlit_page import Part

pytestmark = IN_A_BROWSER
FILES = (
    "Picture (PNG)",
    "Large picture (PNG)",
    "Picture for print (PNG)",
    "Drawing (SVG)",
    "Document (PDF)",
    "Figures (CSV)",
    "Figures with their definitions (XLSX)",
)


@pytest.fixture(scope="module")
def log(closed_room_of_all: ClosedRoom) -> Path:
    return closed_room_of_all.log


@pytest.fixture(scope="module")
def page(closed_room_of_all: ClosedRoom) -> Iterator[Page]:
    with visiting() as visitor:
        visitor.goto(closed_room_of_all.address)
        sign_in(visitor, "Ana")
        unfold(visitor)
        yield visitor


def unfold(page: Page) -> None:
    heading(page, ROOM)
    page.get_by_role("button", name="Download, link, cite").first.click()
    page.locator(".pictures button").first.wait_for()


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def taken(log: Path) -> list[tuple[str, str]]:
    return [(line["account"], line["taken"]) for line in read_log(log) if line["act"] == "export"]


def test_every_file_of_a_chart_is_in_the_audit_log(page: Page, log: Path) -> None:
    names = []
    for label in FILES:
        with page.expect_download() as download:
            press(page, label)
        names.append(download.value.suggested_filename)
        assert taken(log)[-1] == ("ana@example.org", names[-1])
    assert [name for _account, name in taken(log)] == names
    assert len(set(names)) == len(FILES)


def test_what_cannot_be_written_down_is_not_handed_out(page: Page, log: Path) -> None:
    whole, downloads = log.read_bytes(), []
    page.on("download", lambda download: downloads.append(download.suggested_filename))
    log.write_text("not a line of the log")
    press(page, "Document (PDF)")
    page.get_by_test_id(Part.EXCEPTION).wait_for()
    log.write_bytes(whole)
    assert downloads == []


@pytest.mark.parametrize("asked", [{"way": "exe", "ticket": "1"}, {"way": ["pdf"]}, "pdf"])
def test_a_kind_of_picture_that_is_not_offered_is_refused_and_written_down(
    page: Page, log: Path, asked: object
) -> None:
    downloads, before = [], taken(log)
    page.reload()
    unfold(page)
    page.on("download", lambda download: downloads.append(download.suggested_filename))
    page.locator(".pictures").evaluate("(place, asked) => place.ask('asked', asked)", asked)
    told = page.get_by_text("No such picture is offered here. Load this page again.")
    told.wait_for()
    assert page.get_by_test_id(Part.EXCEPTION).count() == 0
    last = read_log(log)[-1]
    assert (last["act"], last["account"], last["taken"]) == (
        "refusal: no such file",
        "ana@example.org",
        "",
    )
    assert taken(log) == before
    assert downloads == []


def test_a_session_that_has_ended_gets_no_picture(page: Page, log: Path) -> None:
    downloads, before = [], taken(log)
    elsewhere = page.context.new_page()
    elsewhere.goto(page.url)
    heading(elsewhere, ROOM)
    page.reload()
    unfold(page)
    page.on("download", lambda download: downloads.append(download.suggested_filename))
    press(elsewhere, "Sign out")
    heading(elsewhere, "Sign in")
    press(page, "Document (PDF)")
    heading(page, "Your session has ended")
    assert downloads == []
    assert taken(log) == before
