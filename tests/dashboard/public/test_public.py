from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.figures.series import codes, groups
from dashboard.figures.wording import Figure
from dashboard.language.texts import LANGUAGES, _, use_language
from dashboard.public import sentences
from dashboard.public.headline import key_figures_of
from dashboard.release.facts import Release
from dashboard.release.file import read_release
from dashboard.trends.builder import embed_code
from dashboard.trends.builder_choice import (
    BARS,
    EACH_OVER_TIME,
    POINTS,
    TOGETHER_OVER_TIME,
    forms_of,
)
from tests.support.dashboard_fixtures import write_release
from tests.support.dashboard_pages import (
    opened,
    shared_release,
    small_release,
    started,
    started_as_it_is,
)

ABOUT = Figure(value=41, lower=35, upper=46)
WIDE = Figure(value=33, lower=20, upper=45)
SMALL = Figure(value=4, lower=0, upper=9)


@pytest.fixture
def release() -> Release:
    use_language("en")
    return small_release("public")


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [
        (ABOUT, "About 41 victims were identified in 2024 (35 to 46)."),
        (WIDE, "Between 20 and 45 victims were identified in 2024."),
        (SMALL, "Fewer than 10 victims were identified in 2024."),
    ],
)
def test_how_sure_a_figure_is_decides_the_form_of_its_sentence(
    figure: Figure, sentence: str
) -> None:
    use_language("en")
    assert sentences.victims(figure, "2024") == sentence


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (41, "U 2024. godini identificirana je oko 41 žrtva (od 39 do 60)."),
        (42, "U 2024. godini identificirano je oko 42 žrtve (od 39 do 60)."),
        (45, "U 2024. godini identificirano je oko 45 žrtava (od 39 do 60)."),
        (51, "U 2024. godini identificirana je oko 51 žrtva (od 39 do 60)."),
    ],
)
def test_the_number_decides_the_form_of_the_words(value: int, sentence: str) -> None:
    use_language("bs")
    assert sentences.victims(Figure(value=value, lower=39, upper=60), "2024") == sentence


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("hr", "U 2024. godini osuđeno je manje od 10 osoba."),
        ("sr_Latn", "U 2024. godini osuđeno je manje od 10 lica."),
        ("sr_Cyrl", "У 2024. години осуђено је мање од 10 лица."),
    ],
)
def test_each_language_has_words_of_its_own(language: str, sentence: str) -> None:
    use_language(language)
    assert sentences.convicted(SMALL, "2024") == sentence


@pytest.mark.parametrize(
    "tell", [sentences.victims, sentences.children, sentences.assisted, sentences.convicted]
)
@pytest.mark.parametrize("language", list(LANGUAGES))
def test_no_sentence_tells_a_value_without_its_interval(
    tell: Callable[[Figure, str], str], language: str
) -> None:
    use_language(language)
    assert "41" in tell(ABOUT, "2024") and "35" in tell(ABOUT, "2024")
    assert "33" not in tell(WIDE, "2024")
    assert "4 " not in tell(SMALL, "2024").replace("2024", "")


def test_five_key_figures_are_told(release: Release) -> None:
    sentences = [key_figure.sentence for key_figure in key_figures_of(release)]
    assert len(sentences) == 5
    assert sentences[0] == "About 35 victims were identified in 2024 (30 to 40)."


def test_the_leading_form_stands_after_a_colon_with_its_figure(tmp_path: Path) -> None:
    use_language("en")
    path = write_release(
        tmp_path,
        audience="public",
        noisy=lambda _table, _period, group: 90 if "forced_begging" in group else 5,
    )
    sentence = key_figures_of(read_release(str(path), "public"))[2].sentence
    assert sentence.startswith(
        "One form of exploitation stands clearly ahead in 2024: Forced begging, about 90 ("
    )


def test_where_no_form_leads_the_sentence_says_so(tmp_path: Path) -> None:
    use_language("en")
    path = write_release(tmp_path, audience="public", noisy=lambda _table, _period, _group: 30)
    sentences = [
        key_figure.sentence for key_figure in key_figures_of(read_release(str(path), "public"))
    ]
    assert "No form of exploitation stands clearly ahead in 2024." in sentences


