import json
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from ingest.deliveries.calendar import (
    Agreed,
    Expected,
    Standing,
    ended_periods,
    expected_deliveries,
    read_calendar,
    standing,
)
from ingest.deliveries.empty_delivery import EMPTY, load_empty_delivery
from ingest.deliveries.outline import Outline
from ingest.errors import DeliveryError, LayoutError
from tests.support.chain import Portal
from tests.support.ingest_extracts import htcds_file, htcds_row

DUE = date(2026, 4, 30)


def delivery(
    received: datetime,
    first: str | None = "2026-01",
    last: str | None = "2026-03",
    delivers: str = "increment",
    source: str = "police",
    kind: str = "cases",
) -> Outline:
    return Outline(
        delivery_id=f"{received:%Y%m%d}",
        file_name="extract.csv",
        layout="cases_htcds",
        kind=kind,
        source=source,
        delivers=delivers,
        container="CSV, utf-8, comma",
        fictional=True,
        received_at=received,
        rows_read=1,
        rows_loaded=1,
        rows_quarantined=0,
        first_month=first,
        last_month=last,
    )


def first_quarter(*deliveries: Outline, today: date = date(2026, 5, 10)) -> Expected:
    line = Agreed(source="police", kind="cases", every="quarter", days=30, since=date(2026, 1, 1))
    (expected,) = expected_deliveries([line], deliveries, today)
    return expected


@pytest.mark.parametrize(
    ("received", "today", "expected"),
    [
        (date(2026, 4, 1), date(2026, 6, 1), Standing(state="on_time", days_late=0)),
        (date(2026, 4, 30), date(2026, 6, 1), Standing(state="on_time", days_late=0)),
        (date(2026, 5, 1), date(2026, 6, 1), Standing(state="late", days_late=1)),
        (date(2027, 4, 30), date(2027, 6, 1), Standing(state="late", days_late=365)),
        (None, date(2026, 4, 1), Standing(state="due", days_late=0)),
        (None, date(2026, 4, 30), Standing(state="due", days_late=0)),
        (None, date(2026, 5, 1), Standing(state="missing", days_late=1)),
    ],
)
def test_the_due_day_is_in_time_and_the_day_after_is_late(
    received: date | None, today: date, expected: Standing
) -> None:
    assert standing(DUE, received, today) == expected


@pytest.mark.parametrize(
    ("every", "since", "today", "names"),
    [
        ("quarter", date(2026, 1, 1), date(2026, 3, 31), []),
        ("quarter", date(2026, 1, 1), date(2026, 4, 1), ["2026-Q1"]),
        ("quarter", date(2026, 1, 2), date(2026, 7, 1), ["2026-Q2"]),
        ("quarter", date(2025, 12, 1), date(2026, 4, 1), ["2026-Q1"]),
        ("month", date(2025, 12, 1), date(2026, 2, 1), ["2025-12", "2026-01"]),
        ("month", date(2024, 2, 1), date(2024, 2, 29), []),
        ("month", date(2024, 2, 1), date(2024, 3, 1), ["2024-02"]),
        ("year", date(2024, 1, 1), date(2026, 12, 31), ["2024", "2025"]),
        ("year", date(2024, 1, 2), date(2027, 1, 1), ["2025", "2026"]),
    ],
)
def test_a_period_is_asked_for_from_the_day_after_its_end(
    every: str, since: date, today: date, names: list[str]
) -> None:
    assert [period.name for period in ended_periods(every, since, today)] == names


def test_what_is_due_is_counted_from_the_last_day_of_the_period() -> None:
    assert first_quarter().due_on == DUE


def test_a_delivery_before_the_end_of_the_period_does_not_make_it_good() -> None:
    assert first_quarter(delivery(datetime(2026, 3, 31, 23))).standing.state == "missing"
    assert first_quarter(delivery(datetime(2026, 4, 1, 0))).standing.state == "on_time"


@pytest.mark.parametrize(
    ("first", "last", "state"),
    [
        ("2026-03", "2026-06", "late"),
        ("2025-01", "2026-01", "late"),
        ("2026-04", "2026-04", "missing"),
        ("2025-01", "2025-12", "missing"),
        (None, None, "missing"),
    ],
)
def test_a_delivery_makes_good_the_periods_that_its_months_reach(
    first: str | None, last: str | None, state: str
) -> None:
    came = delivery(datetime(2026, 5, 5), first=first, last=last)
    assert first_quarter(came).standing.state == state


