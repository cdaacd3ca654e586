"""One visitor in a real browser: until the first chart stands, and until a filter has acted."""

import shutil
import time

from playwright.sync_api import Page, sync_playwright

VISITS, CHANGES = 5, 12
CHART = ".js-plotly-plot .main-svg"
GROUP, ANOTHER = "Forced labour", "Sexual exploitation"
WIDTH, HEIGHT = 1280, 900
# In the page itself, since Playwright looks only now and then: up to the frame after the chart
# has been drawn anew, with the group or without it.
CHANGE = """([group, another]) => new Promise((done) => {
  const shown = (name) => [...document.querySelectorAll(".js-plotly-plot .annotation-text")]
    .some((text) => text.textContent === name);
  const wanted = !shown(group);
  const started = performance.now();
  [...document.querySelectorAll("button")].find((one) => one.textContent.trim() === group).click();
  const look = () => requestAnimationFrame(() =>
    shown(another) && shown(group) === wanted
      ? setTimeout(() => done(performance.now() - started)) : look());
  look();
})"""
# What the page does after a change that nobody waits for, such as the table below the chart.
AFTERWARDS = 1.0


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
        page.locator(CHART).get_by_text(GROUP, exact=True).wait_for()
        changes = [filter_change(page) for _change in range(CHANGES)]
        chromium.close()
    return visits[1:], changes


def first_paint(page: Page, address: str) -> float:
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(CHART).first.wait_for(timeout=60_000)
    return time.perf_counter() - started


def filter_change(page: Page) -> float:
    """A group leaves the chart or comes back to it."""
    time.sleep(AFTERWARDS)
    return page.evaluate(CHANGE, [GROUP, ANOTHER]) / 1000
