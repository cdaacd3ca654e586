from collections.abc import Callable
from pathlib import Path

import plotly.graph_objects as go
import pytest
from dashboard_fixtures import write_release

from dashboard import chart_places, chart_style, chart_times, charts
from dashboard.cells import codes, groups, series
from dashboard.chart_frame import (
    FRAME,
    PICTURE_WIDTH,
    Counted,
    Words,
    alt_text,
    foot_html,
    head_html,
    on_page,
)
from dashboard.chart_text import broken, length
from dashboard.compared import compare_spans
from dashboard.figures import Figure
from dashboard.release_file import Release, read_release
from dashboard.texts import use_language
from dashboard.trend_filters import Selection
from dashboard.trend_parts import panels

WORDS = Words(title="Identified victims by year", subtitle="Persons, 2022 to 2024")
NOTE = "Each figure carries a small random change that protects each person."
SMALL = Figure(value=2, lower=0, upper=7)
WIDE = Figure(value=20, lower=6, upper=34)
SURE = Figure(value=40, lower=35, upper=46)
NEVER = Figure(value=0, lower=0, upper=0, impossible=True)
AREAS = {"BA-01": SURE, "BA-SRP": WIDE, "BA-BRC": SMALL, "abroad": SMALL}
AREA_NAMES = {code: f"Area {code}" for code in AREAS}


@pytest.fixture
def release(tmp_path: Path) -> Release:
    use_language("en")
    return read_release(str(write_release(tmp_path)), "coordinator")


def trend(release: Release) -> go.Figure:
    (years,) = series(release, release.tables["victims_by_year"], [()], ["2022", "2023", "2024"])
    return charts.trend(release, WORDS, years, [(2022, 38, "An example office")])


def by_form(release: Release, *years: str) -> list:
    table = release.tables["victims_by_year_form"]
    return series(release, table, groups(table, {"form": codes(release, "form")}), years)


def multiples(release: Release) -> go.Figure:
    return charts.small_multiples(release, WORDS, by_form(release, "2022", "2023"))


def times(release: Release) -> go.Figure:
    return charts.time_series(release, WORDS, by_form(release, "2022", "2023", "2024"))


def pooled(release: Release) -> go.Figure:
    table = release.tables["victims_by_five_years_form_age_group"]
    chosen = groups(table, {name: codes(release, name) for name in table.dimensions})
    periods = ["2015-2019", "2020-2024"]
    selection = Selection(table=table, groups=chosen, residual_groups=[], periods=periods)
    shown = series(release, table, chosen, periods)
    return charts.pooled_periods(release, WORDS, panels(release, selection, shown))


def points(release: Release) -> go.Figure:
    return charts.points(release, WORDS, by_form(release, "2023", "2024"))


def bars(release: Release) -> go.Figure:
    return charts.bars(release, WORDS, by_form(release, "2023", "2024"))


def grouped(release: Release) -> go.Figure:
    rows = {"One": {"Women": SURE, "Men": SMALL}, "Other": {"Women": WIDE, "Men": NEVER}}
    return charts.grouped_bars(release, WORDS, rows)


def pyramid(release: Release) -> go.Figure:
    rows = {"0 to 8": (SMALL, WIDE), "9 to 17": (SURE, NEVER)}
    return charts.pyramid(release, WORDS, ("Women", "Men"), rows)


def dumbbell(release: Release) -> go.Figure:
    compared = compare_spans(by_form(release, "2023", "2024"), ["2023"], ["2024"])
    return charts.dumbbell(release, WORDS, compared, ("2023", "2024"))


def area_map(release: Release) -> go.Figure:
    return charts.area_map(release, WORDS, AREAS, AREA_NAMES)


def tile_grid(release: Release) -> go.Figure:
    return charts.tile_grid(release, WORDS, AREAS, AREA_NAMES)


def flow(release: Release) -> go.Figure:
    figures = {("police", "shelter"): SURE, ("police", "other"): SMALL, ("ngo", "other"): WIDE}
    names = ({"police": "Police", "ngo": "NGO"}, {"shelter": "Shelter", "other": "Other"})
    return charts.flow(release, WORDS, figures, names)


def funnel(release: Release) -> go.Figure:
    return charts.funnel(release, WORDS, [("Reported", SURE), ("Convicted", SMALL)])


def bullets(release: Release) -> go.Figure:
    rows = [charts.Progress(label="Trained", exact=243, baseline=20, target=260)]
    return charts.bullets(release, WORDS, [*rows, charts.Progress(label="Found", figure=SURE)])


EVERY = (
    trend,
    multiples,
    times,
    pooled,
    points,
    bars,
    grouped,
    pyramid,
    dumbbell,
    area_map,
    tile_grid,
    flow,
    funnel,
    bullets,
)
EVERY_CHART = pytest.mark.parametrize("draw", EVERY)
WITH_POINTS = pytest.mark.parametrize("draw", [trend, multiples, times, pooled, points, dumbbell])
Draw = Callable[[Release], go.Figure]


def texts(chart: go.Figure) -> list[str]:
    return [note.text for note in chart.layout.annotations]


