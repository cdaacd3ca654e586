from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.coordinator.overview import common_questions, flash_quarters
from dashboard.figures.leading import clear_changes, comparisons, leading_form, waits_for_more
from dashboard.language.texts import use_language
from dashboard.release.facts import Release
from dashboard.release.file import read_release
from tests.support.dashboard_fixtures import small_counts, write_release
from tests.support.dashboard_pages import all_html, opened, small_release, started


@pytest.fixture
def releases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    started(tmp_path, monkeypatch)
    return tmp_path


@pytest.fixture
def release() -> Release:
    use_language("en")
    return small_release(open_quarters=2)


def test_it_shows_figures_with_intervals_and_judges_changes_by_them(releases: Path) -> None:
    html = all_html(opened())
    assert "≈\N{NO-BREAK SPACE}35" in html
    assert "30 to 40" in html
    assert "Clearly down" in html
    assert "2023: about 61 (56 to 66)" in html
    assert "Forced begging" in html


def test_published_totals_stand_in_a_table_with_their_sources_escaped(releases: Path) -> None:
    bodies = " ".join(element.proto.body for element in opened().get("html"))
    assert 'href="https://example.org/2022"' in bodies
    assert "Another &lt;b&gt;example&lt;/b&gt; office" in bodies


def test_where_nothing_changed_clearly_it_says_so(releases: Path) -> None:
    write_release(releases, number=2, noisy=lambda _table, _period, _group: 30)
    app = opened()
    written = [text.value for text in app.markdown]
    assert "Of all groups compared at once, none changed clearly." in written
    assert "No form stands clearly ahead" in all_html(app)


def test_a_reader_is_told_why_there_are_no_newer_figures(releases: Path, release: Release) -> None:
    note = "Latest year published: 2024. Later years follow once their data are complete."
    assert note in [text.value for text in opened().caption]
    soon = replace(release, released_on=date(2025, 3, 1))
    assert waits_for_more(release, "2024") and not waits_for_more(soon, "2024")


def test_a_release_of_one_year_compares_nothing(releases: Path) -> None:
    write_release(releases, number=2, years=(2024,))
    assert not any("What changed" in header.value for header in opened().header)


def test_clear_changes_are_found_among_all_groups_at_once(release: Release) -> None:
    everything = comparisons(release, "2023", "2024")
    assert len(everything) > 80
    assert [comparison.heading for comparison in clear_changes(everything)] == [
        "All victims",
        "All defendants",
    ]
    assert leading_form(release, "2024")[0] == "forced_begging"


def test_a_group_of_another_population_says_whom_it_counts(release: Release) -> None:
    headings = [comparison.heading for comparison in comparisons(release, "2023", "2024")]
    assert "All defendants · Sex: Female" in headings
    assert "Sex: Female" in headings


def test_quarters_of_the_running_year_stand_beside_those_of_the_year_before(
    releases: Path,
) -> None:
    write_release(releases, number=2, open_quarters=1)
    app = opened()
    assert "First figures of the running year" in [header.value for header in app.header]


def test_quarters_of_closed_years_are_no_news(tmp_path: Path, release: Release) -> None:
    assert flash_quarters(release) == ["2025-Q1", "2025-Q2"]
    closed = read_release(str(write_release(tmp_path / "closed")), "coordinator")
    assert flash_quarters(closed) == []


def test_each_common_question_leads_to_a_page_that_answers_it(releases: Path) -> None:
    use_language("en")
    for _question, page, state in common_questions():
        opened(page, **state)


def test_whether_child_begging_rose_is_answered_in_large_letters(releases: Path) -> None:
    def rising(table: str, period: str, group: tuple[str, ...]) -> int:
        is_asked = group == ("forced_begging", "child")
        return 10 + 30 * (period == "2024") if is_asked else small_counts(table, period, group)

    write_release(releases, number=2, noisy=rising)
    app = opened(
        "trends",
        table="victims_by_year_form_child_adult",
        form="forced_begging",
        child_adult="child",
        view="periods",
    )
    html = all_html(app)
    assert "Forced begging · Child" in html
    assert "▲ Clearly up" in html
    assert "2024: about 40" in html
