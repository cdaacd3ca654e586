from pathlib import Path

import plotly.graph_objects as go
import pytest
from dashboard_fixtures import write_release

from dashboard import charts
from dashboard.cells import codes, groups, series
from dashboard.chart_frame import Words, alt_text, picture_options
from dashboard.release_file import Release, read_release
from dashboard.texts import use_language
from dashboard.trend_filters import Selection
from dashboard.trend_parts import panels

WORDS = Words(title="Identified victims by year", subtitle="Persons, 2022 to 2024")
NOTE = "Each figure carries a small random change that protects each person."


@pytest.fixture
def release(tmp_path: Path) -> Release:
    use_language("en")
    return read_release(str(write_release(tmp_path)), "coordinator")


def trend(release: Release) -> go.Figure:
    (years,) = series(release, release.tables["victims_by_year"], [()], ["2022", "2023", "2024"])
    return charts.trend(release, WORDS, years, [(2022, 38, "An example office")])


def multiples(release: Release) -> go.Figure:
    table = release.tables["victims_by_year_form"]
    chosen = groups(table, {"form": codes(release, "form")})
    return charts.small_multiples(release, WORDS, series(release, table, chosen, ["2022", "2023"]))


def pooled(release: Release) -> go.Figure:
    table = release.tables["victims_by_five_years_form_age_group"]
    chosen = groups(table, {name: codes(release, name) for name in table.dimensions})
    periods = ["2015-2019", "2020-2024"]
    selection = Selection(table=table, groups=chosen, residual_groups=[], periods=periods)
    shown = series(release, table, chosen, periods)
    return charts.pooled_periods(release, WORDS, panels(release, selection, shown))


EVERY_CHART = pytest.mark.parametrize("draw", [trend, multiples, pooled])


@EVERY_CHART
def test_a_picture_names_what_it_counts_its_source_its_release_and_its_random_change(
    release: Release, draw: charts.go.Figure
) -> None:
    text = " ".join(note.text for note in draw(release).layout.annotations).replace("<br>", " ")
    assert WORDS.title in text
    assert WORDS.subtitle in text
    assert NOTE in text
    assert "Source: " in text
    assert "Release: coordinator-0001, 24 November 2026" in text
    assert "Example data: every person is fictional" in text


@EVERY_CHART
def test_no_point_is_drawn_without_its_interval(release: Release, draw: charts.go.Figure) -> None:
    ours = [
        trace
        for trace in draw(release).data
        if "markers" in trace.mode and "published" not in trace.name and trace.x != (None,)
    ]
    assert ours
    for trace in ours:
        bars = trace.error_y if trace.error_y.array is not None else trace.error_x
        assert len(bars.array) == len(bars.arrayminus) == len(trace.x)
        assert sum(bars.array) > 0


@EVERY_CHART
def test_no_line_joins_the_points(release: Release, draw: charts.go.Figure) -> None:
    assert not any("lines" in trace.mode for trace in draw(release).data)


def test_a_real_release_does_not_call_itself_an_example(tmp_path: Path) -> None:
    use_language("en")
    release = read_release(str(write_release(tmp_path, fictional=False)), "coordinator")
    notes = " ".join(note.text for note in trend(release).layout.annotations)
    assert NOTE in notes
    assert "fictional" not in notes


def test_a_point_whose_interval_reaches_zero_is_hollow(tmp_path: Path) -> None:
    use_language("en")
    path = write_release(tmp_path, noisy=lambda _table, period, _group: int(period[-1]))
    _legend, chart, _published = trend(read_release(str(path), "coordinator")).data
    assert set(chart.marker.color) == {"#FFFFFF"}
    assert list(chart.text) == [
        "2022: fewer than 8",
        "2023: fewer than 9",
        "2024: fewer than 10",
    ]


def test_officially_published_totals_stand_beside_ours_with_their_source(release: Release) -> None:
    legend, _ours, published = trend(release).data
    assert legend.name == "Protected figure with its interval"
    assert published.marker.symbol == "diamond-open"
    assert published.text == ("2022: 38 (An example office)",)


def test_the_alternative_text_states_the_first_and_the_last_figure(release: Release) -> None:
    table = release.tables["victims_by_year"]
    shown = series(release, table, [()], ["2022", "2023", "2024"])
    assert alt_text(WORDS, shown) == (
        "Identified victims by year, Persons, 2022 to 2024. All victims. "
        "2022: about 38 (33 to 43); 2024: about 35 (30 to 40)."
    )


def test_panels_share_their_axis(release: Release) -> None:
    chart = multiples(release)
    assert len({chart.layout.yaxis.range, chart.layout.yaxis2.range}) == 1
    titles = [note.text for note in chart.layout.annotations]
    assert {"Sexual exploitation", "Forced begging"} <= set(titles)


def test_pooled_periods_have_a_panel_per_form_and_the_latest_is_darkest(release: Release) -> None:
    chart = pooled(release)
    titles = {note.text for note in chart.layout.annotations}
    assert {"Sexual exploitation", "Forced begging"} <= titles
    legend = [trace.name for trace in chart.data if trace.showlegend is not False]
    assert legend == ["2015\N{EN DASH}2019", "2020\N{EN DASH}2024"]
    assert chart.data[1].marker.color == charts.PERIODS[-1]


def test_the_picture_button_speaks_the_readers_language_and_needs_nothing_from_elsewhere(
    release: Release,
) -> None:
    use_language("bs")
    options = picture_options("name", 400)
    assert options["modeBarButtons"] == [["toImage"]]
    assert "Preuzmi kao sliku (PNG)" in str(options["locales"])
    assert "http" not in str(options)
