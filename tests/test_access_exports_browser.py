"""What is taken out of a closed room is written down first, also what the browser itself makes."""

from pathlib import Path

from closed_room import ROOM, closed_room, heading, provider_for_each, sign_in
from dashboard_server import IN_A_BROWSER, visiting
from identity_provider import Provider
from playwright.sync_api import Page

from dashboard.audit import read_log

pytestmark = IN_A_BROWSER
provider = provider_for_each()
FILES = (
    "Picture (PNG)",
    "Large picture (PNG)",
    "Picture for print (PNG)",
    "Drawing (SVG)",
    "Document (PDF)",
    "Figures (CSV)",
    "Figures with their definitions (XLSX)",
)


def unfold(page: Page) -> None:
    heading(page, ROOM)
    page.get_by_role("button", name="Download, link, cite").first.click()
    page.locator(".pictures button").first.wait_for(timeout=30_000)


def taken(folder: Path) -> list[tuple[str, str]]:
    lines = read_log(folder / "audit.jsonl")
    return [(line["account"], line["taken"]) for line in lines if line["act"] == "export"]


def test_every_file_of_a_chart_is_in_the_audit_log(tmp_path: Path, provider: Provider) -> None:
    with closed_room(tmp_path, provider) as address, visiting() as page:
        page.goto(address)
        sign_in(page, "Ana")
        unfold(page)
        names = []
        for label in FILES:
            with page.expect_download(timeout=30_000) as download:
                page.get_by_role("button", name=label, exact=True).click()
            names.append(download.value.suggested_filename)
            assert taken(tmp_path)[-1] == ("ana@example.org", names[-1])
        assert len(taken(tmp_path)) == len(set(names)) == len(FILES)


def test_no_picture_without_a_session_nor_without_a_line_in_the_log(
    tmp_path: Path, provider: Provider
) -> None:
    log, downloads = tmp_path / "audit.jsonl", []
    with closed_room(tmp_path, provider) as address, visiting() as page:
        page.on("download", lambda download: downloads.append(download.suggested_filename))
        page.goto(address)
        sign_in(page, "Ana")
        unfold(page)
        whole = log.read_bytes()
        log.write_text("not a line of the log")
        page.get_by_role("button", name="Document (PDF)", exact=True).click()
        page.get_by_test_id("stException").wait_for(timeout=30_000)
        log.write_bytes(whole)

        elsewhere = page.context.new_page()
        elsewhere.goto(address)
        heading(elsewhere, ROOM)
        page.goto(address)
        unfold(page)
        elsewhere.get_by_role("button", name="Sign out").click()
        heading(elsewhere, "Sign in")
        page.get_by_role("button", name="Document (PDF)", exact=True).click()
        heading(page, "Your session has ended")
        assert downloads == taken(tmp_path) == []
