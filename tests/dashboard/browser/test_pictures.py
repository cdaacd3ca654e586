"""Every chart of every room as PDF beside its PNG, in test-artefacts/: nothing replaces looking."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
import typst
from PIL import Image, ImageChops, ImageFilter, ImageStat
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.support import ROOT
from tests.support.chain import Portal
from tests.support.dashboard_reading import ROOMS, settle
from tests.support.dashboard_server import IN_A_BROWSER, page_for_all, serving

pytestmark = [*IN_A_BROWSER, pytest.mark.chain, pytest.mark.slow]
page = page_for_all()
ARTEFACTS = ROOT / "test-artefacts"
MORE = {"coordinator": ("places?as=tiles", "places?as=rows", "trends?view=periods")}
LANGUAGES = ("sr_Cyrl", "bs")
# Shades of grey, of 255: what the two ways of drawing the same line and letter differ by.
UNLIKE = 1.0
PAINTS = (b"S", b"s", b"f", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do", b"Tj", b"TJ")


@pytest.fixture(scope="module", params=list(ROOMS))
def room(request: pytest.FixtureRequest, finished_portal: Portal) -> Iterator[tuple[str, str]]:
    with serving(finished_portal.folder / "releases", request.param) as address:
        yield request.param, address


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_comes_out_as_pdf_as_it_does_as_png(
    room: tuple[str, str], page: Page, language: str
) -> None:
    audience, address = room
    seen = 0
    for name in (*ROOMS[audience], *MORE.get(audience, ())):
        page.goto(f"{address}/{name}{'&' if '?' in name else '?'}lang={language}")
        settle(page)
        for files in page.locator('[class*="st-key-files_"]').all():
            files.get_by_role("button").first.click()
            drawn, document, picture = (taken(page, place) for place in (3, 4, 0))
            words = words_of(document)
            assert [text for text in texts_of(drawn) if text not in words] == [], document
            assert unlike(document, picture) < UNLIKE, document
            assert painted_unmarked(document) == [], document
            page.keyboard.press("Escape")
            page.locator(".pictures").wait_for(state="detached")
            seen += 1
    assert seen >= 4


def taken(page: Page, place: int) -> Path:
    with page.expect_download() as download:
        page.locator(".pictures button").nth(place).click()
    target = ARTEFACTS / "charts" / download.value.suggested_filename
    download.value.save_as(target)
    return target


def texts_of(drawing: Path) -> list[str]:
    root = ElementTree.parse(drawing).getroot()
    lines = root.iterfind(".//{*}text")
    return [without_spaces("".join(line.itertext())) for line in lines]


def words_of(document: Path) -> str:
    (page,) = PdfReader(document).pages
    return without_spaces(page.extract_text())


def painted_unmarked(document: Path) -> list[bytes]:
    """What stands in no part that a screen reader knows, nor in what is only to be looked at."""
    (page,) = PdfReader(document).pages
    found, marks = [], 0
    for _operands, operator in page.get_contents().operations:
        marks += (operator in (b"BDC", b"BMC")) - (operator == b"EMC")
        if operator in PAINTS and not marks:
            found.append(operator)
    return found


def without_spaces(text: str) -> str:
    return "".join(text.split())


def unlike(document: Path, picture: Path) -> float:
    """How far the PDF is from the PNG, both a little out of focus."""
    with Image.open(picture) as image:
        png = image.convert("L")
    source = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("{document.name}")'
    page = typst.compile(source.encode(), root=document.parent, format="png", ppi=96)
    with Image.open(BytesIO(page)) as image:
        pdf = image.convert("L").resize(png.size)
    soft = [one.filter(ImageFilter.GaussianBlur(2)) for one in (png, pdf)]
    return ImageStat.Stat(ImageChops.difference(*soft)).mean[0]
