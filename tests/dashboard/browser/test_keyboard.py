from csv import DictReader
from io import StringIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.support.dashboard_reading import settle
from tests.support.dashboard_server import IN_A_BROWSER, page_for_all, server_for

pytestmark = IN_A_BROWSER
server = server_for("coordinator")
page = page_for_all()
MOST_STOPS = 60
# The name of what has the focus, and whether a reader can see that it has: an outline or a shadow
# on it, or around the field or the box that it stands in.
FOCUSED = """() => {
    const one = document.activeElement;
    const around = [one, one.parentElement, one.parentElement?.parentElement,
        one.nextElementSibling, one.closest('label')?.firstElementChild,
        one.closest('[role=group]')].filter(Boolean);
    const shown = around.some((part) => {
        const style = getComputedStyle(part);
        return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
            || style.boxShadow !== 'none'
            || getComputedStyle(part).borderColor === 'rgb(27, 79, 114)';
    });
    const name = one.ariaLabel || one.innerText || one.closest('label')?.innerText || '';
    return {name: name.trim(), role: one.role || one.tagName.toLowerCase(), shown};
}"""


def tab_to(page: Page, name: str) -> None:
    """Go on with the Tab key, seeing at every stop where one is."""
    passed = []
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        passed.append(focused)
        assert focused["shown"] or focused["role"] == "body", focused
        if focused["name"].startswith(name):
            return
    raise AssertionError(f"{name} is not reached: {[one['name'] for one in passed]}")


def test_a_coordinator_changes_a_filter_and_takes_the_figures_home_by_keyboard_only(
    server: str, page: Page, tmp_path: Path
) -> None:
    page.goto(f"{server}/?lang=en")
    settle(page)
    tab_to(page, "Trends")
    page.keyboard.press("Enter")
    page.wait_for_url("**/trends*")
    settle(page)
    tab_to(page, "Sexual exploitation")
    page.keyboard.press("Space")
    page.wait_for_url("**form=forced_begging*")
    settle(page)
    tab_to(page, "Download these figures with their codes")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "figures.csv")
    rows = list(DictReader(StringIO((tmp_path / "figures.csv").read_text(encoding="utf-8"))))
    assert parse_qs(urlsplit(page.url).query)["form"] == ["forced_begging"]
    assert {row["form"] for row in rows} == {"forced_begging"}


def test_the_first_stop_leads_past_the_menu(server: str, page: Page) -> None:
    page.goto(f"{server}/trends?lang=bs")
    expect(page.locator("html")).to_have_attribute("lang", "bs")
    settle(page)
    expect(page.locator("html")).to_have_attribute("lang", "bs")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["name"] == "Preskoči na glavni sadržaj"
    page.keyboard.press("Enter")
    tab_to(page, "Bosanski")


def test_every_stop_of_every_chart_page_can_be_seen(server: str, page: Page) -> None:
    for name in ("places", "justice", "desk"):
        page.goto(f"{server}/{name}?lang=en")
        settle(page)
        for _stop in range(MOST_STOPS):
            page.keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
            if focused["role"] == "body":
                break
            assert focused["shown"], (name, focused)
