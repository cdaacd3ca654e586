from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dashboard.content.registry_words import registry_words
from dashboard.figures.shares import share_of
from dashboard.figures.wording import Figure, in_table
from dashboard.indicators.periods import ReportingPeriod, calendars, period_label, reporting_periods
from dashboard.indicators.phrases import (
    Status,
    actual_in_table,
    actual_in_words,
    number_in_table,
    status,
    with_year,
)
from dashboard.indicators.registry import Indicator, indicators
from dashboard.indicators.splits import figures_by_code
from dashboard.indicators.values import Actual, actual_of, over_time, with_more_years
from dashboard.language.texts import LANGUAGES, use_language
from dashboard.release.facts import Release
from dashboard.release.file import read_release
from tests.support.dashboard_fixtures import write_release
from tests.support.dashboard_pages import all_html, opened, serve, small_release, started_as_it_is

PERIOD = ReportingPeriod(
    calendar="calendar_year",
    code="2024",
    first_day=date(2024, 1, 1),
    last_day=date(2024, 12, 31),
)
LATER, DURING = date(2025, 6, 1), date(2024, 6, 1)


@pytest.fixture
def release() -> Release:
    use_language("en")
    return small_release("donor")


def named(release: Release, code: str) -> Indicator:
    return next(indicator for indicator in indicators(release) if indicator.code == code)


def year_of(release: Release, code: str) -> ReportingPeriod:
    return next(
        period for period in reporting_periods(release, "calendar_year") if period.code == code
    )


def reached(progress: float | None, value: float | None = 9.0) -> Actual:
    return Actual(period=PERIOD, exact=value, progress=progress)


@pytest.mark.parametrize(
    ("progress", "today", "expected"),
    [
        (1.0, LATER, Status.REACHED),
        (1.2, DURING, Status.REACHED),
        (0.999, LATER, Status.NEARLY),
        (0.9, LATER, Status.NEARLY),
        (0.899, LATER, Status.BELOW),
        (0.899, DURING, Status.UNDER_WAY),
        (0.899, PERIOD.last_day, Status.BELOW),
        (None, LATER, Status.NO_TARGET),
    ],
)
def test_the_status_follows_from_progress_and_whether_the_period_is_over(
    release: Release, progress: float | None, today: date, expected: Status
) -> None:
    assert status(named(release, "responders_trained"), reached(progress), today) is expected


def test_an_indicator_that_nothing_was_reported_of_has_no_other_status(release: Release) -> None:
    indicator = named(release, "deliveries_on_time")
    assert status(indicator, reached(None, value=None), LATER) is Status.NO_VALUE


def test_context_is_never_judged_whatever_it_reached(release: Release) -> None:
    for code in ("victims_identified", "persons_convicted"):
        assert status(named(release, code), reached(2.0), LATER) is Status.CONTEXT


def test_a_protected_indicator_is_read_from_its_release_table(release: Release) -> None:
    actual = actual_of(release, named(release, "victims_identified"), year_of(release, "2023"))
    assert (actual.exact, actual.figure.value, actual.year) == (None, 61, "2023")


def test_only_the_codes_that_an_indicator_names_are_counted(release: Release) -> None:
    convicted = actual_of(release, named(release, "persons_convicted"), year_of(release, "2024"))
    cells = release.cells["defendants_by_stage_year"]
    row = cells[(cells["stage"] == "convicted") & (cells["period"] == "2024")].iloc[0]
    assert convicted.figure == Figure(
        value=int(row["stages"]), lower=int(row["lower"]), upper=int(row["upper"])
    )


def test_outside_calendar_years_a_protected_figure_names_the_year_it_is_of(
    release: Release,
) -> None:
    indicator = named(release, "victims_identified")
    quarter = next(
        period for period in reporting_periods(release, "quarter") if period.code == "2024-Q3"
    )
    actual = actual_of(release, indicator, quarter)
    assert actual.year == "2023"
    assert with_year(actual, actual_in_table(indicator, actual)).startswith("2023: 61")


