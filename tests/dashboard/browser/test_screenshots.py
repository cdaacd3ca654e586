"""Pictures of every page for people to look at, in test-artefacts/: nothing replaces looking."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.support import ROOT
from tests.support.chain import Portal
from tests.support.dashboard_reading import ROOMS, settle
from tests.support.dashboard_server import IN_A_BROWSER, page_for_all, serving
from tests.support.streamlit_page import Part

pytestmark = [*IN_A_BROWSER, pytest.mark.chain, pytest.mark.slow]
page = page_for_all()
ARTEFACTS = ROOT / "test-artefacts"
# The longest words are on the narrowest screen.
LANGUAGE_AT = {390: "sr_Cyrl", 768: "bs", 1440: "en"}
TALLEST = 9000


@pytest.fixture(scope="module", params=list(ROOMS))
def room(request: pytest.FixtureRequest, finished_portal: Portal) -> Iterator[tuple[str, str]]:
    with serving(finished_portal.folder / "releases", request.param) as address:
        yield request.param, address


@pytest.mark.parametrize("width", list(LANGUAGE_AT))
def test_every_page_fits_the_screen_and_has_its_picture_taken(
    room: tuple[str, str], page: Page, width: int
) -> None:
    audience, address = room
    for name in ROOMS[audience]:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{address}/{name}?lang={LANGUAGE_AT[width]}")
        settle(page)
        assert page.get_by_test_id(Part.EXCEPTION).count() == 0, name
        main = page.get_by_test_id(Part.MAIN)
        assert main.evaluate("(main) => main.scrollWidth <= main.clientWidth"), name
        tall = main.evaluate("(main) => main.scrollHeight")
        page.set_viewport_size({"width": width, "height": min(tall, TALLEST)})
        settle(page)
        file = ARTEFACTS / f"{audience}_{name or 'home'}_{width}_{LANGUAGE_AT[width]}.png"
        page.screenshot(path=file)
        assert file.stat().st_size > 0


def test_every_page_prints_without_its_controls(room: tuple[str, str], page: Page) -> None:
    audience, address = room
    page.set_viewport_size({"width": 1280, "height": 900})
    for name in ROOMS[audience]:
        page.goto(f"{address}/{name}?lang=bs")
        settle(page)
        page.emulate_media(media="print")
        assert page.get_by_role("heading", level=1).is_visible()
        for control in (Part.HEADER, Part.POPOVER, Part.BUTTON_GROUP, Part.SELECTBOX):
            assert not any(one.is_visible() for one in page.get_by_test_id(control).all()), name
        page.pdf(path=ARTEFACTS / f"{audience}_{name or 'home'}_print_bs.pdf", format="A4")
        page.emulate_media(media="screen")
