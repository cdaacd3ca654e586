import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from tests.support.dashboard_reading import settle
from tests.support.dashboard_server import IN_A_BROWSER, open_page, page_for_all, query, server_for
from tests.support.streamlit_page import Part

pytestmark = IN_A_BROWSER
server = server_for("coordinator")
page = page_for_all()
OVERVIEW = "Identified victims of trafficking in human beings"
PAGES = [
    ("/", OVERVIEW),
    ("/trends", "Trends"),
    ("/victims", "Victims"),
    ("/places", "Places"),
    ("/referral", "Referral and assistance"),
    ("/justice", "Justice"),
    ("/deliveries", "Deliveries"),
    ("/desk", "Release desk"),
    ("/method", "Method and privacy"),
]


def test_a_coordinator_finds_whether_child_begging_rose(server: str, page: Page) -> None:
    open_page(page, server, OVERVIEW)
    page.get_by_role("link", name="Has child begging risen?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trends")
    answer = page.locator(".key-figures").last
    expect(answer).to_contain_text("Forced begging · Child")
    expect(answer).to_contain_text("No clear change")
    expect(answer).to_contain_text("2024: about 27 (20 to 34)")
    page.wait_for_url("**form=forced_begging*")
    assert query(page)["table"] == ["victims_by_year_form_child_adult"]
    page.reload()
    expect(page.locator(".key-figures").last).to_contain_text("No clear change")


def test_the_back_button_takes_a_drawing_back(server: str, page: Page) -> None:
    open_page(page, f"{server}/places", "Places")
    page.get_by_text("Equal tiles", exact=True).click()
    page.wait_for_url("**as=tiles*")
    expect(page.locator(".js-plotly-plot").last).to_contain_text("Abroad")
    page.go_back()
    expect(page.locator(".js-plotly-plot").last).not_to_contain_text("Abroad")
    settle(page)
    assert query(page) == {}


def test_a_request_for_a_table_is_a_file_that_the_operator_can_read(
    server: str, page: Page, tmp_path: Path
) -> None:
    open_page(page, f"{server}/desk?by_victims=area&by_victims=form&rho=0.01", "Release desk")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the request (JSON)").click()
    download.value.save_as(tmp_path / "request.json")
    asked = json.loads((tmp_path / "request.json").read_text(encoding="utf-8"))
    assert asked["query"] == "victims by area, form, 2022-2024"
    assert asked["rho"] == "0.01"


def test_filters_differ_from_page_to_page(server: str, page: Page) -> None:
    open_page(page, f"{server}/justice?period=2015-2019", "Justice")
    page.get_by_role("link", name="Referral and assistance").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Referral and assistance")
    settle(page)
    assert query(page) == {}
    page.get_by_role("link", name="Justice").click()
    page.wait_for_url("**period=2015-2019*")


@pytest.mark.parametrize(("path", "title"), PAGES)
def test_a_page_fits_a_phone_shows_no_error_and_asks_nothing_of_another_host(
    server: str, page: Page, path: str, title: str
) -> None:
    hosts: set[str | None] = set()

    def note(request: Request) -> None:
        hosts.add(urlsplit(request.url).hostname)

    page.on("request", note)
    page.set_viewport_size({"width": 390, "height": 800})
    open_page(page, server + path, title)
    settle(page)
    page.remove_listener("request", note)
    assert page.get_by_test_id(Part.EXCEPTION).count() == 0
    main = page.get_by_test_id(Part.MAIN)
    assert main.evaluate("(main) => main.scrollWidth <= main.clientWidth")
    assert hosts - {None} == {"127.0.0.1"}
