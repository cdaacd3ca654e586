"""No page makes a visitor's browser ask another server, or needs more than the proxy's headers."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from dashboard.frame.menu import rooms
from dashboard.language.texts import use_language
from tests.support.dashboard_reading import settle
from tests.support.dashboard_server import CHROMIUM, visiting
from tests.support.proxy_headers import CHANGED_ON_THE_WAY, headers, send

needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium or Chrome here")
WITHIN_THE_BROWSER = ("data", "blob", "about")


def outside(asked: set[str], address: str) -> set[str]:
    own = urlsplit(address).netloc
    parts = {url: urlsplit(url) for url in asked}
    return {
        url
        for url, part in parts.items()
        if part.scheme not in WITHIN_THE_BROWSER and part.netloc != own
    }


def paths(audience: str) -> list[str]:
    use_language("en")
    _first, *others = (name for name, _title in rooms()[audience])
    return ["", *(name.replace("_", "-") for name in others)]


def record_requests(page: Page) -> set[str]:
    asked: set[str] = set()
    page.context.on("request", lambda request: asked.add(request.url))
    page.on("websocket", lambda socket: asked.add(socket.url))
    return asked


def test_another_host_and_another_port_are_outside() -> None:
    asked = {
        "http://127.0.0.1:1/app",
        "ws://127.0.0.1:1/_stcore/stream",
        "data:image/png;base64,AA",
        "http://127.0.0.1:2/",
        "https://example.org/font",
    }
    assert outside(asked, "http://127.0.0.1:1") == {
        "http://127.0.0.1:2/",
        "https://example.org/font",
    }


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("audience", ["coordinator", "donor", "public"])
def test_every_page_asks_its_own_server_only_and_works_under_the_proxys_headers(
    room_address: Callable[[str], str], audience: str
) -> None:
    address = room_address(audience)
    with visiting(more=CHANGED_ON_THE_WAY) as page:
        asked, refused = record_requests(page), send(page, headers(audience))
        for path in paths(audience):
            page.goto(f"{address}/{path}")
            settle(page)
        assert any(url.startswith("ws://") for url in asked)
        assert outside(asked, address) == set()
        assert refused == []
