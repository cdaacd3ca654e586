from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from typer.testing import CliRunner

from dashboard.indicators.pdf import indicator_pdf
from dashboard.indicators.periods import ReportingPeriod, reporting_periods
from dashboard.indicators.records import HEADER, records
from dashboard.indicators.registry import indicators
from dashboard.indicators.sheet import ReferenceSheet, reference_sheet
from dashboard.indicators.values import usual_period
from dashboard.indicators.workbook import indicator_workbook
from dashboard.language.texts import LANGUAGES, use_language
from dashboard.release.facts import Release
from dashboard.release.file import read_release
from portal.cli import app as command_line
from portal.settings import settings
from tests.support.dashboard_fixtures import write_release
from tests.support.dashboard_pages import all_html, opened, small_release, started_as_it_is


@pytest.fixture
def release() -> Release:
    use_language("en")
    return small_release("donor")


def project(release: Release) -> ReportingPeriod:
    (only,) = reporting_periods(release, "project")
    return only


def sheet_of(release: Release, code: str) -> ReferenceSheet:
    chosen = next(indicator for indicator in indicators(release) if indicator.code == code)
    years = reporting_periods(release, "calendar_year")
    return reference_sheet(release, chosen, next(year for year in years if year.code == "2024"))


def pdf_text(content: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return text.replace("\N{NO-BREAK SPACE}", " ")


def book(release: Release) -> Workbook:
    return load_workbook(BytesIO(indicator_workbook(release, project(release))))


def test_a_sheet_answers_what_donors_ask_of_an_indicator(release: Release) -> None:
    facts = dict(sheet_of(release, "responders_trained").facts)
    for heading in (
        "Definition",
        "Standard code",
        "Unit of counting",
        "Direction",
        "Baseline",
        "Disaggregated by",
        "How often reported",
        "Responsible",
        "Means of verification",
        "Data quality",
        "How exact",
    ):
        assert facts[heading], heading
    assert facts["Baseline"] == "0 (1 June 2019)"


def test_disaggregations_never_cross_two_dimensions(release: Release) -> None:
    for indicator in indicators(release):
        for split in sheet_of(release, indicator.code).splits:
            assert set(split.exact) | set(split.figures) <= set(split.labels)


def test_a_protected_indicator_is_split_by_the_table_that_has_the_dimension(
    release: Release,
) -> None:
    sheet = sheet_of(release, "persons_convicted")
    (split,) = sheet.splits
    cells = release.cells["defendants_by_stage_year_sex"]
    row = cells[
        (cells["period"] == "2024") & (cells["stage"] == "convicted") & (cells["sex"] == "female")
    ].iloc[0]
    assert split.dimension == "sex"
    assert split.figures["female"].value == row["stages"]


def test_a_dimension_without_a_table_of_its_own_is_left_out(release: Release) -> None:
    assert sheet_of(release, "victims_assisted").splits == []


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_the_page_opens_in_each_language_for_exact_and_protected_indicators(
    monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    started_as_it_is(monkeypatch, "donor")
    for code in ("responders_trained", "victims_identified"):
        app = opened(
            "indicator", lang=language, indicator=code, calendar="calendar_year", period="2024"
        )
        assert not app.error
        assert app.selectbox(key="indicator_indicator").value == code


def test_each_indicator_has_a_page_that_opens(
    monkeypatch: pytest.MonkeyPatch, release: Release
) -> None:
    started_as_it_is(monkeypatch, "donor")
    app = opened("indicator")
    for indicator in indicators(release):
        app.selectbox(key="indicator_indicator").set_value(indicator.code).run()
        assert not app.exception
        assert indicator.name in [header.value for header in app.header]


def test_exact_figures_are_shown_without_an_interval_and_protected_ones_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started_as_it_is(monkeypatch, "donor")
    assert ">260<" in all_html(opened("indicator"))
    address = {"calendar": "calendar_year", "period": "2024", "indicator": "victims_identified"}
    html = all_html(opened("indicator", **address))
    assert "about 35 (" in html
    assert "exact" not in html.split("Protected:")[0].lower().replace("how exact", "")


def test_the_workbook_has_a_table_a_sheet_for_each_indicator_all_values_and_metadata(
    release: Release,
) -> None:
    names = book(release).sheetnames
    assert names[0] == "Indicators"
    assert names[-2:] == ["Data", "About"]
    assert len(names) == 3 + len(indicators(release))
    assert all(len(name) <= 31 for name in names)


def test_numbers_in_the_workbook_are_numbers_and_protected_ones_have_their_ends(
    release: Release,
) -> None:
    rows = {row[0]: row for row in book(release)["Indicators"].iter_rows(values_only=True)}
    header = rows["Indicator"]
    trained = rows["First responders trained on victim identification"]
    assert trained[header.index("Actual")] == 260
    assert trained[header.index("Progress")] == pytest.approx(1.04)
    assert trained[header.index("Lower end")] is None


def test_every_protected_value_in_the_data_sheet_stands_between_its_ends(release: Release) -> None:
    rows = list(book(release)["Data"].iter_rows(values_only=True))
    header = next(row for row in rows if row[0] == "indicator")
    place = {name: header.index(name) for name in HEADER}
    protected = [row for row in rows if row[place["basis"]] == "protected"]
    assert protected
    for row in protected:
        value, lower, upper = (row[place[name]] for name in ("value", "lower", "upper"))
        assert lower <= value <= upper


def test_no_share_of_few_persons_hides_among_the_records(release: Release) -> None:
    assert not any(record[0] == "referred_within_7_days" for record in records(release))


def test_the_workbook_names_release_licence_and_that_it_is_an_example(release: Release) -> None:
    about = dict(
        row[:2] for row in book(release)["About"].iter_rows(min_row=5, values_only=True) if row[0]
    )
    assert about["Release"] == "donor-0001"
    assert about["Licence"].startswith("CC BY 4.0")
    assert "fictional" in about["Note"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "First responders trained on victim identification"),
        ("bs", "Osposobljeni stručnjaci prvog kontakta"),
        ("hr", "Pokazatelji projekta"),
        ("sr_Latn", "Cijeli projekat"),
        ("sr_Cyrl", "Оспособљени стручњаци првог контакта"),
    ],
)
def test_the_pdf_is_tagged_titled_and_read_back_in_each_script(
    release: Release, language: str, text: str
) -> None:
    use_language(language)
    content = indicator_pdf(
        release,
        [
            reference_sheet(release, indicator, project(release))
            for indicator in indicators(release)
        ],
    )
    reader = PdfReader(BytesIO(content))
    assert text in pdf_text(content).replace("\n", " ")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"].startswith(language.split("_")[0])
    assert reader.metadata.title
    assert "donor-0001" in pdf_text(content)


