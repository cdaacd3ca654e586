from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.support.dashboard_reading import settle, stand_still
from tests.support.dashboard_server import IN_A_BROWSER, open_page, page_for_all, query, server_for
from tests.support.streamlit_page import Part

pytestmark = IN_A_BROWSER
server = server_for("public")
page = page_for_all()
PAGES = [
    ("/", "Trafficking in human beings: key figures"),
    ("/chart-builder", "Chart builder"),
    ("/questions", "Questions and answers"),
    ("/glossary", "Glossary"),
    ("/data", "Download the data"),
]


def test_a_reader_builds_a_chart_in_cyrillic_and_the_link_brings_it_back(
    server: str, page: Page
) -> None:
    open_page(page, f"{server}/chart-builder?lang=sr_Cyrl", "Израда графикона")
    page.get_by_role("radio", name="Ступци", exact=True).click()
    page.wait_for_url("**form_of_chart=bars*")
    page.get_by_role("button", name="Сексуална експлоатација").click()
    page.wait_for_url("**form=forced_begging*")
    chart = page.locator(".js-plotly-plot").first
    expect(chart).to_contain_text("Принудно просјачење")
    expect(chart).not_to_contain_text("Сексуална експлоатација")
    expected = {"lang": ["sr_Cyrl"], "form_of_chart": ["bars"], "form": ["forced_begging"]}
    assert query(page) == expected
    page.reload()
    expect(page.locator(".js-plotly-plot").first).to_contain_text("Принудно просјачење")
    assert query(page) == expected


def test_an_embedded_chart_stands_alone_and_says_where_it_is_from(server: str, page: Page) -> None:
    page.goto(f"{server}/chart-builder?form_of_chart=bars&embed=true&lang=bs")
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    expect(page.get_by_text("public-0001").first).to_be_visible()
    assert page.get_by_role("heading", level=1).count() == 0
    expect(page.get_by_role("link", name="Pojmovnik")).to_have_count(0)
    expect(page.get_by_role("radio", name="Stupci")).to_be_hidden()


def test_the_embed_code_leaves_room_for_the_whole_chart(server: str, page: Page) -> None:
    open_page(page, f"{server}/chart-builder?lang=en", "Chart builder")
    code = page.get_by_text("<iframe").inner_text()
    page.set_viewport_size({"width": 800, "height": int(code.split('height="')[1].split('"')[0])})
    page.goto(f"{server}/chart-builder?lang=en&embed=true")
    expect(page.get_by_role("button", name="Download, link, cite")).to_be_visible()
    stand_still(page)
    main = page.get_by_test_id(Part.MAIN)
    over = main.evaluate("(main) => main.scrollHeight - main.clientHeight")
    page.set_viewport_size({"width": 1280, "height": 900})
    assert over == 0


def test_a_reader_downloads_everything_in_one_file(server: str, page: Page, tmp_path: Path) -> None:
    open_page(page, f"{server}/data?lang=hr", "Preuzimanje podataka")
    with page.expect_download() as download:
        page.get_by_role("button", name="Svi podatci (ZIP)").click()
    download.value.save_as(tmp_path / "all.zip")
    package = ZipFile(BytesIO((tmp_path / "all.zip").read_bytes()))
    assert download.value.suggested_filename == "public-0001_hr.zip"
    assert "OSUMNJIČENI" not in package.read("README.txt").decode("utf-8")
    assert "Statistika o trgovini ljudima" in package.read("README.txt").decode("utf-8")


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_nothing_runs_over_the_edge_of_the_screen(server: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for path, title in PAGES:
        open_page(page, f"{server}{path}?lang=en", title)
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