def test_a_year_without_a_release_of_its_own_shows_no_figure_of_its_own(release: Release) -> None:
    years = [actual.year for actual in over_time(release, named(release, "victims_identified"))]
    assert years == ["2023", "2024"]


def test_years_after_the_project_in_which_nothing_was_reached_are_not_told(
    release: Release,
) -> None:
    rows = release.indicator_values.copy()
    rows.loc[rows["period"] == "2024", ["value", "based_on"]] = 0
    actuals = over_time(replace(release, indicator_values=rows), named(release, "trainings_held"))
    assert [actual.period.code for actual in actuals] == ["2023"]


def test_a_share_that_may_not_be_told_gives_the_reason_and_both_counts(release: Release) -> None:
    indicator = named(release, "referred_within_7_days")
    actual = actual_of(release, indicator, year_of(release, "2024"))
    assert actual.whole.value == 35
    counts = f"{in_table(actual.figure)} of {in_table(actual.whole)}"
    assert actual_in_table(indicator, actual) == f"{counts}; no share: too uncertain"


def many_in_five_years(table: str, period: str, group: tuple[str, ...]) -> int:
    return 20 if group else 90


def test_a_share_that_no_single_year_may_have_is_that_of_five_years_with_their_names(
    tmp_path: Path,
) -> None:
    years = (2020, 2021, 2022, 2023, 2024)
    release = read_release(
        str(write_release(tmp_path, audience="donor", years=years, noisy=many_in_five_years)),
        "donor",
    )
    indicator = named(release, "referred_within_7_days")
    actual = actual_of(release, indicator, year_of(release, "2024"))
    assert share_of(actual.figure, actual.whole) is None
    pooled = with_more_years(release, indicator, actual)
    assert pooled.whole.value == 450
    assert share_of(pooled.figure, pooled.whole) is not None
    assert with_year(pooled, "x") == "2020\N{EN DASH}2024: x"


def test_without_five_years_a_withheld_share_stays_withheld(release: Release) -> None:
    indicator = named(release, "referred_within_7_days")
    actual = actual_of(release, indicator, year_of(release, "2024"))
    assert with_more_years(release, indicator, actual) is actual


def test_programme_outputs_are_exact_numbers(release: Release) -> None:
    indicator = named(release, "responders_trained")
    (project,) = reporting_periods(release, "project")
    assert actual_in_table(indicator, actual_of(release, indicator, project)) == "260"


def test_an_indicator_that_does_not_tell_whom_it_counts_shows_no_figure(release: Release) -> None:
    silent = replace(named(release, "persons_convicted"), counted_codes=None)
    assert actual_of(release, silent, year_of(release, "2024")).figure is None
    assert not figures_by_code(release, silent, "sex", "2024")


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("responders_trained", 1260.0, "1,260"),
        ("training_test_gain", 29.0729, "29.07"),
        ("deliveries_on_time", 86.0, "86%"),
        ("deliveries_on_time", None, "–"),
    ],
)
def test_numbers_are_written_as_their_unit_asks(
    release: Release, code: str, value: float | None, text: str
) -> None:
    assert number_in_table(named(release, code), value) == text


def test_goals_come_in_the_order_of_the_strategy_and_outputs_before_outcomes(
    release: Release,
) -> None:
    all_indicators = indicators(release)
    goals = list(dict.fromkeys(indicator.strategic_goal for indicator in all_indicators))
    assert goals == ["support_system", "prevention", "prosecution", "protection", "partnership"]
    prevention = [
        indicator.level for indicator in all_indicators if indicator.strategic_goal == "prevention"
    ]
    assert prevention == sorted(prevention, reverse=True) == ["output"] * 4 + ["outcome"]


def test_periods_that_have_not_begun_are_not_offered(release: Release) -> None:
    for calendar in calendars(release):
        for period in reporting_periods(release, calendar):
            assert period.first_day <= release.released_on


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "2024, quarter 3"),
        ("bs", "3. kvartal 2024."),
        ("hr", "3. tromjesečje 2024."),
        ("sr_Cyrl", "3. квартал 2024."),
    ],
)
def test_a_quarter_is_named_as_the_language_names_it(language: str, label: str) -> None:
    use_language(language)
    quarter = ReportingPeriod(
        calendar="quarter",
        code="2024-Q3",
        first_day=date(2024, 7, 1),
        last_day=date(2024, 9, 30),
    )
    assert period_label(quarter) == label


