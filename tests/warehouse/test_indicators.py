"""The registry of indicators: complete in five locales, and leading to something that exists.

These tests read the CSV files as they stand; they must not build the warehouse.
"""

from datetime import date
from itertools import pairwise

import pytest

from tests.support import ROOT
from tests.support.seeds import CODES, in_cyrillic, seed

MARTS = ROOT / "warehouse" / "models" / "marts"
LOCALES = ("en", "bs", "hr", "sr_latn", "sr_cyrl")
INDICATORS = seed("indicator_registry")
TARGETS = seed("indicator_targets")
PERIODS = seed("reporting_periods")
BY_CODE = {row["code"]: row for row in INDICATORS}


def dimensions_of(indicator: dict[str, str]) -> list[str]:
    return [name for name in indicator["disaggregations"].split(";") if name != "none"]


def test_no_cell_of_the_registry_is_empty() -> None:
    for row in INDICATORS + TARGETS + PERIODS:
        assert all(cell and cell == cell.strip() for cell in row.values()), row


@pytest.mark.parametrize("text", ["name", "definition"])
def test_every_indicator_is_named_and_defined_in_five_locales(text: str) -> None:
    for row in INDICATORS:
        assert in_cyrillic(row[f"{text}_sr_latn"]) == row[f"{text}_sr_cyrl"]
    for locale in LOCALES:
        texts = [row[f"{text}_{locale}"] for row in INDICATORS]
        assert len(set(texts)) == len(texts)


def test_every_indicator_comes_from_a_mart_and_is_split_by_known_dimensions() -> None:
    for row in INDICATORS:
        assert (MARTS / f"{row['source_mart']}.sql").exists()
        assert set(dimensions_of(row)) <= set(CODES)


def test_protected_indicators_name_a_release_table_and_programme_ones_what_they_count() -> None:
    for row in INDICATORS:
        is_protected = row["basis"] == "protected"
        assert (row["release_table"] != "none") == is_protected, row["code"]
        assert (row["counted"] == "none") == is_protected, row["code"]
        assert (row["aggregation"] == "none") == is_protected, row["code"]
        assert (row["counted_codes"] == "none") != is_protected, row["code"]


def test_the_codes_that_a_protected_indicator_counts_are_in_the_vocabulary() -> None:
    named = [
        row["counted_codes"].partition("=") for row in INDICATORS if "=" in row["counted_codes"]
    ]
    assert len(named) == 5
    for dimension, _equals, codes in named:
        assert set(codes.split(";")) <= set(CODES[dimension])


def test_no_indicator_on_victims_or_defendants_is_counted_exactly() -> None:
    persons = {"victims", "cases", "assistance", "referrals", "proceedings", "defendants"}
    exact = {row["source_mart"] for row in INDICATORS if row["basis"] == "programme"}
    assert not exact & persons


def test_what_is_counted_by_activity_is_a_code_of_the_vocabulary() -> None:
    for row in INDICATORS:
        if row["source_mart"] == "activities":
            assert row["counted"] in CODES["activity"]


def test_a_target_is_of_a_programme_indicator_and_of_a_code_that_it_is_split_by() -> None:
    periods = {row["period"] for row in PERIODS}
    for target in TARGETS:
        indicator = BY_CODE[target["indicator"]]
        assert indicator["basis"] == "programme"
        assert target["period"] in periods
        assert float(target["target"]) > float(indicator["baseline"])
        if target["dimension"] != "all":
            assert target["dimension"] in dimensions_of(indicator)
            assert target["code"] in CODES[target["dimension"]]


def test_the_project_is_to_train_250_first_responders_from_none() -> None:
    trained = BY_CODE["responders_trained"]
    assert (trained["standard_code"], trained["baseline"]) == ("PS.5.1-28", "0")
    assert dimensions_of(trained) == ["profession", "institution", "sex", "area"]
    target = next(row for row in TARGETS if row["indicator"] == trained["code"])
    assert (target["period"], target["code"], target["target"]) == ("project", "all", "250")


@pytest.mark.parametrize("calendar", sorted({row["calendar"] for row in PERIODS}))
def test_the_periods_of_a_calendar_follow_each_other_without_gap(calendar: str) -> None:
    days = [
        (date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"]))
        for row in PERIODS
        if row["calendar"] == calendar
    ]
    assert all(first < last for first, last in days)
    for (_, last), (following, _) in pairwise(days):
        assert (following - last).days == 1


def test_the_registry_holds_no_count_of_protected_persons_as_a_baseline_or_target() -> None:
    protected = [row for row in INDICATORS if row["basis"] == "protected"]
    assert len(protected) > 4
    assert {(row["baseline"], row["baseline_date"]) for row in protected} == {("none", "none")}
    assert not {row["code"] for row in protected} & {target["indicator"] for target in TARGETS}