def test_a_snapshot_makes_good_a_period_without_any_record() -> None:
    came = delivery(datetime(2026, 4, 7), first=None, last=None, delivers="snapshot")
    assert first_quarter(came).standing.state == "on_time"


@pytest.mark.parametrize(
    ("received", "state"),
    [
        (datetime(2026, 3, 31), "missing"),
        (datetime(2026, 4, 1), "on_time"),
        (datetime(2026, 6, 30), "late"),
        (datetime(2026, 7, 1), "missing"),
    ],
)
def test_that_there_was_nothing_is_said_of_the_last_period_that_was_over(
    received: datetime, state: str
) -> None:
    nothing_to_report = delivery(received, first=None, last=None, delivers=EMPTY)
    line = Agreed(source="police", kind="cases", every="quarter", days=30, since=date(2026, 1, 1))
    expected = expected_deliveries([line], [nothing_to_report], date(2026, 7, 10))
    (standing_of_first,) = [due.standing for due in expected if due.period == "2026-Q1"]
    assert standing_of_first.state == state


def test_the_first_delivery_that_makes_it_good_counts() -> None:
    came = [delivery(datetime(2026, 5, 9)), delivery(datetime(2026, 5, 2))]
    assert first_quarter(*came).received_on == date(2026, 5, 2)
    assert first_quarter(*came).standing.days_late == 2


def test_another_source_or_kind_does_not_make_it_good() -> None:
    others = [
        delivery(datetime(2026, 4, 2), source="prosecutors"),
        delivery(datetime(2026, 4, 2), kind="referrals"),
    ]
    assert first_quarter(*others).standing == Standing(state="missing", days_late=10)


def test_the_calendar_in_use_can_be_read() -> None:
    assert {line.every for line in read_calendar()} <= {"month", "quarter", "year"}
    assert all(line.days > 0 for line in read_calendar())


@pytest.mark.parametrize(
    ("kinds", "every", "message"),
    [('["cases", "victims"]', "year", "'victims' is not known"), ('["cases"]', "week", "'week'")],
)
def test_a_calendar_with_an_unknown_kind_or_rhythm_is_refused(
    tmp_path: Path, kinds: str, every: str, message: str
) -> None:
    path = tmp_path / "calendar.toml"
    path.write_text(
        f'[[agreed]]\nsource = "x"\nkinds = {kinds}\nevery = "{every}"\n'
        "days = 1\nsince = 2026-01-01\n"
    )
    with pytest.raises(LayoutError, match=message):
        read_calendar(path)


@pytest.mark.chain
def test_the_command_lists_what_came_and_what_is_missing(tmp_path: Path) -> None:
    portal = Portal(folder=tmp_path)
    portal.run("ingest", "--fictional", htcds_file(tmp_path, htcds_row(identified="2019-02-28")))
    output = portal.run("deliveries")
    assert "extract.csv (example)" in output and "2019-02" in output and "missing" in output
    listing = json.loads(portal.run("deliveries", "--json"))
    assert [received["first_month"] for received in listing["deliveries"]] == ["2019-02"]
    states = {expected["standing"]["state"] for expected in listing["expected"]}
    assert states <= {"missing", "due"}


@pytest.mark.chain
def test_the_command_takes_a_bodys_word_that_there_was_nothing_once_a_day(tmp_path: Path) -> None:
    portal = Portal(folder=tmp_path)
    command = ("nothing", "htcds", "cases", "--fictional")
    assert "nothing to report; written down." in portal.run(*command)
    assert "already today" in portal.run(*command)
    (listed,) = json.loads(portal.run("deliveries", "--json"))["deliveries"]
    assert (listed["source"], listed["delivers"], listed["rows_read"]) == ("htcds", EMPTY, 0)


def test_nothing_is_said_of_a_kind_that_there_is() -> None:
    with duckdb.connect() as connection, pytest.raises(DeliveryError, match="There is no kind"):
        load_empty_delivery(connection, "police", "dreams", "national")
