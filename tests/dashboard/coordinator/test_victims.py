from pathlib import Path

import pytest

from dashboard.frame.breakdown_block import window_of
from dashboard.language.texts import use_language
from dashboard.release.file import read_release
from tests.support.dashboard_fixtures import write_release
from tests.support.dashboard_pages import all_html, opened, started, started_as_it_is


@pytest.fixture(autouse=True)
def coordinator(monkeypatch: pytest.MonkeyPatch) -> None:
    started_as_it_is(monkeypatch)


def test_details_of_two_codes_stand_beside_those_of_the_year_before() -> None:
    html = all_html(opened("victims"))
    assert "<h2>Children</h2>" in html
    assert "<h2>Trafficked across a border</h2>" in html
    assert "2023: " in html


def test_the_first_year_has_none_before_it() -> None:
    html = all_html(opened("victims", year="2022"))
    assert "<h2>Children</h2>" in html
    assert "2021" not in html


def test_the_year_and_the_one_beside_it_go_into_the_address() -> None:
    app = opened("victims")
    app.segmented_control(key="victims_year").set_value("2023").run()
    app.toggle(key="victims_beside").set_value(True).run()
    assert app.query_params == {"year": "2023", "beside": "1"}
    assert "Persons, 2022, 2023" in all_html(app)


def test_of_several_means_of_control_it_says_how_many_are_counted() -> None:
    html = all_html(opened("victims"))
    assert "Victims by means of control" in html
    assert "at most 3 are counted for each person" in html


def test_a_year_whose_five_years_are_not_over_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started(tmp_path, monkeypatch, windows=("2015-2019",))
    app = opened("victims")
    assert "these five years are not over yet" in app.info[0].value


def test_what_is_not_known_stands_apart_in_tables() -> None:
    html = all_html(opened("victims"))
    assert "Child or adult: Unknown" in html
    assert "Female · Not collected" in html


def test_a_pooled_period_is_found_by_its_year_or_by_itself(tmp_path: Path) -> None:
    use_language("en")
    release = read_release(str(write_release(tmp_path)), "coordinator")
    name = "victims_by_five_years_means_of_control"
    assert window_of(release, name, "2022") == "2020-2024"
    assert window_of(release, name, "2020-2024") == "2020-2024"
    assert window_of(release, name, "2014") is None
    assert window_of(release, "no_such_table", "2022") is None
