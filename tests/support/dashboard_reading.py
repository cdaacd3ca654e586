"""The pages of every audience, visited one after the other in one browser."""

from playwright.sync_api import Page, expect

ROOMS = {
    "coordinator": (
        "",
        "trends",
        "victims",
        "places",
        "referral",
        "justice",
        "deliveries",
        "desk",
        "method",
    ),
    "donor": ("", "indicator", "method"),
    "public": ("", "chart-builder", "questions", "method", "glossary", "data"),
}


WHOLE = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    const charts = [...document.querySelectorAll('[data-testid=stPlotlyChart]')];
    const parts = [...document.querySelectorAll('[data-testid=stElementContainer]')];
    return app.dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-testid=stSkeleton]')
        && charts.every((chart) => chart.querySelector('.main-svg'))
        && parts.every((part) => getComputedStyle(part).opacity === '1');
}"""
A_MOMENT = 300


def settle(page: Page) -> None:
    """Until the page is whole and stays so: its script has ended, the browser has fetched what
    draws each part, its charts are drawn, and nothing is pale any more, as parts of the page are
    while a script runs."""
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=30_000)
    page.wait_for_function(WHOLE, timeout=30_000)
    page.wait_for_timeout(A_MOMENT)
    page.wait_for_function(WHOLE, timeout=30_000)