@pytest.mark.parametrize("language", list(LANGUAGES))
@pytest.mark.parametrize("page", ["key_figures", "chart_builder", "questions", "glossary", "data"])
def test_each_public_page_opens_in_each_language(
    monkeypatch: pytest.MonkeyPatch, page: str, language: str
) -> None:
    started_as_it_is(monkeypatch, "public")
    app = opened(page, lang=language)
    use_language(language)
    assert (
        app.title[0].value
        == {
            "key_figures": _("Trafficking in human beings: key figures"),
            "chart_builder": _("Chart builder"),
            "questions": _("Questions and answers"),
            "glossary": _("Glossary"),
            "data": _("Download the data"),
        }[page]
    )


def test_a_first_release_of_one_year_has_key_figures_and_nothing_to_compare(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started(tmp_path, monkeypatch, "public", years=(2024,))
    app = opened("key_figures")
    assert not any("Compared with" in text.value for text in app.markdown)


def test_every_table_can_be_drawn_in_every_form_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    started_as_it_is(monkeypatch, "public")
    release = read_release(str(newest("public")), "public")
    app = opened("chart_builder")
    for table in release.tables.values():
        all_groups = groups(table, {name: codes(release, name) for name in table.dimensions})
        for form in forms_of(release, table, all_groups):
            app.query_params.clear()
            app.query_params.update({"table": table.name, "form_of_chart": form})
            app.run()
            assert not app.error, (table.name, form)
            assert not app.exception, (table.name, form)
            assert app.query_params.get("form_of_chart", [form]) in (form, [form])
            assert app.get("plotly_chart"), (table.name, form)


def newest(audience: str) -> Path:
    return shared_release(audience) / audience / f"{audience}-0001.duckdb"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("victims_by_year", [EACH_OVER_TIME]),
        ("victims_by_year_sex", [EACH_OVER_TIME, TOGETHER_OVER_TIME, BARS, POINTS]),
        ("victims_by_five_years_form_sex", [BARS, POINTS]),
    ],
)
def test_only_forms_that_a_table_can_fill_are_offered(
    release: Release, name: str, expected: list[str]
) -> None:
    table = release.tables[name]
    all_groups = groups(
        table, {dimension: codes(release, dimension) for dimension in table.dimensions}
    )
    assert forms_of(release, table, all_groups) == expected


def test_all_choices_of_the_builder_stand_in_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    started_as_it_is(monkeypatch, "public")
    app = opened("chart_builder")
    assert dict(app.query_params) == {}
    app.selectbox(key="chart_builder_table").select("Sex").run()
    app.pills(key="chart_builder_sex").set_value(["female"]).run()
    app.segmented_control(key="chart_builder_form_of_chart").set_value("bars").run()
    assert app.query_params == {
        "table": "victims_by_year_sex",
        "sex": "female",
        "form_of_chart": "bars",
    }


def test_an_address_builds_the_same_chart_again(monkeypatch: pytest.MonkeyPatch) -> None:
    started_as_it_is(monkeypatch, "public")
    app = opened(
        "chart_builder", table="victims_by_year_sex", form_of_chart="bars", year="2023", lang="bs"
    )
    assert app.segmented_control(key="chart_builder_form_of_chart").value == "bars"
    assert app.segmented_control(key="chart_builder_year").value == "2023"


def test_an_unknown_choice_in_the_address_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    started_as_it_is(monkeypatch, "public")
    app = opened("chart_builder", table="restricted", form_of_chart="pie", sex="nonsense")
    assert not app.error
    assert app.selectbox(key="chart_builder_table").value == "victims_by_year_form"


def test_the_embed_code_is_one_frame_that_leads_to_the_same_chart() -> None:
    link = "https://example.org/chart-builder?table=victims_by_year_sex&lang=bs"
    code = embed_code(link, 'A "title" <b>', 400)
    address = code.split('src="')[1].split('"')[0].replace("&amp;", "&")
    assert parse_qs(urlsplit(address).query) == {
        "table": ["victims_by_year_sex"],
        "lang": ["bs"],
        "embed": ["true"],
    }
    assert "<b>" not in code
    assert embed_code("https://example.org/chart-builder", "x", 400).count("?embed=true") == 1


def test_the_embedding_frame_is_higher_than_its_chart() -> None:
    code = embed_code("https://example.org/chart-builder", "x", 1200)
    assert int(code.split('height="')[1].split('"')[0]) > 1200


def test_the_key_figures_stand_together_before_their_charts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started_as_it_is(monkeypatch, "public")
    app = opened("key_figures")
    first = app.get("html")
    cards = next(block.proto.body for block in first if "key-figures" in block.proto.body)
    assert cards.count("<section>") == 5
    assert "30 to 40" in cards
    assert app.header[0].value == "Key figures, 2024"
