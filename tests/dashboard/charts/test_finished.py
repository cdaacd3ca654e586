from dataclasses import FrozenInstanceError

import pytest

from dashboard.charts.captions import Words
from dashboard.charts.drawing import Drawing, bar
from dashboard.charts.finished import Chart, SentAsItIs, finished
from dashboard.charts.surround import framed
from dashboard.language.texts import use_language
from tests.support.dashboard_pages import small_release


@pytest.fixture
def drawing() -> Drawing:
    use_language("en")
    chart = Drawing()
    chart.add_trace(bar(x=[7], y=[1]))
    words = Words(title="Title", subtitle="Persons")
    return framed(chart, small_release(), words, height=100, left=0, legend=False)


@pytest.mark.parametrize("name", ["picture", "bare", "title", "notes", "height"])
def test_nothing_of_a_finished_chart_can_be_set(drawing: Drawing, name: str) -> None:
    chart = finished(drawing)
    with pytest.raises(FrozenInstanceError):
        setattr(chart, name, "")
    assert isinstance(chart.notes, tuple)


def test_whoever_changes_what_is_given_out_changes_no_later_one(drawing: Drawing) -> None:
    chart = finished(drawing)
    before = shown(chart)
    chart.figure.data[0].x = [99]
    chart.figure.layout.title = "Another"
    SentAsItIs(chart.bare).to_dict()["data"][0]["x"][0] = 99
    assert shown(chart) == before


def test_what_is_drawn_on_afterwards_is_not_in_the_finished_chart(drawing: Drawing) -> None:
    chart = finished(drawing)
    before = shown(chart)
    drawing.add_trace(bar(x=[99]))
    drawing.update_layout(height=1)
    assert shown(chart) == before


def test_finishing_a_drawing_leaves_it_as_it_was(drawing: Drawing) -> None:
    assert finished(drawing) == finished(drawing)


def shown(chart: Chart) -> list[object]:
    return [chart.figure.to_dict(), SentAsItIs(chart.bare).to_dict(), chart.title, chart.notes]
