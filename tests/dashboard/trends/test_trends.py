from pathlib import Path

import pytest

from dashboard.charts.breakdown import Selection
from dashboard.language.texts import use_language
from dashboard.release.file import read_release
from dashboard.trends.selection import as_csv
from tests.support.dashboard_fixtures import write_release
from tests.support.dashboard_pages import (
    all_html,
    opened,
    shared_release,
    started,
    started_as_it_is,
)


@pytest.fixture(autouse=True)
def coordinator(monkeypatch: pytest.MonkeyPatch) -> None:
    started_as_it_is(monkeypatch)


def test_every_declared_table_can_be_shown() -> None:
    path = shared_release("coordinator") / "coordinator" / "coordinator-0001.duckdb"
    release = read_release(str(path), "coordinator")
    app = opened("trends")
    for name in release.tables:
        app.query_params.clear()
        app.query_params["table"] = name
        app.run()
        assert not app.exception, name
        assert app.query_params.get("table", [name]) in (name, [name])


@pytest.mark.parametrize("view", ["time", "periods", "groups"])
@pytest.mark.parametrize(
    "table", ["victims_by_year_form", "defendants_by_stage_year", "victims_by_quarter_child_adult"]
)
def test_every_view_can_be_shown(table: str, view: str) -> None:
    opened("trends", table=table, view=view)


def test_filters_go_into_the_address_as_codes_and_only_where_they_differ() -> None:
    app = opened("trends")
    assert dict(app.query_params) == {}
    app.selectbox(key="trends_table").select("Sex").run()
    app.pills(key="trends_sex").set_value(["female"]).run()
    app.slider(key="trends_years").set_range(2023, 2024).run()
    assert app.query_params == {
        "table": "victims_by_year_sex",
        "sex": "female",
        "years": ["2023", "2024"],
    }


def test_an_address_restores_the_filters_in_any_language() -> None:
    app = opened(
        "trends",
        lang="sr_Cyrl",
        table="victims_by_five_years_form_age_group",
        form=["forced_begging"],
        pooled=["2015-2019", "2020-2024"],
    )
    assert app.selectbox(key="trends_table").value == "victims_by_five_years_form_age_group"
    assert app.pills(key="trends_form").value == ["forced_begging"]
    assert app.pills(key="trends_pooled").value == ["2015-2019", "2020-2024"]


def test_an_address_that_names_a_table_need_not_say_what_is_counted() -> None:
    app = opened("trends", table="defendants_by_year_charge")
    assert app.segmented_control(key="trends_measure").value == "defendants"
    assert app.selectbox(key="trends_table").value == "defendants_by_year_charge"


def test_an_address_with_unknown_codes_falls_back_to_everything() -> None:
    app = opened("trends", table="restricted", form=["nonsense"], years=["1900", "x"], lang="xx")
    assert app.selectbox(key="trends_table").value == "victims_by_year_form"
    assert app.pills(key="trends_form").value == ["sexual_exploitation", "forced_begging"]


def test_residual_codes_are_never_a_choice_and_stand_apart_when_asked_for() -> None:
    app = opened("trends")
    assert app.pills(key="trends_form").options == ["Sexual exploitation", "Forced begging"]
    assert "Not collected" not in all_html(app)
    app.toggle(key="trends_residual").set_value(True).run()
    assert app.query_params["residual"] == "1"
    html = all_html(app)
    for label in ("Unknown", "Not collected", "Word not understood yet"):
        assert label in html


def test_two_periods_start_with_the_last_two_that_do_not_overlap() -> None:
    app = opened("trends", view="periods")
    assert app.segmented_control(key="trends_view").value == "periods"
    assert "Change" in all_html(app)
    assert app.query_params["view"] == "periods"


def test_the_same_period_twice_is_not_compared() -> None:
    app = opened("trends", view="periods", length="1", before="2024", after="2024")
    assert app.info[0].value == "Choose two different periods to compare."


def test_two_groups_are_compared_period_by_period() -> None:
    html = all_html(opened("trends", table="victims_by_year_sex", view="groups"))
    assert "Clearly higher" in html
    assert "No clear difference" in html


def test_a_table_of_several_codes_says_that_it_does_not_add_up() -> None:
    html = all_html(opened("trends", table="victims_by_five_years_means_of_control"))
    assert "at most 3 are counted for each person" in html


def test_the_day_of_a_quarter_that_is_not_known_is_no_point_on_the_axis() -> None:
    html = all_html(opened("trends", table="victims_by_quarter_child_adult"))
    assert "2024" in html
    assert "Q0" not in html


def test_a_file_of_figures_holds_codes_intervals_and_the_release(tmp_path: Path) -> None:
    use_language("en")
    release = read_release(str(write_release(tmp_path)), "coordinator")
    table = release.tables["victims_by_year_sex"]
    selection = Selection(table=table, groups=[("female",)], residual_groups=[], periods=["2024"])
    header, line = as_csv(release, selection).splitlines()
    assert header == "period,sex,victims,lower,upper,measurement,release,fictional"
    assert line.startswith("2024,female,24,")
    assert line.endswith(",coordinator-0001,True")


def test_shares_are_shown_where_there_are_enough_persons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def many(table: str, period: str, group: tuple[str, ...]) -> int:
        return 400 if group else 1000

    started(tmp_path, monkeypatch, noisy=many)
    html = all_html(opened("trends", table="victims_by_year_sex", unit="shares"))
    assert "Share of all persons" in html
    assert "40%" in html


def test_of_few_persons_there_is_no_share() -> None:
    html = all_html(opened("trends", table="victims_by_year_sex", unit="shares"))
    assert "Three dots" not in html  # That note is a caption.
    assert ">…</td>" in html


def sixty_of_whom_some(table: str, period: str, group: tuple[str, ...]) -> int:
    return 20 if group else 60


def test_five_years_stand_together_where_single_years_have_no_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    years = tuple(range(2014, 2025))
    started(tmp_path, monkeypatch, noisy=sixty_of_whom_some, years=years)
    app = opened("trends", table="victims_by_year_sex", unit="shares")
    assert any("five years are taken together" in text.value for text in app.markdown)
    first, single = all_html(app).split('aria-label="Share of all persons"')[1:3]
    for span in ("2014\N{EN DASH}2024", "2020\N{EN DASH}2024", "2015\N{EN DASH}2019"):
        assert f">{span}</th>" in first
    assert ">2024</th>" not in first
    assert "33%" in first
    assert ">2024</th>" in single
    assert "%" not in single[: single.index("</table>")]


def test_years_whose_shares_may_be_shown_stay_single(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    years = tuple(range(2014, 2025))
    started(tmp_path, monkeypatch, noisy=lambda _t, _p, g: 400 if g else 1000, years=years)
    html = all_html(opened("trends", table="victims_by_year_sex", unit="shares"))
    assert html.count('aria-label="Share of all persons"') == 1
    assert ">2024</th>" in html.split('aria-label="Share of all persons"')[1]


def test_stages_of_proceedings_have_no_shares() -> None:
    app = opened("trends", table="defendants_by_stage_year", unit="shares")
    assert "Share of all persons" not in all_html(app)


def test_a_single_group_gives_the_chart_its_title() -> None:
    html = all_html(opened("trends", form="forced_begging"))
    assert "Identified victims: Forced begging" in html
