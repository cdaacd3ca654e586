from dashboard.charts.panels import panels
from tests.support.loading import knows


def test_panels_are_places_without_a_figure_a_range_or_a_mark() -> None:
    drawn = panels(["Sexual exploitation", "Forced begging", "Other"], rows=2, height=400)
    assert drawn.data == []
    axes = [drawn.layout[name] for letter in "xy" for name in drawn.axes(letter)]
    assert len(axes) == 6
    assert {said for axis in axes for said in axis} == {"domain", "anchor", "showticklabels"}
    assert set(drawn.layout) - {*drawn.axes("x"), *drawn.axes("y")} == {"annotations"}
    assert len(drawn.layout["annotations"]) == 3


def test_panels_cannot_ask_for_figures() -> None:
    assert knows("dashboard.charts.panels", "dashboard.release", "dashboard.figures") == []
