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
