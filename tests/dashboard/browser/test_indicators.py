from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.support.dashboard_reading import settle
from tests.support.dashboard_server import IN_A_BROWSER, open_page, page_for_all, server_for
from tests.support.streamlit_page import Part

pytestmark = IN_A_BROWSER
server = server_for("donor")
page = page_for_all()


def downloaded(page: Page, button: str, folder: Path) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path.name, path.read_bytes()


def test_a_donor_finds_an_indicator_and_takes_its_sheet_home_as_pdf(
    server: str, page: Page, tmp_path: Path
) -> None:
    open_page(page, f"{server}/?lang=bs", "Indikatori")
    page.get_by_role("link", name="Osposobljeni stručnjaci prvog kontakta").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kartica indikatora")
    expect(page.get_by_text("Cilj dostignut").first).to_be_visible()
    name, content = downloaded(page, "Ovaj list (PDF)", tmp_path)
    text = " ".join(one.extract_text() for one in PdfReader(BytesIO(content)).pages)
    assert name == "donor-0001_responders_trained_project_bs.pdf"
    assert "Osposobljeni stručnjaci prvog kontakta" in text.replace("\n", " ")
    assert "260" in text


def test_the_first_picture_of_a_visit_has_all_its_words(
    server: str, page: Page, tmp_path: Path
) -> None:
    open_page(page, f"{server}/indicator?lang=bs", "Kartica indikatora")
    page.get_by_test_id(Part.POPOVER).first.get_by_role("button").first.click()
    _name, content = downloaded(page, "Slika (PNG)", tmp_path)
    with Image.open(BytesIO(content)) as image:
        grey = image.convert("L")
        title = grey.crop((0, 0, image.width, 40))
        footer = grey.crop((0, image.height - 50, image.width, image.height))
        assert max(title.getextrema()[0], footer.getextrema()[0]) < 150


def test_a_donor_takes_all_indicators_home_as_spreadsheet_and_as_iati_results(
    server: str, page: Page, tmp_path: Path
) -> None:
    open_page(page, f"{server}/?lang=en&calendar=calendar_year&period=2024", "Indicators")
    name, content = downloaded(page, "Spreadsheet (XLSX)", tmp_path)
    assert name == "donor-0001_indicators_2024_en.xlsx"
    assert load_workbook(BytesIO(content)).sheetnames[0] == "Indicators"
    name, content = downloaded(page, "IATI results (XML)", tmp_path)
    assert name == "donor-0001_iati_en.xml"
    assert fromstring(content).get("version") == "2.03"


def test_each_chart_of_a_sheet_has_a_description_for_who_cannot_see_it(
    server: str, page: Page
) -> None:
    open_page(page, f"{server}/indicator?lang=en", "Indicator sheet")
    expect(page.get_by_label("Police officer. Whole project: 20.").first).to_be_visible()


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_nothing_runs_over_the_edge_of_the_screen(server: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for path, title in (("/?lang=en", "Indicators"), ("/indicator?lang=en", "Indicator sheet")):
        open_page(page, server + path, title)
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
