"""Pages on paper: no chart is cut off at the margin, whichever way the reader prints."""

from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.support.dashboard_reading import settle
from tests.support.dashboard_server import IN_A_BROWSER, page_for_all, server_for

pytestmark = IN_A_BROWSER
server = server_for("coordinator")
page = page_for_all()
PAPER = 703
YEARS = ("2022", "2023", "2024")
LEGIBLE = 7
# How wide the first chart is drawn.
DRAWN = "() => Number(document.querySelector('svg.main-svg').getAttribute('width'))"
# How far to the right a chart, and the words below its axis, reach.
WIDEST = """() => Math.max(...[...document.querySelectorAll('.main-svg, .xtick text')].map(
    (part) => part.getBoundingClientRect().right))"""


@pytest.fixture
def overview(server: str, page: Page) -> Page:
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(server)
    expect(page.locator(".main-svg").first).to_be_visible()
    settle(page)
    return page


def test_a_chart_that_cannot_be_drawn_anew_is_scaled_to_the_paper(overview: Page) -> None:
    assert overview.evaluate(WIDEST) > PAPER
    overview.evaluate("delete window.Plotly")
    overview.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    overview.emulate_media(media="print")
    overview.set_viewport_size({"width": PAPER, "height": 900})
    assert 0 < overview.evaluate(WIDEST) <= PAPER


def test_charts_are_drawn_for_paper_before_the_browser_prints_and_for_the_screen_after(
    overview: Page,
) -> None:
    overview.evaluate(f"window.addEventListener('beforeprint', () => window.printed = ({DRAWN})())")
    printed = PdfReader(BytesIO(overview.pdf(prefer_css_page_size=True)))
    assert overview.evaluate("window.printed") == PAPER
    assert min(label_sizes(printed)) > LEGIBLE
    overview.wait_for_function(f"({DRAWN})() > {PAPER}")
    assert overview.locator("svg.main-svg[viewBox]").count() == 0


def label_sizes(printed: PdfReader) -> list[float]:
    """In points, of the years below the first chart: whatever is a number on its page."""
    found = []

    def see(text: str, page: list[float], line: list[float], _font: object, size: float) -> None:
        if text.strip() in YEARS:
            found.append(size * abs(line[3] * page[3]))

    printed.pages[0].extract_text(visitor_text=see)
    return found


def test_a_heading_above_charts_side_by_side_is_printed(server: str, page: Page) -> None:
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{server}/referral?lang=en")
    heading = page.get_by_role("heading", name="How soon")
    expect(heading).to_be_visible()
    page.emulate_media(media="print")
    expect(heading).to_be_visible()
