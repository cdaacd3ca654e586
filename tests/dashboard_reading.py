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


def settle(page: Page) -> None:
    """Until the page is whole: its script has ended and its charts are drawn."""
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=30_000)
    page.wait_for_function(
        """() => {
            const app = document.querySelector('[data-testid=stApp]');
            const charts = [...document.querySelectorAll('[data-testid=stPlotlyChart]')];
            return app.dataset.testScriptState === 'notRunning'
                && charts.every((chart) => chart.querySelector('.main-svg'));
        }""",
        timeout=30_000,
    )