def test_each_table_of_the_pdf_names_its_columns_and_headings_skip_no_level(
    release: Release,
) -> None:
    sheet = sheet_of(release, "responders_trained")
    content = indicator_pdf(release, [sheet, sheet_of(release, "victims_identified")])
    kinds = kinds_below(PdfReader(BytesIO(content)).trailer["/Root"]["/StructTreeRoot"])
    assert kinds.count("/Table") == 4  # two of all indicators, by goal; one by period for each
    for table in " ".join(kinds).split("/Table")[1:]:
        assert "/TH" in table
    headings = [kind for kind in kinds if kind in ("/H1", "/H2")]
    assert headings[:2] == ["/H1", "/H2"]
    assert headings.count("/H1") == 3


def kinds_below(part: DictionaryObject) -> list[str]:
    """What the parts of a PDF are, in the order in which a screen reader reads them."""
    below = part.get("/K", [])
    parts = [child.get_object() for child in (below if isinstance(below, list) else [below])]
    kinds = [part["/S"]] if "/S" in part else []
    return kinds + [
        kind for child in parts if isinstance(child, dict) for kind in kinds_below(child)
    ]


def test_the_pdf_of_one_indicator_has_its_figures_and_no_table_of_all(release: Release) -> None:
    text = pdf_text(indicator_pdf(release, [sheet_of(release, "victims_identified")]))
    assert "35 (" in text
    assert "Victims assisted" not in text


def test_the_same_release_gives_the_same_pdf(release: Release) -> None:
    sheets = [sheet_of(release, "responders_trained")]
    assert indicator_pdf(release, sheets) == indicator_pdf(release, sheets)


def test_text_of_the_registry_is_never_taken_for_markup(release: Release) -> None:
    rows = release.indicators.copy()
    rows.loc[rows["code"] == "responders_trained", "data_quality"] = "#panic() *bold* $x$"
    changed = replace(release, indicators=rows)
    text = pdf_text(indicator_pdf(changed, [sheet_of(changed, "responders_trained")]))
    assert "#panic() *bold* $x$" in text


def test_the_period_shown_first_is_the_last_in_which_something_was_done(release: Release) -> None:
    newest_first = list(reversed(reporting_periods(release, "calendar_year")))
    assert usual_period(release, newest_first).code == "2024"


def test_the_command_writes_the_formats_that_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_release(tmp_path / "releases", audience="donor")
    monkeypatch.setenv("PORTAL_RELEASE_DIR", str(tmp_path / "releases"))
    settings.cache_clear()
    arguments = ["indicators", "export", "--locale", "bs", "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(command_line, [*arguments, "--format", "iati", "--format", "pdf"])
    settings.cache_clear()
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "donor-0001_iati_bs.xml",
        "donor-0001_indicators_project_bs.pdf",
    ]


def test_the_command_says_which_periods_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_release(tmp_path / "releases", audience="donor")
    monkeypatch.setenv("PORTAL_RELEASE_DIR", str(tmp_path / "releases"))
    settings.cache_clear()
    arguments = ["indicators", "export", "--calendar", "calendar_year", "--period", "1999"]
    done = CliRunner().invoke(command_line, arguments)
    settings.cache_clear()
    assert done.exit_code == 2
    assert "2024, 2023" in done.output


def test_a_protected_indicator_opens_on_the_last_year_that_has_a_figure(tmp_path: Path) -> None:
    path = write_release(tmp_path, audience="donor", years=(2022, 2023))
    release = read_release(str(path), "donor")
    victims = next(
        indicator for indicator in indicators(release) if indicator.code == "victims_identified"
    )
    newest_first = list(reversed(reporting_periods(release, "calendar_year")))
    assert newest_first[0].code == "2024"
    assert usual_period(release, newest_first, victims).code == "2023"
