"""What the headers of deploy/Caddyfile let a browser do; all pages: frame/test_requests.py."""

import re
from collections.abc import Callable

from tests.support.dashboard_server import IN_A_BROWSER, visiting
from tests.support.proxy_headers import CADDYFILE, CHANGED_ON_THE_WAY, headers, is_refusal, send

pytestmark = IN_A_BROWSER


def test_the_rooms_of_the_proxy_are_embedded_as_declared() -> None:
    sites = re.findall(r"import room (\d+) (\S+)", CADDYFILE)
    assert [may_embed for _port, may_embed in sites] == ["*", "'none'", "'none'"]
    assert len({port for port, _ in sites}) == 3


def test_pictures_are_made_under_the_headers(room_address: Callable[[str], str]) -> None:
    address = room_address("public")
    with visiting(more=CHANGED_ON_THE_WAY) as page:
        refused = send(page, headers("public"))
        page.goto(address)
        page.get_by_role("button", name="Download, link, cite").first.click()
        for kind in ("Picture (PNG)", "Drawing (SVG)", "Document (PDF)"):
            with page.expect_download():
                page.get_by_role("button", name=kind, exact=True).click()
        assert refused == []


def test_a_page_that_needs_more_would_be_noticed(room_address: Callable[[str], str]) -> None:
    address = room_address("public")
    with visiting(more=CHANGED_ON_THE_WAY) as page:
        sent = headers("public")
        sent["Content-Security-Policy"] = sent["Content-Security-Policy"].replace("blob:", "")
        send(page, sent)
        with page.expect_console_message(lambda told: is_refusal(told.text)):
            page.goto(address)
            page.get_by_role("button", name="Download, link, cite").first.click()
