from collections.abc import Iterator

from dashboard.charts.drawing import Drawing, bar, scatter


def test_what_is_said_of_the_axes_is_said_of_each_of_its_kind() -> None:
    chart = Drawing(xaxis2={"anchor": "y2"}, yaxis2={})
    chart.update_xaxes(range=[0, 1]).update_yaxes(nticks=6)
    assert chart.layout["xaxis"] == {"range": [0, 1]}
    assert chart.layout["xaxis2"] == {"anchor": "y2", "range": [0, 1]}
    assert chart.layout["yaxis"] == chart.layout["yaxis2"] == {"nticks": 6}


def test_a_group_of_words_is_added_to_and_another_drawing_keeps_its_own() -> None:
    first = Drawing(margin={"t": 1, "b": 2})
    second = Drawing(**first.layout)
    second.update_layout(margin={"t": 9}, height=300)
    assert second.layout["margin"] == {"t": 9, "b": 2}
    assert first.layout["margin"] == {"t": 1, "b": 2}
    assert "height" not in first.layout


def test_traces_stand_in_the_order_in_which_they_were_added() -> None:
    chart = Drawing()
    chart.add_trace(bar(x=[1]))
    chart.add_trace(scatter(x=[2]))
    assert [trace["type"] for trace in chart.data] == ["bar", "scatter"]


def test_what_is_supposed_of_the_axes_holds_only_where_nothing_was_said() -> None:
    chart = Drawing(yaxis2={"fixedrange": False})
    chart.suppose({"showgrid": False}, {"fixedrange": True})
    assert chart.layout["xaxis"] == {"showgrid": False}
    assert [chart.layout[name]["fixedrange"] for name in chart.axes("y")] == [True, False]


def test_a_drawing_holds_nothing_but_what_was_said() -> None:
    said = ["range", "colour", "text", "left", "width", "height", "grid", "trace", "mark"]
    chart = Drawing(xaxis2={"range": "range"}, height="height")
    chart.update_layout(margin={"l": "left"}, font={"color": "colour"})
    chart.update_xaxes(title="text").update_yaxes(title="text")
    chart.suppose({"showgrid": "grid"}, {"showgrid": "grid"})
    chart.add_annotation(text="text")
    chart.add_shape(x0="left", width="width")
    chart.add_trace(scatter(x="trace", marker={"color": "colour", "size": "mark"}))
    chart.add_trace(bar(y="trace"))
    kinds = [trace.pop("type") for trace in chart.data]
    assert kinds == ["scatter", "bar"]
    assert set(values_in([chart.data, chart.layout])) == set(said)


def test_an_empty_drawing_is_empty() -> None:
    chart = Drawing()
    chart.add_trace(scatter())
    chart.update_xaxes().update_yaxes().suppose({}, {})
    assert chart.data == [{"type": "scatter"}]
    assert chart.layout == {"xaxis": {}, "yaxis": {}}


def values_in(held: object) -> Iterator[object]:
    if isinstance(held, dict | list):
        for each in held.values() if isinstance(held, dict) else held:
            yield from values_in(each)
    else:
        yield held
