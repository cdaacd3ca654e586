import re
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard.content.body_names import bodies, body_name
from dashboard.coordinator.completeness import halves, judged_tables, not_known
from dashboard.coordinator.deliveries import (
    Delivery,
    deliveries_of,
    last_quarters,
    on_time_sentence,
    quarters_table,
)
from dashboard.language.texts import use_language
from dashboard.release.facts import Release
from tests.support.dashboard_pages import all_html, opened, small_release, started


@pytest.fixture
def release() -> Release:
    use_language("en")
    return small_release()


def delivery(received: date, days_after: int | None, is_on_time: bool | None = True) -> Delivery:
    return Delivery(
        body="police",
        kind="cases",
        received=received,
        days_after=days_after,
        is_on_time=is_on_time,
    )


@pytest.mark.parametrize(
    ("received", "days_after", "quarter"),
    [
        (date(2024, 4, 12), 12, "2024-Q1"),
        (date(2025, 1, 20), 20, "2024-Q4"),
        (date(2024, 9, 30), 92, "2024-Q2"),
        (date(2024, 3, 5), 0, "2024-Q1"),
        (date(2024, 10, 2), None, None),
    ],
)
def test_a_delivery_belongs_to_the_quarter_that_it_reaches_into(
    received: date, days_after: int | None, quarter: str | None
) -> None:
    assert delivery(received, days_after).quarter == quarter


def test_the_quarters_shown_begin_with_the_newest_one_reached(release: Release) -> None:
    quarters = last_quarters(deliveries_of(release))
    assert quarters[0] == "2024-Q4"
    assert quarters[-1] == "2023-Q1"


def test_without_a_dated_delivery_no_quarter_is_shown() -> None:
    assert last_quarters([delivery(date(2024, 10, 2), None, None)]) == []


def test_late_deliveries_are_marked_and_missing_ones_are_dashes(release: Release) -> None:
    html = quarters_table(deliveries_of(release))
    assert "51, late" in html
    assert "\N{EN DASH}</td>" in html


@pytest.mark.parametrize(
    ("late", "sentence"),
    [
        ([], "Every delivery came in time."),
        ([False], "1 delivery of 2 came late."),
        ([False, False], "2 deliveries of 3 came late."),
    ],
)
def test_a_sentence_says_how_many_came_late(late: list[bool], sentence: str) -> None:
    use_language("en")
    deliveries = [delivery(date(2024, 4, 12), 12, state) for state in [True, *late]]
    assert on_time_sentence(deliveries) == sentence


def test_only_tables_of_one_detail_tell_how_often_it_is_missing(release: Release) -> None:
    names = [table.name for table in judged_tables(release, "victims")]
    assert "victims_by_year_sex" in names
    assert "victims_by_year_sex_age_group" not in names
    assert "victims_by_five_years_means_of_control" not in names


def test_what_is_not_known_is_the_sum_of_its_three_reasons(release: Release) -> None:
    table = release.tables["victims_by_year_sex"]
    assert not_known(release, table, ["2024"]).figures["2024"].value == 1 + 1 + 0


@pytest.mark.parametrize(
    ("within", "earlier", "later"),
    [
        (["2022", "2023"], ["2022"], ["2023"]),
        (["2022", "2023", "2024"], ["2022"], ["2024"]),
        (["2021", "2022", "2023", "2024"], ["2021", "2022"], ["2023", "2024"]),
    ],
)
def test_two_halves_are_of_the_same_length(
    within: list[str], earlier: list[str], later: list[str]
) -> None:
    assert halves(within) == (earlier, later)


def test_the_page_tells_bodies_and_never_how_many_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started(tmp_path, monkeypatch)
    html = all_html(opened("deliveries"))
    text = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    assert "rows" not in text and "Centres for social work (example)" in text


def test_a_release_without_deliveries_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = started(tmp_path, monkeypatch)
    with duckdb.connect(str(path)) as connection:
        connection.execute("drop table deliveries")
    app = opened("deliveries")
    assert "This release holds no deliveries." in app.info[0].value
    assert app.code[0].value == "portal run --no-serve"


def test_the_choice_of_years_goes_into_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started(tmp_path, monkeypatch)
    app = opened("deliveries", who="defendants")
    app.slider(key="deliveries_years").set_range(2023, 2024).run()
    assert app.query_params == {"who": "defendants", "years": ["2023", "2024"]}


def test_a_body_has_a_name_in_every_language() -> None:
    for row in bodies().values():
        assert all(row[name] for name in ("en", "bs", "hr", "sr_latn", "sr_cyrl"))


def test_a_body_is_shown_by_its_name_in_the_readers_language() -> None:
    use_language("bs")
    assert body_name("htcds", fictional=True) == "Policija Federacije (primjer)"


def test_a_name_of_the_examples_never_stands_for_a_real_body() -> None:
    assert body_name("htcds", fictional=False) == "htcds"


def test_a_body_without_a_name_is_shown_by_its_source() -> None:
    assert body_name("border police", fictional=True) == "border police"


def test_how_many_rows_came_is_not_shown_even_if_a_release_told_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = started(tmp_path, monkeypatch)
    with duckdb.connect(str(path)) as connection:
        for column in ("rows", "accepted_rows", "quarantined_rows", "coded_cells", "known_cells"):
            connection.execute(f"alter table deliveries add column {column} integer default 7351")
    app = opened("deliveries")
    assert "Centres for social work (example)" in all_html(app)
    shown = " ".join(str(getattr(each, "proto", "")) for each in app.main)
    assert not re.search(r"7[.,]?351", shown)
