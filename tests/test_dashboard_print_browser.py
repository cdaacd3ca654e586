"""Pages on paper: no chart is cut off at the margin, whichever way the reader prints."""

import pytest
from dashboard_reading import settle
from dashboard_server import IN_A_BROWSER, page_for_all, server_for
from playwright.sync_api import Page, expect

pytestmark = IN_A_BROWSER
server = server_for("coordinator")
page = page_for_all()
PAPER = 703
# How far to the right a chart, and the words below its axis, reach.
WIDEST = """() => Math.max(...[...document.querySelectorAll('.main-svg, .xtick text')].map(
    (part) => part.getBoundingClientRect().right))"""


@pytest.fixture
def overview(server: str, page: Page) -> Page:
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(server)
    expect(page.locator(".main-svg").first).to_be_visible(timeout=30_000)
    settle(page)
    return page


def test_a_chart_drawn_for_a_wide_screen_is_scaled_to_the_paper(overview: Page) -> None:
    assert overview.evaluate(WIDEST) > PAPER
    overview.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    overview.emulate_media(media="print")
    overview.set_viewport_size({"width": PAPER, "height": 900})
    assert 0 < overview.evaluate(WIDEST) <= PAPER


def test_printing_by_the_keyboard_draws_the_charts_anew_at_the_width_of_the_paper(
    overview: Page,
) -> None:
    overview.evaluate(
        """() => { window.print = () => { window.printed = Math.max(...[
            ...document.querySelectorAll('.svg-container')].map((one) => one.offsetWidth)) } }"""
    )
    overview.keyboard.press("Control+p")
    overview.wait_for_function("window.printed > 0")
    assert overview.evaluate("window.printed") <= PAPER
    overview.wait_for_function(f"document.querySelector('.svg-container').offsetWidth > {PAPER}")


def test_a_heading_above_charts_side_by_side_is_printed(server: str, page: Page) -> None:
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{server}/referral?lang=en")
    heading = page.get_by_role("heading", name="How soon")
    expect(heading).to_be_visible(timeout=30_000)
    page.emulate_media(media="print")
    expect(heading).to_be_visible()
