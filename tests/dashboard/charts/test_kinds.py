"""What is peculiar to one kind of chart: panels, names beside lines, pyramid, map, flow, funnel."""

import pytest
from PIL import ImageFont

from dashboard.charts import gallery as charts
from dashboard.charts import maps as chart_places
from dashboard.charts import sides as chart_compare
from dashboard.charts import style as chart_style
from dashboard.charts import text_width as chart_text
from dashboard.charts import times as chart_times
from dashboard.charts.surround import FRAME
from dashboard.figures.wording import Change, Figure
from dashboard.language.texts import use_language
from dashboard.release.facts import Release
from tests.support.dashboard_chart_examples import (
    SMALL,
    SURE,
    WIDE,
    WORDS,
    area_map,
    flow,
    multiples,
    pooled,
    pyramid,
    texts,
    tile_grid,
    times,
)
from tests.support.dashboard_pages import small_release


@pytest.fixture
def release() -> Release:
    use_language("en")
    return small_release()


def test_panels_share_their_axis(release: Release) -> None:
    chart = multiples(release)
    layout = chart.figure.layout
    assert len({layout.yaxis.range, layout.yaxis2.range}) == 1
    assert {"Sexual exploitation", "Forced begging"} <= set(texts(chart))


def test_each_series_is_named_beside_its_last_point_and_names_do_not_touch(
    release: Release,
) -> None:
    layout = times(release).figure.layout
    named = {note.text: note.y for note in layout.annotations if note.name != FRAME}
    assert set(named) == {"<b>Sexual exploitation</b>", "<b>Forced begging</b>"}
    assert not layout.showlegend
    heights = chart_times.name_heights(
        [chart_times.Series(label=name, figures={"2024": SURE}) for name in ("a", "b")]
    )
    pixels = (heights["b"] - heights["a"]) / (1.08 * SURE.upper) * chart_times.HEIGHT
    assert pixels >= chart_times.NAME_LINE


def test_pooled_periods_have_a_panel_per_form_and_the_latest_is_darkest(release: Release) -> None:
    chart = pooled(release)
    assert {"Sexual exploitation", "Forced begging"} <= set(texts(chart))
    traces = chart.figure.data
    legend = [trace.name for trace in traces if trace.showlegend is not False]
    assert legend == ["2015\N{EN DASH}2019", "2020\N{EN DASH}2024"]
    assert traces[1].marker.color == charts.PERIODS[-1]


def test_the_youngest_stand_lowest_in_the_pyramid(release: Release) -> None:
    ages = pyramid(release).figure.layout.yaxis
    assert ages.ticktext == ("0 to 8", "9 to 17")
    low, high = ages.tickvals
    assert low > high
    assert ages.range[0] > ages.range[1]


def test_an_area_that_cannot_be_told_from_none_is_grey_and_never_the_palest_class(
    release: Release,
) -> None:
    colours = {trace.name: trace.fillcolor for trace in area_map(release).figure.data if trace.fill}
    assert colours["Area BA-BRC: fewer than 8"] == chart_style.UNSURE
    assert chart_style.UNSURE not in chart_style.SCALE
    assert len(set(colours.values())) == 3


def test_the_map_names_the_source_of_its_boundaries_and_the_tiles_have_none(
    release: Release,
) -> None:
    assert "Boundaries: Natural Earth" in " ".join(area_map(release).notes)
    assert "Boundaries" not in " ".join(tile_grid(release).notes)


def test_tiles_are_alike_in_size_and_show_what_is_on_no_map(release: Release) -> None:
    tiles = {trace.name: trace for trace in tile_grid(release).figure.data if trace.fill}
    assert "Area abroad: fewer than 8" in tiles
    widths = {round(max(tile.x) - min(tile.x), 6) for tile in tiles.values()}
    assert len(widths) == 1


def test_the_bundled_font_has_every_sign_of_a_verdict() -> None:
    font = ImageFont.truetype(chart_text.FONTS / chart_text.FACES[False], 40)
    missing = bytes(font.getmask("\uffff"))
    for kind in Change:
        assert all(bytes(font.getmask(sign)) != missing for sign in chart_compare.verdict(kind))


@pytest.mark.parametrize("highest", [1, 3, 4, 7, 19, 20, 99, 100, 5000])
def test_every_figure_falls_into_a_class_of_the_map(highest: int) -> None:
    figures = {str(n): Figure(value=n, lower=1, upper=n + 1) for n in (1, highest)}
    ends = chart_places.class_ends(figures)
    assert 1 <= len(ends) <= 4
    for figure in figures.values():
        assert chart_places.class_colour(figure, ends) in chart_style.SCALE


def test_a_flow_that_cannot_be_told_from_none_has_no_band(release: Release) -> None:
    spoken = [trace.name for trace in flow(release).figure.data]
    assert len(spoken) == 2
    assert not any("fewer than" in text for text in spoken)


def test_a_step_has_a_share_of_the_first_only_where_it_may_be_shown(release: Release) -> None:
    whole = Figure(value=200, lower=190, upper=210)
    part = Figure(value=40, lower=30, upper=50)
    chart = charts.funnel(release, WORDS, [("Reported", whole), ("Indicted", part)])
    assert any("20%" in text for text in texts(chart))
    few = charts.funnel(release, WORDS, [("Reported", WIDE), ("Indicted", SMALL)])
    assert not any("%" in text for text in texts(few))
