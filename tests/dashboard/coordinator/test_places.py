from pathlib import Path

import pytest

from dashboard.coordinator.places import ALL_FORMS, area_figures
from dashboard.language.texts import use_language
from dashboard.release.facts import Release
from tests.support.dashboard_fixtures import small_counts
from tests.support.dashboard_pages import all_html, opened, small_release, started, started_as_it_is


@pytest.fixture
def release() -> Release:
    use_language("en")
    return small_release()


def test_all_forms_of_five_years_are_the_sum_of_the_years(release: Release) -> None:
    figures = area_figures(release, "2020-2024", ALL_FORMS)
    assert figures["BA-09"].value == (9 + 2) + (9 + 3) + (9 + 4)


def test_one_form_of_five_years_is_the_published_figure(release: Release) -> None:
    figures = area_figures(release, "2020-2024", "forced_begging")
    assert figures["BA-09"].value == 9 + 14 + 4


def test_what_is_not_known_is_no_area(release: Release) -> None:
    assert "unknown" not in area_figures(release, "2020-2024", ALL_FORMS)
    assert "unknown" in area_figures(release, "2020-2024", ALL_FORMS, residual=True)


@pytest.mark.parametrize("drawing", ["map", "tiles", "rows"])
def test_each_drawing_of_the_areas_opens(monkeypatch: pytest.MonkeyPatch, drawing: str) -> None:
    started_as_it_is(monkeypatch)
    assert "Identified victims by area" in all_html(opened("places", **{"as": drawing}))


def test_areas_whose_intervals_overlap_are_not_ranked(monkeypatch: pytest.MonkeyPatch) -> None:
    started_as_it_is(monkeypatch)
    app = opened("places")
    assert any("No area stands clearly ahead" in text.value for text in app.markdown)


def test_an_area_that_stands_clearly_ahead_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_sarajevo(table: str, period: str, group: tuple[str, ...]) -> int:
        return 200 if group == ("BA-09",) else small_counts(table, period, group)

    started(tmp_path, monkeypatch, noisy=in_sarajevo)
    said = [text.value for text in opened("places").markdown]
    assert any("Clearly ahead of all other areas: Sarajevo Canton" in text for text in said)


def test_a_single_year_says_that_it_is_noisy_and_asks_for_no_form(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started_as_it_is(monkeypatch)
    app = opened("places", period="2024", form="forced_begging")
    assert any("too few persons to tell them apart" in text.value for text in app.caption)
    assert dict(app.query_params) == {"period": "2024"}


def test_the_choices_go_into_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    started_as_it_is(monkeypatch)
    app = opened("places")
    app.segmented_control(key="places_form").set_value("forced_begging").run()
    app.segmented_control(key="places_as").set_value("tiles").run()
    assert app.query_params == {"form": "forced_begging", "as": "tiles"}
