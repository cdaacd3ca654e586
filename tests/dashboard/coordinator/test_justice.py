from pathlib import Path

import pytest

from dashboard.coordinator.justice import funnel_steps, reached
from dashboard.language.texts import use_language
from dashboard.release.facts import Release
from dashboard.release.file import read_release
from tests.support.dashboard_fixtures import write_release
from tests.support.dashboard_pages import all_html, opened, started_as_it_is

STAGES = {"reported": 10, "investigated": 8, "indicted": 6, "convicted": 4, "acquitted": 2}


@pytest.fixture
def release(tmp_path: Path) -> Release:
    use_language("en")

    def counts(table: str, _period: str, group: tuple[str, ...]) -> int:
        if table == "defendants_by_year":
            return 30
        return STAGES.get(group[0], 0) if group else 30

    return read_release(str(write_release(tmp_path, noisy=counts)), "coordinator")


def test_each_step_holds_all_who_came_at_least_so_far(release: Release) -> None:
    steps = [(label, figure.value) for label, figure in funnel_steps(release, "2024")]
    assert steps == [
        ("Reported", 30),
        ("Under investigation", 8 + 6 + 4 + 2),
        ("Indicted", 6 + 4 + 2),
        ("Convicted", 4),
    ]


def test_years_of_a_period_are_added(release: Release) -> None:
    assert reached(release, "2020-2024", ("convicted",)).value == 3 * 4


def test_a_step_is_no_surer_than_its_parts(release: Release) -> None:
    convicted = reached(release, "2024", ("convicted",))
    several = reached(release, "2024", ("indicted", "convicted", "acquitted"))
    assert several.upper - several.value > convicted.upper - convicted.value


def test_a_single_year_shows_the_five_years_that_hold_it(monkeypatch: pytest.MonkeyPatch) -> None:
    started_as_it_is(monkeypatch)
    html = all_html(opened("justice", period="2024"))
    assert "Defendants, 2024" in html
    assert "Defendants by level of the court and furthest stage" in html


def test_who_was_not_convicted_has_no_bar_among_the_sentences(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started_as_it_is(monkeypatch)
    app = opened("justice")
    charts = {chart.proto.id: chart.proto for chart in app.get("plotly_chart")}
    sentences = next(chart for key, chart in charts.items() if "sentence_band" in key)
    assert "Not convicted" not in sentences.spec
    assert "Not convicted" in all_html(app)


def test_charts_of_defendants_name_their_own_source(monkeypatch: pytest.MonkeyPatch) -> None:
    started_as_it_is(monkeypatch)
    html = all_html(opened("justice"))
    assert "Source: records of criminal proceedings." in html
    assert "not all victims" not in html


def test_the_cohorts_go_into_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    started_as_it_is(monkeypatch)
    app = opened("justice")
    app.segmented_control(key="justice_period").set_value("2015-2019").run()
    assert app.query_params == {"period": "2015-2019"}
