"""The pages of every audience, visited one after the other in one browser."""

from itertools import count

from playwright.sync_api import Page, expect

from tests.support.streamlit_page import SCRIPT_ENDED, SCRIPT_STATE, Part

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


# Whether the page was whole and unchanged at so many looks at it, one after the other; counted anew
# for each time that somebody asks. A look at every frame would make the browser draw every frame.
STILL = f"""({{looks, asked}}) => {{
    window.still ??= (() => {{
        const still = {{}};
        const kinds = {{childList: true, attributes: true, characterData: true}};
        const changes = new MutationObserver(() => still.looks = 0);
        changes.observe(document.body, {{subtree: true, ...kinds}});
        return still;
    }})();
    if (window.still.asked !== asked) Object.assign(window.still, {{asked, looks: 0}});
    const all = (selector) => [...document.querySelectorAll(selector)];
    const whole = all('{Part.APP.selector}')
            .some((app) => app.getAttribute('{SCRIPT_STATE}') === '{SCRIPT_ENDED}')
        && !all('{Part.SKELETON.selector}').length
        && document.fonts.status === 'loaded'
        && all('img').every((image) => image.complete)
        && all('{Part.CHART.selector}').every((chart) => chart.querySelector('.main-svg'))
        && all('{Part.ELEMENT.selector}').every((part) => getComputedStyle(part).opacity === '1');
    window.still.looks = whole ? window.still.looks + 1 : 0;
    return window.still.looks > looks;
}}"""
LOOKS, BETWEEN = 6, 50  # milliseconds
times = count()


def settle(page: Page) -> None:
    """Until the page is whole and stays so: its script has ended, the browser has fetched what
    draws each part, its charts are drawn, and nothing is pale any more, as parts of the page are
    while a script runs."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    stand_still(page)


def stand_still(page: Page) -> None:
    """The same of a page without a heading, as an embedded chart is, that has begun to be drawn."""
    asked = {"looks": LOOKS, "asked": next(times)}
    page.wait_for_function(STILL, arg=asked, polling=BETWEEN)
