from collections.abc import Sequence
from pathlib import Path

import plotly.graph_objects as go
import pytest
from dashboard_fixtures import write_release

from dashboard import chart_memory
from dashboard.cells import Series
from dashboard.chart_frame import Words
from dashboard.chart_memory import remembered
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


def test_a_chart_that_someone_changed_is_not_what_the_next_one_gets(release: Release) -> None:
    draw(release, WORDS, ROWS).update_layout(width=100)
    assert draw(release, WORDS, ROWS).layout.width is None


def test_no_more_than_so_many_are_kept(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart_memory, "KEPT", 2)
    for title in ("one", "two", "three"):
        draw(release, Words(title=title, subtitle=""), ROWS)
    assert len(chart_memory._drawn) == 2
