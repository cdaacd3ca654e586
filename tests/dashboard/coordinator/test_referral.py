from pathlib import Path

import pytest

from dashboard.coordinator.referral import clear_flows, flow_figures, with_codes
from dashboard.figures.wording import Figure
from dashboard.language.texts import use_language
from dashboard.release.facts import Release
from tests.support.dashboard_pages import all_html, opened, small_release, started, started_as_it_is

WINDOW = "2020-2024"


@pytest.fixture
def release() -> Release:
    use_language("en")
    return small_release()


def test_two_bands_of_three_years_are_added(release: Release) -> None:
    name = "assistance_by_year_referral_delay"
    figure = with_codes(release, name, ("within_1_day", "2_7_days"), WINDOW)
    assert figure.value == 2 * ((9 + 2) + (9 + 3) + (9 + 4))


def test_flows_run_from_known_institutions_to_known_bodies(release: Release) -> None:
    flow = flow_figures(release, WINDOW)
    assert ("police", "shelter_ngo") in flow
    assert not any("unknown" in pair for pair in flow)


def test_only_flows_that_are_surely_there_are_drawn(release: Release) -> None:
    surely = Figure(value=20, lower=12, upper=28)
    small = Figure(value=4, lower=0, upper=12)
    flow = {("police", "shelter_ngo"): surely, ("police", "social_work"): small}
    assert clear_flows(flow) == {("police", "shelter_ngo"): surely}


def test_shares_stand_where_there_are_enough_persons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def many(table: str, period: str, group: tuple[str, ...]) -> int:
        return 400 if group else 1000

    started(tmp_path, monkeypatch, noisy=many)
    html = all_html(opened("referral"))
    assert "<h2>Assisted</h2>" in html
    assert "≈\N{NO-BREAK SPACE}40%" in html or "40%" in html
    assert "80%" in html


def test_where_no_path_is_sure_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started(tmp_path, monkeypatch, noisy=lambda _table, _period, _group: 2)
    app = opened("referral")
    assert "No path can be told from none" in app.info[0].value


def test_the_period_goes_into_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    started_as_it_is(monkeypatch)
    app = opened("referral")
    app.segmented_control(key="referral_period").set_value("2015-2019").run()
    assert app.query_params == {"period": "2015-2019"}
