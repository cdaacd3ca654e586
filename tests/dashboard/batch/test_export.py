import csv
import io
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from dashboard.batch.browser import drawing_page, typeset
from dashboard.batch.finished_charts import pages
from dashboard.batch.index_page import index_html
from dashboard.charts.captions import Words
from dashboard.figures.series import Series
from dashboard.figures.wording import Figure
from dashboard.files.chart_figures import figures_csv, figures_workbook
from dashboard.frame.chart_block import picture_name
from dashboard.language.texts import LANGUAGES, use_language
from dashboard.release.facts import Release
from tests.support.dashboard_pages import small_release

SURE = Figure(value=40, lower=35, upper=46)
NEVER = Figure(value=0, lower=0, upper=0, impossible=True)
SHOWN = [Series(label="Girls", figures={"2023": SURE, "2024": NEVER})]
WORDS = Words(title="Identified victims", subtitle="Persons, 2023 to 2024")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="200"><text x="20" y="40" '
    'style="font-family: IBM Plex Sans; font-size: 20px; font-weight: 600">Жртве ђћљњџ</text></svg>'
)


@pytest.fixture
def release() -> Release:
    use_language("en")
    return small_release()


def test_a_file_of_figures_has_the_interval_beside_each_and_no_number_for_what_cannot_be() -> None:
    use_language("en")
    rows = list(csv.DictReader(io.StringIO(figures_csv(SHOWN).decode("utf-8-sig"))))
    assert rows[0] == {
        "group": "Girls",
        "period": "2023",
        "value": "40",
        "lower": "35",
        "upper": "46",
        "in_words": "about 40 (35 to 46)",
    }
    assert rows[1]["value"] == rows[1]["upper"] == ""


def test_a_spreadsheet_has_its_figures_on_one_sheet_and_their_origin_on_another(
    release: Release,
) -> None:
    made = figures_workbook(release, WORDS, ["Source: records."], SHOWN)
    book = load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["Figures", "About"]
    values = [row for row in book["Figures"].iter_rows(values_only=True) if row[0] == "Girls"]
    assert values[0][:5] == ("Girls", 2023, 40, 35, 46)
    about = [cell for row in book["About"].iter_rows(values_only=True) for cell in row]
    assert "Source: records." in about


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_table_of_a_release_becomes_a_chart_in_every_language(
    release: Release, locale: str
) -> None:
    use_language(locale)
    made = list(pages(release))
    assert {page.table.name for page in made} == set(release.tables)
    assert all(page.chart.notes for page in made)
    assert all(page.name.endswith(f"_{locale}_coordinator-0001") for page in made)


def test_a_file_is_named_by_table_period_language_and_release_and_never_by_data(
    release: Release,
) -> None:
    assert picture_name("victims_by_year", SHOWN, release) == (
        "victims_by_year_2023_2024_en_coordinator-0001"
    )
    series = Series(label="Secret", figures={"2015-2019": SURE})
    assert picture_name("areas", [series], release) == "areas_2015-2019_en_coordinator-0001"


def test_a_pdf_holds_real_cyrillic_text_its_title_and_the_bundled_font(release: Release) -> None:
    use_language("sr_Cyrl")
    page = next(pages(release))
    made = PdfReader(io.BytesIO(typeset(page, SVG.encode(), "pdf")))
    assert "Жртве ђћљњџ" in made.pages[0].extract_text()
    assert made.metadata.title == page.words.title
    assert round(made.pages[0].mediabox.width) == 800
    fonts = str(made.pages[0]["/Resources"]["/Font"].get_object())
    named = [
        font.get_object()["/BaseFont"] for font in made.pages[0]["/Resources"]["/Font"].values()
    ]
    assert fonts
    assert all("IBMPlexSans" in name for name in named)


def test_a_pdf_of_a_batch_keeps_to_pdf_ua_and_is_the_same_file_each_time(release: Release) -> None:
    page = next(pages(release))
    made = typeset(page, SVG.encode(), "pdf")
    assert made == typeset(page, SVG.encode(), "pdf")
    catalogue = PdfReader(io.BytesIO(made)).trailer["/Root"]
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalogue["/Metadata"].get_data()


def test_a_pdf_of_a_batch_speaks_the_figures_and_what_stands_below_them(release: Release) -> None:
    page = next(pages(release))
    tree = PdfReader(io.BytesIO(typeset(page, SVG.encode(), "pdf"))).trailer["/Root"]
    whole = tree["/StructTreeRoot"]["/K"][0].get_object()
    figure = whole["/K"][0].get_object()
    assert figure["/S"] == "/Figure"
    assert page.words.title in figure["/Alt"]
    assert all(note in figure["/Alt"] for note in page.chart.notes)


def test_a_png_of_a_batch_is_twice_the_width_of_the_chart(release: Release) -> None:
    made = typeset(next(pages(release)), SVG.encode(), "png")
    assert made.startswith(b"\x89PNG")
    assert int.from_bytes(made[16:20], "big") == 1600


def test_the_page_that_draws_a_batch_asks_nothing_of_another_host() -> None:
    page = drawing_page()
    assert "http://" not in page
    assert "https://" not in page
    assert page.count("data:font/woff2") == 3


def test_the_list_of_a_batch_links_every_file_and_is_well_formed(release: Release) -> None:
    made = list(pages(release))
    text = index_html(release, made, ["png", "csv"]).split("<body>")[1].split("</body>")[0]
    tree = ElementTree.fromstring("<body>" + text.replace('"lazy">', '"lazy"/>') + "</body>")
    links = {link.get("href") for link in tree.iter("a")}
    assert links == {f"{page.name}.{kind}" for page in made for kind in ("png", "csv")}
