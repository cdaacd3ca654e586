from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, Response, expect

from tests.support.dashboard_reading import settle
from tests.support.dashboard_server import (
    IN_A_BROWSER,
    open_page,
    query,
    server_for,
    visiting,
)
from tests.support.streamlit_page import Part

pytestmark = IN_A_BROWSER
server = server_for("coordinator")


@pytest.fixture
def page() -> Iterator[Page]:
    with visiting() as visitor:
        yield visitor


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", "Identified victims of trafficking in human beings"),
        ("/trends?lang=bs", "Trendovi"),
        ("/method", "Method and privacy"),
    ],
)
def test_a_page_loads_without_errors_and_asks_nothing_of_another_host(
    server: str, page: Page, path: str, title: str
) -> None:
    hosts: set[str | None] = set()
    wrong: list[str] = []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.on("websocket", lambda socket: hosts.add(urlsplit(socket.url).hostname))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.extend(console_errors(message)))
    page.on("response", lambda response: wrong.extend(failures(response)))
    open_page(page, server + path, title)
    if "method" not in path:
        expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    settle(page)
    assert page.get_by_test_id(Part.EXCEPTION).count() == 0
    assert hosts - {None} == {"127.0.0.1"}
    assert wrong == []


def console_errors(message: ConsoleMessage) -> list[str]:
    # A missing resource is judged by its address, in `failures`.
    missing = "Failed to load resource" in message.text
    return [message.text] if message.type == "error" and not missing else []


def failures(response: Response) -> list[str]:
    # Streamlit looks for its own endpoints below the page's path first.
    own_probe = urlsplit(response.url).path in {
        f"/{name}/_stcore/{probe}"
        for name in ("trends", "method")
        for probe in ("health", "host-config")
    }
    return [response.url] if response.status >= 400 and not own_probe else []


def test_the_bundled_font_is_the_one_in_use(server: str, page: Page) -> None:
    open_page(page, f"{server}/method?lang=sr_Cyrl", "Методологија и приватност")
    page.evaluate("document.fonts.ready.then(() => true)")
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)"
    )
    assert any("IBM Plex Sans" in family for family in loaded)


def test_a_filter_goes_into_the_address_and_the_address_brings_it_back(
    server: str, page: Page
) -> None:
    open_page(page, f"{server}/trends", "Trends")
    page.get_by_role("button", name="Sexual exploitation").click()
    expect(page.locator(".js-plotly-plot").last).not_to_contain_text("Sexual exploitation")
    page.wait_for_url("**form=forced_begging*")
    assert query(page) == {"form": ["forced_begging"]}
    page.reload()
    head = page.locator(".chart-head").last
    expect(head).to_contain_text("Forced begging")
    expect(page.locator(".js-plotly-plot").last).not_to_contain_text("Sexual exploitation")
    assert query(page) == {"form": ["forced_begging"]}


def test_filters_survive_a_change_of_language_and_a_visit_to_another_page(
    server: str, page: Page
) -> None:
    open_page(page, f"{server}/trends?form=forced_begging", "Trends")
    page.get_by_text("Bosanski", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trendovi")
    page.wait_for_url("**lang=bs*")
    assert query(page) == {"form": ["forced_begging"], "lang": ["bs"]}
    page.get_by_role("link", name="Pregled").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Identificirane žrtve trgovine ljudima"
    )
    page.get_by_role("link", name="Trendovi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trendovi")
    page.wait_for_url("**form=forced_begging*")
    assert query(page) == {"form": ["forced_begging"], "lang": ["bs"]}


def test_the_back_button_takes_a_filter_back(server: str, page: Page) -> None:
    open_page(page, f"{server}/trends", "Trends")
    page.get_by_role("button", name="Sexual exploitation").click()
    page.wait_for_url("**form=forced_begging*")
    page.go_back()
    expect(page.locator(".js-plotly-plot").last).to_contain_text("Sexual exploitation")
    settle(page)
    assert query(page) == {}


def test_a_chart_has_a_description_for_who_cannot_see_it(server: str, page: Page) -> None:
    open_page(page, server, "Identified victims of trafficking in human beings")
    chart = page.get_by_label("2024: about 35 (30 to 40)")
    expect(chart.first).to_be_visible()