def test_every_text_of_the_registry_is_translated(release: Release) -> None:
    for column in ("responsible", "means_of_verification", "data_quality"):
        for text in release.indicators[column]:
            assert all(registry_words()[text].values()), text


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_the_page_opens_in_each_language(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    started_as_it_is(monkeypatch, "donor")
    app = opened("indicators", lang=language)
    use_language(language)
    assert (
        app.title[0].value
        == {
            "en": "Indicators",
            "bs": "Indikatori",
            "hr": "Pokazatelji",
            "sr_Latn": "Indikatori",
            "sr_Cyrl": "Индикатори",
        }[language]
    )
    assert "PS.5.1-28" in all_html(app)


def test_the_page_says_the_status_in_words_and_links_each_indicator_to_its_sheet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started_as_it_is(monkeypatch, "donor")
    html = all_html(opened("indicators"))
    assert "Target reached" in html
    assert "indicator?indicator=responders_trained&calendar=project&period=project" in html


def test_context_stands_apart_without_target_progress_or_status(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started_as_it_is(monkeypatch, "donor")
    bodies = [html.proto.body for html in opened("indicators").get("html")]
    (context,) = [body for body in bodies if "indicators context" in body]
    judged = [body for body in bodies if "indicators judged" in body]
    assert "Victims identified" in context
    for word in ("Target", "Progress", "Status", "reached"):
        assert word not in context
    assert judged and not any("Victims identified" in body for body in judged)


def test_calendar_and_period_stand_in_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    started_as_it_is(monkeypatch, "donor")
    app = opened(calendar="calendar_year", period="2023")
    assert any("1 January 2023" in text.value for text in app.markdown)
    app.segmented_control(key="indicators_calendar").set_value("quarter").run()
    assert app.query_params == {"calendar": "quarter"}


def test_a_release_without_indicators_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_release(tmp_path, audience="donor")
    with duckdb.connect(str(path)) as connection:
        connection.execute("delete from indicators")
    serve(tmp_path, monkeypatch, "donor")
    app = opened("indicators")
    assert "no indicators" in app.info[0].value


def test_a_protected_figure_is_never_measured_by_a_target_even_if_the_release_holds_one(
    release: Release,
) -> None:
    protected = [one for one in indicators(release) if one.is_protected]
    rows = release.indicator_values.assign(target=1.0, progress=2.0, change=3.0)
    with_targets = replace(
        release,
        indicator_values=pd.concat([rows, *(rows.assign(indicator=one.code) for one in protected)]),
    )
    judged = {Status.REACHED, Status.NEARLY, Status.BELOW, Status.UNDER_WAY}
    for one in protected:
        for calendar in calendars(release):
            for period in reporting_periods(with_targets, calendar):
                found = actual_of(with_targets, one, period)
                assert (found.exact, found.target, found.progress, found.change) == (None,) * 4
                assert status(one, found, LATER) not in judged


def test_a_protected_figure_is_written_with_its_interval_in_tables_and_in_words(
    release: Release,
) -> None:
    figure = Figure(value=40, lower=35, upper=46)
    found = Actual(period=PERIOD, figure=figure)
    one = named(release, "victims_identified")
    assert actual_in_table(one, found) == in_table(figure) == "40\N{NO-BREAK SPACE}(35–46)"
    assert actual_in_words(one, found) == "about 40 (35 to 46)"


def test_the_registry_is_the_same_whatever_was_counted(tmp_path: Path, release: Release) -> None:
    drawn_anew = read_release(
        str(write_release(tmp_path, audience="donor", noisy=lambda *_cell: 77)), "donor"
    )
    assert drawn_anew.cells["victims_by_year"]["victims"].tolist() == [77] * 3
    assert indicators(drawn_anew) == indicators(release)
