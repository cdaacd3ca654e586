import json
from datetime import date
from pathlib import Path

import pytest

from dashboard.desk.accounts import account_table, history_table
from dashboard.desk.closing import (
    calendar_table,
    last_day,
    next_closings,
    next_period,
    plan_table,
)
from dashboard.desk.price import Asked, codes_per_person, hand_over, price, query, request
from dashboard.figures.accounts import Account, accounts_of, alike
from dashboard.language.texts import use_language
from dashboard.release.facts import Release
from dashboard.release.file import read_release
from tests.support.dashboard_fixtures import write_release
from tests.support.dashboard_pages import (
    all_html,
    opened,
    small_release,
    started,
    started_as_it_is,
)

TODAY = date(2026, 11, 25)


@pytest.fixture
def release() -> Release:
    use_language("en")
    return small_release(open_quarters=2)


def asked(*dimensions: str, population: str = "victims", rho: float = 0.02) -> Asked:
    return Asked(
        population=population, dimensions=dimensions, first_year=2022, last_year=2024, rho=rho
    )


def test_an_account_shows_what_is_left(release: Release) -> None:
    account = accounts_of(release, "victims")[-1]
    assert account.cohort == 2024
    assert account.left == pytest.approx(0.04)


def account(cohort: int, spent: float) -> Account:
    return Account(
        cohort=cohort, spent=spent, lifetime=0.5, spent_epsilon=4.0, lifetime_epsilon=5.2
    )


def test_years_whose_budget_stands_the_same_are_one_row() -> None:
    accounts = [
        account(2019, 0.1 + 0.2),
        account(2020, 0.3),
        account(2021, 0.4),
        account(2023, 0.4),
    ]
    assert [years for years, _account in alike(accounts)] == [
        "2019\N{EN DASH}2020",
        "2021",
        "2023",
    ]
    assert account_table("Budget", accounts).count('<th scope="row"') == 3


def test_the_price_follows_from_the_cost(release: Release) -> None:
    quote = price(release, asked("sex", rho=0.02))
    assert quote.margin == 10  # 1.96 * sqrt(1 / 0.04) = 9.8
    assert quote.cells == 2 + 3
    assert quote.left_after == pytest.approx(0.02)
    assert quote.is_affordable


def test_a_dimension_with_several_codes_costs_a_wider_margin(release: Release) -> None:
    assert codes_per_person(release, "victims") == {"means_of_control": 3, "service": 3}
    assert codes_per_person(release, "defendants") == {"stage": 5}
    assert price(release, asked("means_of_control")).margin == 17  # 1.96 * sqrt(3 / 0.04) = 16.97


def test_a_table_that_the_budget_does_not_allow_is_said_to_be_so(release: Release) -> None:
    quote = price(release, asked(rho=0.05))
    assert quote.tightest_cohort == 2022
    assert not quote.is_affordable


def test_the_whole_of_what_is_left_may_be_asked_for(release: Release) -> None:
    assert price(release, asked(rho=0.04)).is_affordable


@pytest.mark.parametrize(
    ("table", "text"),
    [
        (asked(), "victims, 2022-2024"),
        (asked("area", "form"), "victims by area, form, 2022-2024"),
        (asked("charge", population="defendants"), "defendants by charge, 2022-2024"),
    ],
)
def test_a_request_says_what_is_asked_in_the_words_of_the_command(table: Asked, text: str) -> None:
    assert query(table) == text
    assert json.loads(request(table, TODAY)) == {
        "query": text,
        "rho": "0.02",
        "requested_on": "2026-11-25",
    }


def test_asking_twice_leaves_one_request_and_no_draft(tmp_path: Path) -> None:
    text = request(asked("sex"), TODAY)
    assert hand_over(text, tmp_path / "new") == hand_over(text, tmp_path / "new")
    (path,) = (tmp_path / "new").iterdir()
    assert path.read_text() == text


@pytest.mark.parametrize(
    ("kind", "latest", "following", "ends"),
    [
        ("year", "2024", "2025", date(2025, 12, 31)),
        ("five_years", "2020-2024", "2025-2029", date(2029, 12, 31)),
        ("quarter", "2024-Q4", "2025-Q1", date(2025, 3, 31)),
        ("quarter", "2025-Q2", "2025-Q3", date(2025, 9, 30)),
        ("quarter", "2025-Q3", "2025-Q4", date(2025, 12, 31)),
    ],
)
def test_the_next_period_follows_the_last_measured_one(
    kind: str, latest: str, following: str, ends: date
) -> None:
    assert next_period(kind, latest) == following
    assert last_day(following) == ends