@EVERY_CHART
def test_a_picture_names_what_it_counts_its_source_its_release_and_its_random_change(
    release: Release, draw: Draw
) -> None:
    text = " ".join(texts(draw(release))).replace("<br>", " ")
    assert WORDS.title in text
    assert WORDS.subtitle in text
    assert NOTE in text
    assert "Source: " in text
    assert "Release: coordinator-0001, 24 November 2026" in text
    assert "Example data: every person is fictional" in text


@EVERY_CHART
def test_on_a_page_the_same_words_stand_around_the_chart_and_not_in_it(
    release: Release, draw: Draw
) -> None:
    chart = draw(release)
    bare = on_page(chart)
    assert not [note for note in bare.layout.annotations if note.name == FRAME]
    assert bare.layout.height < chart.layout.height
    assert WORDS.title in head_html(WORDS)
    assert NOTE in foot_html(chart)
    assert len(bare.data) == len(chart.data)


@EVERY_CHART
@pytest.mark.parametrize("locale", ["en", "sr_Cyrl"])
def test_no_line_of_title_or_footer_is_longer_than_the_picture(
    release: Release, draw: Draw, locale: str
) -> None:
    use_language(locale)
    for note in draw(release).layout.annotations:
        if note.name == FRAME:
            plain = note.text.replace("<b>", "").replace("</b>", "").split("<br>")
            size, bold = note.font.size, "<b>" in note.text
            assert max(length(line, size, bold) for line in plain) <= PICTURE_WIDTH


@EVERY_CHART
def test_a_chart_asks_nothing_of_another_host(release: Release, draw: Draw) -> None:
    assert "http" not in draw(release).to_json()


@WITH_POINTS
def test_no_point_is_drawn_without_its_interval(release: Release, draw: Draw) -> None:
    ours = [
        trace
        for trace in draw(release).data
        if "markers" in trace.mode and "published" not in str(trace.name) and trace.x != (None,)
    ]
    assert ours
    for trace in ours:
        ends = trace.error_y if trace.error_y.array is not None else trace.error_x
        assert len(ends.array) == len(ends.arrayminus) == len(trace.x)
        assert sum(ends.array) > 0


@WITH_POINTS
def test_no_line_joins_the_points(release: Release, draw: Draw) -> None:
    assert not any("lines" in trace.mode for trace in draw(release).data)


def test_a_bar_is_dark_only_as_far_as_the_figure_surely_reaches(release: Release) -> None:
    rows = {"One": {"All": SURE}, "Two": {"All": WIDE}, "Three": {"All": SMALL}}
    dark, pale = charts.grouped_bars(release, WORDS, rows).data
    assert list(dark.x) == [35, 6, 0]
    assert list(pale.base) == [35, 6, 0]
    assert list(pale.x) == [11, 28, 7]


def test_only_a_figure_that_is_known_well_enough_has_a_mark_at_its_value(release: Release) -> None:
    rows = {"One": {"All": SURE}, "Two": {"All": WIDE}, "Three": {"All": SMALL}}
    chart = charts.grouped_bars(release, WORDS, rows)
    assert [shape.x0 for shape in chart.layout.shapes] == [40]


def test_what_cannot_be_is_a_dash_without_a_bar_or_a_point(release: Release) -> None:
    assert "\N{EN DASH}" in texts(pyramid(release))
    marks = chart_style.marker([NEVER], "#000000")
    assert marks["size"] == [0]


def test_a_real_release_does_not_call_itself_an_example(tmp_path: Path) -> None:
    use_language("en")
    release = read_release(str(write_release(tmp_path, fictional=False)), "coordinator")
    notes = " ".join(texts(trend(release))).replace("<br>", " ")
    assert NOTE in notes
    assert "fictional" not in notes


def test_a_point_whose_interval_reaches_zero_is_hollow(tmp_path: Path) -> None:
    use_language("en")
    path = write_release(tmp_path, noisy=lambda _table, period, _group: int(period[-1]))
    _legend, chart, _published = trend(read_release(str(path), "coordinator")).data
    assert set(chart.marker.color) == {"#FFFFFF"}
    assert list(chart.text) == [
        "All victims, 2022: fewer than 8",
        "All victims, 2023: fewer than 9",
        "All victims, 2024: fewer than 10",
    ]


def test_officially_published_totals_stand_beside_ours_with_their_source(release: Release) -> None:
    legend, _ours, published = trend(release).data
    assert legend.name == "Protected figure with its interval"
    assert published.marker.symbol == "diamond-open"
    assert published.text == ("2022: 38 (An example office)",)


def test_the_alternative_text_states_the_first_and_the_last_figure_and_whether_they_differ(
    release: Release,
) -> None:
    table = release.tables["victims_by_year"]
    shown = series(release, table, [()], ["2022", "2023", "2024"])
    assert alt_text(WORDS, shown) == (
        "Identified victims by year, Persons, 2022 to 2024. All victims. "
        "2022: about 38 (33 to 43); 2024: about 35 (30 to 40). No clear change."
    )


