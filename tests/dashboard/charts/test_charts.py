from pathlib import Path

import plotly.graph_objects as go
import pytest

from dashboard.charts import gallery as charts
from dashboard.charts import style as chart_style
from dashboard.charts.captions import Counted, Words, alt_text, foot_html, head_html
from dashboard.charts.finished import Chart, SentAsItIs
from dashboard.charts.surround import FRAME, PICTURE_WIDTH
from dashboard.charts.text_width import broken, length
from dashboard.figures.series import series_of_groups
from dashboard.language.texts import use_language
from dashboard.release.facts import Release
from dashboard.release.file import read_release
from tests.support.dashboard_chart_examples import (
    EVERY,
    NEVER,
    NOTE,
    SMALL,
    SURE,
    WIDE,
    WITH_POINTS,
    WORDS,
    Draw,
    pyramid,
    texts,
    trend,
)
from tests.support.dashboard_fixtures import write_release
from tests.support.dashboard_pages import small_release

EVERY_CHART = pytest.mark.parametrize("draw", EVERY)
CHART_WITH_POINTS = pytest.mark.parametrize("draw", WITH_POINTS)


@pytest.fixture
def release() -> Release:
    use_language("en")
    return small_release()


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
    bare = go.Figure(SentAsItIs(chart.bare).to_dict())
    assert not [note for note in bare.layout.annotations if note.name == FRAME]
    assert bare.layout.height < chart.height == chart.figure.layout.height
    assert WORDS.title in head_html(WORDS)
    assert NOTE in foot_html(chart.notes)
    assert len(bare.data) == len(chart.figure.data)


@EVERY_CHART
@pytest.mark.parametrize("locale", ["en", "sr_Cyrl"])
def test_no_line_of_title_or_footer_is_longer_than_the_picture(
    release: Release, draw: Draw, locale: str
) -> None:
    use_language(locale)
    for note in draw(release).figure.layout.annotations:
        if note.name == FRAME:
            plain = note.text.replace("<b>", "").replace("</b>", "").split("<br>")
            size, bold = note.font.size, "<b>" in note.text
            assert max(length(line, size, bold) for line in plain) <= PICTURE_WIDTH


@EVERY_CHART
def test_a_chart_asks_nothing_of_another_host(release: Release, draw: Draw) -> None:
    chart = draw(release)
    assert "http" not in chart.picture + chart.bare


@CHART_WITH_POINTS
def test_no_point_is_drawn_without_its_interval(release: Release, draw: Draw) -> None:
    ours = points_in(draw(release))
    assert ours
    for trace in ours:
        ends = trace.error_y if trace.error_y.array is not None else trace.error_x
        assert len(ends.array) == len(ends.arrayminus) == len(trace.x)
        assert sum(ends.array) > 0


def points_in(chart: Chart) -> list[go.Scatter]:
    """Of our figures: neither a key of the legend nor a total that another office has printed."""
    return [
        trace
        for trace in chart.figure.data
        if trace.type == "scatter"
        and "markers" in trace.mode
        and "published" not in str(trace.name)
        and trace.x != (None,)
    ]


def test_every_chart_of_the_gallery_is_tried_and_only_those_with_points_have_some(
    release: Release,
) -> None:
    kinds = {name for name in charts.__all__ if name[0].islower()} - {"sparkline"}
    assert len(kinds) == len(EVERY) == len({draw(release).picture for draw in EVERY})
    assert {draw for draw in EVERY if points_in(draw(release))} == set(WITH_POINTS)


@CHART_WITH_POINTS
def test_no_line_joins_the_points(release: Release, draw: Draw) -> None:
    assert not any("lines" in trace.mode for trace in draw(release).figure.data)


def test_a_bar_is_dark_only_as_far_as_the_figure_surely_reaches(release: Release) -> None:
    rows = {"One": {"All": SURE}, "Two": {"All": WIDE}, "Three": {"All": SMALL}}
    dark, pale = charts.grouped_bars(release, WORDS, rows).figure.data
    assert list(dark.x) == [35, 6, 0]
    assert list(pale.base) == [35, 6, 0]
    assert list(pale.x) == [11, 28, 7]


def test_only_a_figure_that_is_known_well_enough_has_a_mark_at_its_value(release: Release) -> None:
    rows = {"One": {"All": SURE}, "Two": {"All": WIDE}, "Three": {"All": SMALL}}
    (shape,) = charts.grouped_bars(release, WORDS, rows).figure.layout.shapes
    assert shape.x0 == 40


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
    _legend, chart, _published = trend(read_release(str(path), "coordinator")).figure.data
    assert set(chart.marker.color) == {"#FFFFFF"}
    assert list(chart.text) == [
        "All victims, 2022: fewer than 8",
        "All victims, 2023: fewer than 9",
        "All victims, 2024: fewer than 10",
    ]


def test_officially_published_totals_stand_beside_ours_with_their_source(release: Release) -> None:
    legend, _ours, published = trend(release).figure.data
    assert legend.name == "Protected figure with its interval"
    assert published.marker.symbol == "diamond-open"
    assert published.text == ("2022: 38 (An example office)",)


def test_the_alternative_text_states_the_first_and_the_last_figure_and_whether_they_differ(
    release: Release,
) -> None:
    table = release.tables["victims_by_year"]
    all_series = series_of_groups(release, table, [()], ["2022", "2023", "2024"])
    assert alt_text(WORDS, all_series) == (
        "Identified victims by year, Persons, 2022 to 2024. All victims. "
        "2022: about 38 (33 to 43); 2024: about 35 (30 to 40). No clear change."
    )


def test_defendants_and_outputs_have_a_footer_of_their_own(release: Release) -> None:
    steps = [("Reported", SURE)]
    words = Words(title="Steps", subtitle="Defendants", counted=Counted.DEFENDANTS)
    notes = " ".join(charts.funnel(release, words, steps).notes)
    assert "criminal proceedings" in notes
    assert "not all victims" not in notes
    outputs = Words(title="Outputs", subtitle="Persons", counted=Counted.OUTPUTS)
    rows = [charts.Progress(label="Trained", exact=243, target=260)]
    notes = " ".join(charts.bullets(release, outputs, rows).notes)
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
