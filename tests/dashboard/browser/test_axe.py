import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.support import ROOT
from tests.support.dashboard_reading import ROOMS, settle
from tests.support.dashboard_server import IN_A_BROWSER, visiting
from tests.support.streamlit_page import Part

pytestmark = IN_A_BROWSER
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
ALLOWED = tomllib.loads(
    (ROOT / "tests" / "support" / "axe_allowed.toml").read_text(encoding="utf-8")
)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"heading-order": {"enabled": True}, "page-has-heading-one": {"enabled": True}},
    "resultTypes": ["violations"],
}
PHONE, DESK = 390, 1280


# The coordinator's room has the most pages by far: it takes minutes.
AUDIENCES = [pytest.param("coordinator", marks=pytest.mark.slow), "donor", "public"]


@pytest.fixture(scope="module", params=AUDIENCES)
def room(request: pytest.FixtureRequest, room_address: Callable[[str], str]) -> tuple[str, str]:
    return request.param, room_address(request.param)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with visiting(DESK) as visitor:
        yield visitor


def found_by_axe(page: Page) -> list[str]:
    """Rule, what is wrong and the element, but for what is allowed."""
    page.evaluate(AXE)
    results = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:300]}"
        for violation in results["violations"]
        for node in violation["nodes"]
        if not is_allowed(violation["id"], node["html"])
    ]


def is_allowed(rule: str, html: str) -> bool:
    return any(one["html"] in html for one in ALLOWED.get(rule, []))


def test_every_page_is_free_of_what_axe_finds(room: tuple[str, str], page: Page) -> None:
    audience, address = room
    wrong = {}
    for name in ROOMS[audience]:
        page.goto(f"{address}/{name}?lang=en")
        settle(page)
        wrong[name or "/"] = found_by_axe(page)
    assert {name: found for name, found in wrong.items() if found} == {}


def test_a_phone_and_its_menu_are_free_of_it_too(room: tuple[str, str], page: Page) -> None:
    audience, address = room
    page.set_viewport_size({"width": PHONE, "height": 800})
    wrong = {}
    for name in ROOMS[audience]:
        page.goto(f"{address}/{name}?lang=sr_Cyrl")
        settle(page)
        wrong[name or "/"] = found_by_axe(page)
    page.get_by_test_id(Part.MENU_BUTTON).click()
    page.get_by_test_id(Part.MENU_LINK).first.wait_for()
    wrong["menu"] = found_by_axe(page)
    page.set_viewport_size({"width": DESK, "height": 900})
    assert {name: found for name, found in wrong.items() if found} == {}


def test_what_opens_on_a_page_is_free_of_it_too(room: tuple[str, str], page: Page) -> None:
    audience, address = room
    page.goto(f"{address}/{'indicator' if audience == 'donor' else ''}?lang=en")
    settle(page)
    for table in page.get_by_test_id(Part.EXPANDER).all():
        table.locator("summary").click()
    page.get_by_test_id(Part.POPOVER).first.get_by_role("button").first.click()
    page.locator(".pictures button").first.wait_for()
    assert found_by_axe(page) == []