def test_the_calendar_names_the_next_period_of_each_kind_and_population(release: Release) -> None:
    named = [(closing.period, closing.population) for closing in next_closings(release)]
    assert named == [
        ("2025-Q3", "victims"),
        ("2025", "victims"),
        ("2025", "defendants"),
        ("2025-2029", "victims"),
        ("2025-2029", "defendants"),
    ]


def test_a_person_pays_a_quarter_table_once_a_year(release: Release) -> None:
    quarter = next(closing for closing in next_closings(release) if closing.kind == "quarter")
    assert quarter.rho == pytest.approx(0.018)  # two tables of 0.009


def test_the_history_of_a_year_holds_the_pooled_periods_too(release: Release) -> None:
    html = history_table(release, "victims", "2024")
    assert "2020–2024" in html
    assert "2015–2019" not in html


def test_the_desk_keeps_its_question_in_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started_as_it_is(monkeypatch)
    app = opened("desk")
    app.multiselect(key="desk_by_victims").set_value(["area", "form"]).run()
    app.selectbox(key="desk_rho").set_value("0.01").run()
    assert app.query_params == {"by_victims": ["area", "form"], "rho": "0.01"}
    assert 'portal release ask "victims by area, form, 2022-2024" --rho 0.01' in app.code[0].value


def test_an_address_brings_the_question_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started_as_it_is(monkeypatch)
    app = opened("desk", who="defendants", by_defendants=["charge"], years=["2023", "2024"])
    assert 'portal release ask "defendants by charge, 2023-2024"' in app.code[0].value


def test_what_the_budget_does_not_allow_cannot_be_requested(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started_as_it_is(monkeypatch)
    app = opened("desk", rho="0.1")
    assert "Choose a lower cost" in app.warning[0].value
    assert not app.code
    assert "not enough" in all_html(app)


def test_a_request_is_handed_over_where_the_operator_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started_as_it_is(monkeypatch)
    monkeypatch.setenv("PORTAL_REQUEST_DIR", str(tmp_path / "requests"))
    app = opened("desk")
    next(button for button in app.button if "Hand over" in button.label).click().run()
    (path,) = (tmp_path / "requests").iterdir()
    assert path.name in app.success[0].value
    assert json.loads(path.read_text())["query"] == "victims, 2022-2024"


def test_a_folder_that_cannot_be_written_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started_as_it_is(monkeypatch)
    (tmp_path / "requests").write_text("a file, not a folder")
    monkeypatch.setenv("PORTAL_REQUEST_DIR", str(tmp_path / "requests"))
    app = opened("desk")
    next(button for button in app.button if "Hand over" in button.label).click().run()
    assert "Download it instead" in app.error[0].value


def test_the_calendar_and_the_plan_show_nothing_that_was_drawn(tmp_path: Path) -> None:
    use_language("en")
    shown = []
    for number, noisy in enumerate((11, 97), start=1):
        path = write_release(tmp_path, number=number, noisy=lambda *_cell, n=noisy: n)
        release = read_release(str(path), "coordinator")
        shown.append(calendar_table(next_closings(release), TODAY) + plan_table(release))
    assert shown[0] == shown[1]


def test_a_period_that_is_over_is_said_to_be_still_unmeasured(release: Release) -> None:
    html = calendar_table(next_closings(release), TODAY)
    assert html.count("Over: can be measured once its data are complete") == 3
    assert html.count("Still running") == 2
    assert "Measured" not in html and "was measured" not in html


def test_asking_for_a_table_writes_the_request_and_changes_no_other_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started(tmp_path / "releases", monkeypatch)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "ledger.jsonl").write_text("a charge\n")
    monkeypatch.setenv("PORTAL_REQUEST_DIR", str(tmp_path / "requests"))
    before = files_in(tmp_path)
    app = opened("desk")
    next(button for button in app.button if "Hand over" in button.label).click().run()
    after = files_in(tmp_path)
    (request_file,) = set(after) - set(before)
    assert request_file.parent == tmp_path / "requests"
    assert {path: after[path] for path in before} == before


def files_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
