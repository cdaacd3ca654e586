from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.support.dashboard_reading import settle
from tests.support.dashboard_server import IN_A_BROWSER, page_for_all
from tests.support.streamlit_page import Part

pytestmark = IN_A_BROWSER
page = page_for_all()
KINDS = (
    Part.BUTTON_GROUP,
    Part.SELECTBOX,
    Part.MULTISELECT,
    Part.CHECKBOX,
    Part.SLIDER,
    Part.TEXT_INPUT,
)
FILTERS = ", ".join(kind.selector for kind in KINDS)
OF_THE_PAGE = f"{Part.MAIN.selector} :is({FILTERS})"
# By address: views that show further filters have an address of their own here.
PAGES = {
    "coordinator": [
        "trends",
        "trends?view=periods",
        "trends?view=groups",
        "victims",
        "places",
        "referral",
        "justice",
        "deliveries",
        "desk",
    ],
    "donor": ["", "?calendar=calendar_year", "indicator"],
    "public": ["chart-builder", "data", "glossary"],
}
# What a reader sees of the filters: which choices are on, and what stands in the fields.
STATES = f"""() => [...document.querySelectorAll('{OF_THE_PAGE}')].map(
    (one) => [one.innerText, ...[...one.querySelectorAll('[aria-checked], [aria-pressed], input')]
        .map((part) => [part.ariaChecked, part.ariaPressed, part.ariaValueNow, part.checked,
            part.value].join())].join('|'))"""
COMES_TO = f"wanted => JSON.stringify(({STATES})()) === JSON.stringify(wanted)"


# The coordinator's pages have the most filters by far: they take two minutes.
ROOMS = [
    pytest.param("coordinator", marks=pytest.mark.slow),
    pytest.param("donor", marks=pytest.mark.slow),
    "public",
]


@pytest.fixture(scope="module", params=ROOMS)
def room(request: pytest.FixtureRequest, room_address: Callable[[str], str]) -> tuple[str, str]:
    return request.param, room_address(request.param)


def filters_of(page: Page) -> list[Locator]:
    own = page.locator(OF_THE_PAGE)
    language = page.locator(".st-key-masthead").locator(FILTERS)
    return own.all()[language.count() :]


def change(page: Page, one: Locator) -> None:
    """Choose something else, as a reader does."""
    match one.get_attribute("data-testid"):
        case Part.BUTTON_GROUP:
            choices = one.locator("button:not([aria-checked=true])")
            (choices if choices.count() else one.locator("button")).first.click()
        case Part.SELECTBOX | Part.MULTISELECT:
            one.locator("input").first.press("ArrowDown")
            page.locator("[role=option]:not([aria-selected=true])").last.click()
            page.keyboard.press("Escape")
        case Part.CHECKBOX:
            one.locator("label").first.click()
        case Part.SLIDER:
            one.get_by_role("slider").last.press("ArrowLeft")
        case Part.TEXT_INPUT:
            one.locator("input").fill("a")
            one.locator("input").press("Enter")


def states(page: Page) -> list[str]:
    settle(page)
    return page.evaluate(STATES)


def comes_to(page: Page, wanted: list[str]) -> bool:
    """What a page goes on to show may differ from what it shows first: an address is read late."""
    try:
        page.wait_for_function(COMES_TO, arg=wanted)
    except TimeoutError:
        return False
    return states(page) == wanted


def test_every_filter_is_in_the_address_survives_a_reload_and_is_undone_by_back(
    room: tuple[str, str], page: Page
) -> None:
    audience, server = room
    for path in PAGES[audience]:
        page.goto(f"{server}/{path}")
        passed = [(states(page), page.url)]
        assert passed[0][0], (path, "no filter is there to try")
        turn = 0
        while turn < len(filters_of(page)):  # A choice may bring further filters, or fewer.
            change(page, filters_of(page)[turn])
            page.wait_for_function("before => location.href !== before", arg=passed[-1][1])
            passed.append((states(page), page.url))
            assert passed[-1][0] != passed[-2][0], (path, turn)
            turn += 1
        page.reload()
        assert comes_to(page, passed[-1][0]), path
        for earlier, address in reversed(passed[:-1]):
            page.go_back()
            assert comes_to(page, earlier), address
            assert page.url == address


def test_the_first_page_is_found_by_its_name_too(room: tuple[str, str], page: Page) -> None:
    audience, server = room
    name = {"coordinator": "overview", "donor": "indicators", "public": "key-figures"}[audience]
    page.goto(f"{server}/{name}?lang=bs")
    settle(page)
    page.wait_for_function("() => location.pathname === '/'")
    assert urlsplit(page.url).query == "lang=bs"
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("Page not found")).to_have_count(0)
    expect(
        page.get_by_text("Podaci za primjer").or_(page.get_by_role("note")).first
    ).to_be_visible()
