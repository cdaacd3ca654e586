from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import plotly.graph_objects as go
import pytest
from dashboard_fixtures import write_release
from dashboard_pages import opened, started_as_it_is

from dashboard import chart_memory
from dashboard.cells import Series
from dashboard.chart_frame import Words
from dashboard.chart_memory import remembered, remembered_version
from dashboard.figures import Figure
from dashboard.release_file import Release, read_release
from dashboard.texts import use_language

WORDS = Words(title="Title", subtitle="Persons, 2024")
ROWS = [Series(label="A", figures={"2024": Figure(value=20, lower=15, upper=25)})]
drawn: list[str] = []


@remembered
def draw(release: Release, words: Words, rows: Sequence[Series]) -> go.Figure:
    drawn.append(words.title)
    return go.Figure(go.Scatter(x=[one.label for one in rows]))


@pytest.fixture
def release(tmp_path: Path) -> Release:
    use_language("en")
    drawn.clear()
    return read_release(str(write_release(tmp_path)), "coordinator")


def test_the_same_chart_is_drawn_once(release: Release) -> None:
    assert draw(release, WORDS, ROWS) == draw(release, WORDS, ROWS)
    assert len(drawn) == 1


def test_another_language_release_or_figure_is_drawn_anew(tmp_path: Path, release: Release) -> None:
    draw(release, WORDS, ROWS)
    use_language("bs")
    draw(release, WORDS, ROWS)
    use_language("en")
    draw(read_release(str(write_release(tmp_path, number=2)), "coordinator"), WORDS, ROWS)
    other = [Series(label="A", figures={"2024": Figure(value=21, lower=15, upper=25)})]
    draw(release, WORDS, other)
    assert len(drawn) == 4


def test_showing_charts_leaves_what_is_shared_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    started_as_it_is(monkeypatch)
    monkeypatch.setattr(chart_memory, "_drawn", OrderedDict())
    pages = ("", "trends", "victims", "places", "referral", "justice")
    for page in pages:
        opened(page)
    at_first = {key: chart.to_json() for key, (_of, chart) in chart_memory._drawn.items()}
    for page in pages:
        opened(page)
    now = {key: chart.to_json() for key, (_of, chart) in chart_memory._drawn.items()}
    assert at_first
    assert now == at_first


def test_the_version_for_a_page_is_made_once(release: Release) -> None:
    made: list[int] = []

    def twice_as_wide(chart: go.Figure) -> go.Figure:
        made.append(1)
        return go.Figure(chart).update_layout(width=200)

    changed = remembered_version(twice_as_wide)
    chart = draw(release, WORDS, ROWS)
    assert changed(chart) is changed(chart)
    assert changed(draw(release, WORDS, [])) is not changed(chart)
    assert len(made) == 2
    assert chart.layout.width is None


def test_no_more_than_so_many_are_kept(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart_memory, "KEPT", 2)
    for title in ("one", "two", "three"):
        draw(release, Words(title=title, subtitle=""), ROWS)
    assert len(chart_memory._drawn) == 2
