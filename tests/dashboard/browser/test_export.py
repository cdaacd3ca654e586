from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import Page
from pypdf import PdfReader
from typer.testing import CliRunner

from portal.cli import app
from portal.settings import settings
from tests.support.dashboard_server import IN_A_BROWSER, server_for, visiting
from tests.support.streamlit_page import Part

pytestmark = IN_A_BROWSER
server = server_for("coordinator")
NAME = "victims_by_year_2022_2024_sr_Cyrl_coordinator-0001"


@pytest.fixture(scope="module")
def files(server: str) -> Iterator[Page]:
    """A page in Cyrillic with the first chart's files unfolded, and the hosts that it asked."""
    with visiting() as page:
        page.asked = set()
        page.on("request", lambda request: page.asked.add(urlsplit(request.url).hostname))
        page.goto(f"{server}/?lang=sr_Cyrl")
        page.locator(".js-plotly-plot .main-svg").first.wait_for()
        page.get_by_test_id(Part.POPOVER).first.get_by_role("button").first.click()
        page.locator(".pictures button").first.wait_for()
        yield page


def saved(page: Page, label: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=label, exact=True).click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def description(page: Page) -> str | None:
    """Of the first chart, for who cannot see it."""
    return page.get_by_test_id(Part.CHART).first.get_attribute("aria-label")


@pytest.mark.parametrize(
    ("label", "ending", "width"),
    [
        ("Слика (PNG)", ".png", 800),
        ("Велика слика (PNG)", "_2x.png", 1600),
        ("Слика за штампу (PNG)", "_print.png", 2400),
    ],
)
def test_a_reader_downloads_a_picture_in_cyrillic(
    files: Page, tmp_path: Path, label: str, ending: str, width: int
) -> None:
    picture = saved(files, label, tmp_path)
    assert picture.name == NAME + ending
    with Image.open(picture) as image:
        assert image.width == width
        assert len(image.convert("L").getcolors()) > 20
        if ending == "_print.png":
            assert round(image.info["dpi"][0]) == 300


def test_a_drawing_holds_its_text_its_footer_and_its_font(files: Page, tmp_path: Path) -> None:
    drawing = saved(files, "Цртеж (SVG)", tmp_path)
    text = drawing.read_text(encoding="utf-8")
    words = "".join(ElementTree.fromstring(text).itertext())
    assert "Идентификоване жртве по годинама" in words
    assert "Извор: " in words
    assert "coordinator-0001" in words
    assert text.count("data:font/woff2") >= 2
    assert ElementTree.fromstring(text).findtext("{*}desc") == description(files)


def test_a_document_holds_its_words_in_cyrillic_and_the_fonts_for_them(
    files: Page, tmp_path: Path
) -> None:
    document = saved(files, "Документ (PDF)", tmp_path)
    assert document.name == f"{NAME}.pdf"
    reader = PdfReader(document)
    (page,) = reader.pages
    assert page.mediabox.width == 600  # points: 800 pixels
    words = " ".join(page.extract_text().split())
    assert "Идентификоване жртве по годинама" in words
    assert "садржи малу случајну промјену која штити свако лице" in words
    assert "Извор: " in words
    assert "coordinator-0001" in words
    assert reader.metadata.title == "Идентификоване жртве по годинама"
    assert reader.trailer["/Root"]["/Lang"] == "sr-Cyrl"
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        described = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile2" in described


def test_a_document_says_to_a_screen_reader_what_the_page_says_of_the_chart(
    files: Page, tmp_path: Path
) -> None:
    reader = PdfReader(saved(files, "Документ (PDF)", tmp_path))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.xmp_metadata.dc_title == {"x-default": reader.metadata.title}
    whole = catalogue["/StructTreeRoot"]["/K"].get_object()
    parts = [part.get_object() for part in whole["/K"]]
    assert [part["/S"] for part in parts] == ["/H1", "/P", "/Figure", "/P"]
    assert parts[2]["/Alt"] == description(files)
    left, bottom, right, top = parts[2]["/A"]["/BBox"]
    assert 0 == left < right == 600
    assert 0 < bottom < top < reader.pages[0].mediabox.height


def test_no_picture_asks_anything_of_another_host(files: Page) -> None:
    assert files.asked - {None} == {"127.0.0.1"}


def test_a_batch_is_drawn_by_this_machines_browser(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.support.dashboard_fixtures import write_release

    write_release(tmp_path / "releases")
    monkeypatch.setenv("PORTAL_RELEASE_DIR", str(tmp_path / "releases"))
    settings.cache_clear()
    out = tmp_path / "out"
    wanted = ["--table", "victims_by_year", "--audience", "coordinator", "--locale", "sr_Cyrl"]
    done = CliRunner().invoke(app, ["export", "--out", str(out), *wanted])
    settings.cache_clear()
    assert done.exit_code == 0, done.output
    assert {path.suffix for path in out.iterdir()} == {".png", ".svg", ".pdf", ".html"}
    with Image.open(out / f"{NAME}.png") as image:
        assert image.width == 1600
    drawing = (out / f"{NAME}.svg").read_text(encoding="utf-8")
    assert "Идентификоване жртве" in "".join(ElementTree.fromstring(drawing).itertext())
    assert "data:font/woff2" in drawing
