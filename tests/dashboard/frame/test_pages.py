from pathlib import Path

import duckdb
import pytest

from dashboard.frame.html_tables import Link, html_table
from dashboard.language.texts import LANGUAGES, use_language
from dashboard.public.method import register_label
from tests.support.dashboard_declared import declared_tables
from tests.support.dashboard_fixtures import write_release
from tests.support.dashboard_pages import all_html, opened, started, started_as_it_is
from tests.support.dashboard_reading import ROOMS

TITLES = {
    "overview": (
        "Identified victims of trafficking in human beings",
        "Identificirane žrtve trgovine ljudima",
        "Identificirane žrtve trgovine ljudima",
        "Identifikovane žrtve trgovine ljudima",
        "Идентификоване жртве трговине људима",
    ),
    "trends": ("Trends", "Trendovi", "Trendovi", "Trendovi", "Трендови"),
    "victims": ("Victims", "Žrtve", "Žrtve", "Žrtve", "Жртве"),
    "places": ("Places", "Područja", "Područja", "Područja", "Подручја"),
    "referral": (
        "Referral and assistance",
        "Upućivanje i pomoć",
        "Upućivanje i pomoć",
        "Upućivanje i pomoć",
        "Упућивање и помоћ",
    ),
    "justice": (
        "Justice",
        "Krivični postupci",
        "Kazneni postupci",
        "Krivični postupci",
        "Кривични поступци",
    ),
    "deliveries": (
        "Deliveries",
        "Isporuke podataka",
        "Isporuke podataka",
        "Isporuke podataka",
        "Испоруке података",
    ),
    "desk": (
        "Release desk",
        "Planiranje izdanja",
        "Planiranje izdanja",
        "Planiranje izdanja",
        "Планирање издања",
    ),
    "method": (
        "Method and privacy",
        "Metodologija i privatnost",
        "Metodologija i privatnost",
        "Metodologija i privatnost",
        "Методологија и приватност",
    ),
}
ORDER = ("en", "bs", "hr", "sr_Latn", "sr_Cyrl")


@pytest.fixture
def releases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    started(tmp_path, monkeypatch)
    return tmp_path


@pytest.mark.parametrize("page", list(TITLES))
@pytest.mark.parametrize("language", list(LANGUAGES))
def test_each_page_opens_in_each_language(
    monkeypatch: pytest.MonkeyPatch, page: str, language: str
) -> None:
    started_as_it_is(monkeypatch)
    app = opened("" if page == "overview" else page, lang=language)
    assert app.title[0].value == TITLES[page][ORDER.index(language)]
    assert not app.error


@pytest.mark.parametrize("page", list(TITLES))
def test_every_page_says_that_an_example_is_one(monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    started_as_it_is(monkeypatch)
    app = opened("" if page == "overview" else page)
    assert "Example data: every person is fictional" in all_html(app)


@pytest.mark.parametrize("page", list(TITLES))
def test_every_page_stands_a_release_of_one_year(releases: Path, page: str) -> None:
    write_release(releases, number=2, years=(2024,), windows=("2020-2024",))
    opened("" if page == "overview" else page)


@pytest.mark.parametrize("page", list(TITLES))
def test_every_page_stands_a_release_of_few_tables(releases: Path, page: str) -> None:
    few = ("victims_by_year", "victims_by_year_form", "victims_by_year_sex")
    all_tables = declared_tables("coordinator")
    write_release(releases, number=2, tables={name: all_tables[name] for name in few})
    app = opened("" if page == "overview" else page)
    if page in ("places", "referral", "justice"):
        assert "does not hold the figures of this page" in app.info[0].value


def test_a_real_release_carries_no_example_banner(
    releases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_ACCESS", "unlocked")
    write_release(releases, number=2, fictional=False)
    app = opened()
    assert app.title[0].value == TITLES["overview"][0]
    assert "fictional" not in all_html(app)


def test_without_a_release_the_page_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_RELEASE_DIR", str(tmp_path))
    monkeypatch.setenv("PORTAL_ACCESS", "demonstration")
    app = opened()
    assert app.title[0].value == "There is no release yet"
    assert app.code[0].value == "portal run"


def test_a_damaged_release_is_explained_too(releases: Path) -> None:
    (releases / "coordinator" / "coordinator-0002.duckdb").write_text("broken")
    (releases / "coordinator" / "current").write_text("coordinator-0002.duckdb")
    assert opened().title[0].value == "The release file cannot be shown"


def test_the_method_page_shows_budget_measurements_and_release(releases: Path) -> None:
    html = all_html(opened("method"))
    assert "at delta 0.000001" in html
    assert "74 of 100" in html
    assert "±" in html
    assert "coordinator-0001" in html


def test_the_register_is_named_in_the_readers_language() -> None:
    use_language("sr_Cyrl")
    assert register_label("national") == "Државни реферални механизам"


def test_a_table_cell_links_only_to_the_web() -> None:
    html = html_table("Caption", ["A", "B"], [["1", Link(text="x", url="javascript:alert(1)")]])
    assert "javascript" not in html


@pytest.mark.parametrize("page", ["overview", *ROOMS["coordinator"][1:]])
def test_a_register_that_has_closed_no_five_years_yet_has_its_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    path = started(tmp_path, monkeypatch)
    with duckdb.connect(str(path)) as connection:
        tables = connection.execute("select name, period_kind from tables").fetchall()
        for name, kind in tables:
            if kind == "five_years":
                connection.execute(f'delete from "{name}"')
                connection.execute("delete from measurements where table_name = ?", [name])
    assert opened(page).title