def test_panels_share_their_axis(release: Release) -> None:
    chart = multiples(release)
    assert len({chart.layout.yaxis.range, chart.layout.yaxis2.range}) == 1
    assert {"Sexual exploitation", "Forced begging"} <= set(texts(chart))


def test_each_series_is_named_beside_its_last_point_and_names_do_not_touch(
    release: Release,
) -> None:
    chart = times(release)
    named = {note.text: note.y for note in chart.layout.annotations if note.name != FRAME}
    assert set(named) == {"<b>Sexual exploitation</b>", "<b>Forced begging</b>"}
    assert not chart.layout.showlegend
    heights = chart_times.name_heights(
        [chart_times.Series(label=name, figures={"2024": SURE}) for name in ("a", "b")]
    )
    pixels = (heights["b"] - heights["a"]) / (1.08 * SURE.upper) * chart_times.HEIGHT
    assert pixels >= chart_times.NAME_LINE


def test_pooled_periods_have_a_panel_per_form_and_the_latest_is_darkest(release: Release) -> None:
    chart = pooled(release)
    assert {"Sexual exploitation", "Forced begging"} <= set(texts(chart))
    legend = [trace.name for trace in chart.data if trace.showlegend is not False]
    assert legend == ["2015\N{EN DASH}2019", "2020\N{EN DASH}2024"]
    assert chart.data[1].marker.color == charts.PERIODS[-1]


def test_the_youngest_stand_lowest_in_the_pyramid(release: Release) -> None:
    chart = pyramid(release)
    assert chart.layout.yaxis.ticktext == ("0 to 8", "9 to 17")
    low, high = chart.layout.yaxis.tickvals
    assert low > high
    assert chart.layout.yaxis.range[0] > chart.layout.yaxis.range[1]


def test_an_area_that_cannot_be_told_from_none_is_grey_and_never_the_palest_class(
    release: Release,
) -> None:
    colours = {trace.name: trace.fillcolor for trace in area_map(release).data if trace.fill}
    assert colours["Area BA-BRC: fewer than 8"] == chart_style.UNSURE
    assert chart_style.UNSURE not in chart_style.SCALE
    assert len(set(colours.values())) == 3


def test_tiles_are_alike_in_size_and_show_what_is_on_no_map(release: Release) -> None:
    tiles = {trace.name: trace for trace in tile_grid(release).data if trace.fill}
    assert "Area abroad: fewer than 8" in tiles
    widths = {round(max(tile.x) - min(tile.x), 6) for tile in tiles.values()}
    assert len(widths) == 1


@pytest.mark.parametrize("highest", [1, 3, 4, 7, 19, 20, 99, 100, 5000])
def test_every_figure_falls_into_a_class_of_the_map(highest: int) -> None:
    known = {str(n): Figure(value=n, lower=1, upper=n + 1) for n in (1, highest)}
    ends = chart_places.class_ends(known)
    assert 1 <= len(ends) <= 4
    for figure in known.values():
        assert chart_places.class_colour(figure, ends) in chart_style.SCALE


def test_a_flow_that_cannot_be_told_from_none_has_no_band(release: Release) -> None:
    spoken = [trace.name for trace in flow(release).data]
    assert len(spoken) == 2
    assert not any("fewer than" in one for one in spoken)


def test_a_step_has_a_share_of_the_first_only_where_it_may_be_shown(release: Release) -> None:
    whole = Figure(value=200, lower=190, upper=210)
    part = Figure(value=40, lower=30, upper=50)
    shown = charts.funnel(release, WORDS, [("Reported", whole), ("Indicted", part)])
    assert any("20%" in text for text in texts(shown))
    few = charts.funnel(release, WORDS, [("Reported", WIDE), ("Indicted", SMALL)])
    assert not any("%" in text for text in texts(few))


def test_defendants_and_outputs_have_a_footer_of_their_own(release: Release) -> None:
    steps = [("Reported", SURE)]
    words = Words(title="Steps", subtitle="Defendants", counted=Counted.DEFENDANTS)
    notes = " ".join(charts.funnel(release, words, steps).layout.meta["notes"])
    assert "criminal proceedings" in notes
    assert "not all victims" not in notes
    outputs = Words(title="Outputs", subtitle="Persons", counted=Counted.OUTPUTS)
    rows = [charts.Progress(label="Trained", exact=243, target=260)]
    notes = " ".join(charts.bullets(release, outputs, rows).layout.meta["notes"])
    assert "exact" in notes
    assert NOTE not in notes


def test_a_sparkline_says_aloud_what_it_shows() -> None:
    drawn = charts.sparkline([SMALL, WIDE, SURE], "From <few> to about 40")
    assert 'role="img"' in drawn
    assert "From &lt;few&gt; to about 40" in drawn
    assert drawn.count("<circle") == drawn.count("<line") == 3


def test_lines_break_by_their_length_in_the_bundled_font() -> None:
    lines = broken("Идентификоване жртве трговине људима", 150, 12)
    assert len(lines) > 1
    assert all(length(line, 12) <= 150 for line in lines)
    assert broken("Неподијељивадугаријеч", 20, 12) == ["Неподијељивадугаријеч"]
