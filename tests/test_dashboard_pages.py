from html import unescape
from pathlib import Path

import pytest
from dashboard_fixtures import write_release
from streamlit.testing.v1 import AppTest

from dashboard.key_figures import clear_changes, comparisons, leading_form
from dashboard.release_file import read_release
from dashboard.tables import Link, table
from dashboard.texts import LANGUAGES, use_language

APP = Path(__file__).parent.parent / "dashboard" / "app.py"
TITLES = {
    "overview": {
        "en": "Identified victims of trafficking in human beings",
        "bs": "Identificirane žrtve trgovine ljudima",
        "hr": "Identificirane žrtve trgovine ljudima",
        "sr_Latn": "Identifikovane žrtve trgovine ljudima",
        "sr_Cyrl": "Идентификоване жртве трговине људима",
    },
    "trends": {
        "en": "Trends",
        "bs": "Trendovi",
        "hr": "Trendovi",
        "sr_Latn": "Trendovi",
        "sr_Cyrl": "Трендови",
    },
    "method": {
        "en": "Method and privacy",
        "bs": "Metodologija i privatnost",
        "hr": "Metodologija i privatnost",
        "sr_Latn": "Metodologija i privatnost",
        "sr_Cyrl": "Методологија и приватност",
    },
}


@pytest.fixture
def releases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PORTAL_RELEASE_DIR", str(tmp_path))
    monkeypatch.setenv("PORTAL_AUDIENCE", "coordinator")
    use_language("en")  # AppTest finds an option by its label, in the language of this thread.
    write_release(tmp_path)
    return tmp_path


def opened(page: str = "overview", **query: str | list[str]) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=30)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    if page != "overview":
        # Switching pages clears the address, as a click in the menu does; a bookmark keeps it.
        app.switch_page(f"views/{page}.py")
        for key, value in query.items():
            app.query_params[key] = value
        app.run()
    assert not app.exception
    return app


def all_html(app: AppTest) -> str:
    return unescape(" ".join(element.proto.body for element in app.get("html")))


@pytest.mark.parametrize("page", list(TITLES))
@pytest.mark.parametrize("language", list(LANGUAGES))
def test_each_page_opens_in_each_language(releases: Path, page: str, language: str) -> None:
    app = opened(page, lang=language)
    assert app.title[0].value == TITLES[page][language]
    assert not app.error


def test_the_overview_shows_figures_with_intervals_and_judges_changes_by_them(
    releases: Path,
) -> None:
    html = all_html(opened())
    assert "≈\N{NO-BREAK SPACE}35" in html
    assert "30 to 40" in html
    assert "Clearly down" in html
    assert "2023: about 61 (56 to 66)" in html
    assert "Forced begging" in html


def test_every_page_says_that_an_example_is_one(releases: Path) -> None:
    for page in TITLES:
        assert "Example data: every person is fictional" in all_html(opened(page))


def test_a_real_release_carries_no_example_banner(releases: Path) -> None:
    write_release(releases, number=2, fictional=False)
    assert "fictional" not in all_html(opened())


def test_published_totals_stand_in_a_table_with_their_sources_escaped(releases: Path) -> None:
    bodies = " ".join(element.proto.body for element in opened().get("html"))
    assert 'href="https://example.org/2022"' in bodies
    assert "Another &lt;b&gt;example&lt;/b&gt; office" in bodies


def test_where_nothing_changed_clearly_the_overview_says_so(releases: Path) -> None:
    write_release(releases, number=2, noisy=lambda _table, _period, _group: 30)
    app = opened()
    assert "Nothing changed clearly." in [text.value for text in app.markdown]
    assert "No form stands clearly ahead" in all_html(app)


def test_a_release_of_one_year_compares_nothing(releases: Path) -> None:
    write_release(releases, number=2, years=(2024,))
    app = opened()
    assert not any("What changed" in header.value for header in app.header)
    opened("trends")


def test_without_a_release_the_page_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_RELEASE_DIR", str(tmp_path))
    app = opened()
    assert app.title[0].value == "There is no release yet"
    assert app.code[0].value == "portal run"


def test_a_damaged_release_is_explained_too(releases: Path) -> None:
    (releases / "coordinator" / "coordinator-0002.duckdb").write_text("broken")
    (releases / "coordinator" / "current").write_text("coordinator-0002.duckdb")
    assert opened().title[0].value == "The release file cannot be shown"


def test_every_declared_table_can_be_chosen(releases: Path) -> None:
    app = opened("trends")
    for name in app.selectbox(key="table").options:
        app.selectbox(key="table").select(name).run()
        assert not app.exception


def test_filters_go_into_the_address_as_codes_and_only_where_they_differ(releases: Path) -> None:
    app = opened("trends")
    assert dict(app.query_params) == {}
    app.selectbox(key="table").select("Sex").run()
    app.pills(key="sex").set_value(["female"]).run()
    app.slider(key="years").set_range(2023, 2024).run()
    assert app.query_params == {
        "table": "victims_by_year_sex",
        "sex": "female",
        "years": ["2023", "2024"],
    }


def test_an_address_restores_the_filters_in_any_language(releases: Path) -> None:
    app = opened(
        "trends",
        lang="sr_Cyrl",
        table="victims_by_five_years_form_age_group",
        form=["forced_begging"],
        pooled=["2015-2019", "2020-2024"],
    )
    assert app.selectbox(key="table").value == "victims_by_five_years_form_age_group"
    assert app.pills(key="form").value == ["forced_begging"]
    assert app.pills(key="pooled").value == ["2015-2019", "2020-2024"]


def test_an_address_with_unknown_codes_falls_back_to_everything(releases: Path) -> None:
    app = opened("trends", table="restricted", form=["nonsense"], years=["1900", "x"], lang="xx")
    assert app.selectbox(key="table").value == "victims_by_year_form"
    assert app.pills(key="form").value == ["sexual_exploitation", "forced_begging"]


def test_residual_codes_are_never_a_choice_and_stand_apart_when_asked_for(releases: Path) -> None:
    app = opened("trends")
    assert app.pills(key="form").options == ["Sexual exploitation", "Forced begging"]
    assert "Not collected" not in all_html(app)
    app.toggle(key="residual").set_value(True).run()
    assert app.query_params["residual"] == "1"
    html = all_html(app)
    for label in ("Unknown", "Not collected", "Word not understood yet"):
        assert label in html


def test_the_method_page_shows_budget_measurements_and_release(releases: Path) -> None:
    html = all_html(opened("method"))
    assert "at delta 0.000001" in html
    assert "69 of 100" in html
    assert "±" in html
    assert "coordinator-0001" in html


def test_clear_changes_are_found_among_all_groups_at_once(tmp_path: Path) -> None:
    use_language("en")
    release = read_release(str(write_release(tmp_path)), "coordinator")
    everything = comparisons(release, "2023", "2024")
    assert len(everything) == 1 + 2 + 2 + 2 + 3
    assert [one.heading for one in clear_changes(everything)] == ["All victims"]
    assert leading_form(release, "2024")[0] == "forced_begging"


def test_a_table_cell_links_only_to_the_web() -> None:
    html = table("Caption", ["A", "B"], [["1", Link(text="x", url="javascript:alert(1)")]])
    assert "javascript" not in html
