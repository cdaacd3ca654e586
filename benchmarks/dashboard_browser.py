"""One visitor in a real browser: until the first chart stands, and until a filter has acted."""

import shutil
import time

from playwright.sync_api import Page, sync_playwright

VISITS, CHANGES = 5, 6
CHART = ".js-plotly-plot .main-svg"
WIDTH, HEIGHT = 1280, 900


def in_a_browser(address: str) -> tuple[list[float], list[float]]:
    """Seconds of warm visits (the first one is not counted) and of changes of a filter."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, ("chromium", "google-chrome")))),
            args=["--no-sandbox", "--disable-gpu"],
        )
        page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB")
        visits = [first_paint(page, address) for _visit in range(VISITS + 1)]
        first_paint(page, f"{address}/trends")
        changes = [filter_change(page, turn) for turn in range(CHANGES)]
        chromium.close()
    return visits[1:], changes


def first_paint(page: Page, address: str) -> float:
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(CHART).first.wait_for(timeout=60_000)
    return time.perf_counter() - started


def filter_change(page: Page, turn: int) -> float:
    """A group leaves the chart or comes back to it."""
    group = page.get_by_role("button", name="Forced labour", exact=True)
    wanted = "hidden" if turn % 2 == 0 else "visible"
    started = time.perf_counter()
    group.click()
    page.locator(".js-plotly-plot").get_by_text("Forced labour", exact=True).wait_for(state=wanted)
    return time.perf_counter() - started
