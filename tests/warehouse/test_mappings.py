"""Codes against the world outside: standards, reused dimensions, bands and areas.

These tests read the CSV files as they stand; they must not build the warehouse.
"""

from collections import Counter
from itertools import pairwise

import pytest

from tests.support.seeds import CODES, DERIVED, SOURCE_WORDS, VOCABULARY, seed

STANDARDS = ("htcds", "ctdc", "unodc", "eurostat")


def test_every_code_names_its_match_in_each_standard_or_none() -> None:
    for row in VOCABULARY:
        for standard in STANDARDS:
            meant = row[standard].split(";")
            assert all(meant)
            assert "none" not in meant or meant == ["none"]


@pytest.mark.parametrize("standard", STANDARDS)
def test_a_heading_or_a_word_not_understood_has_no_match_in_a_standard(standard: str) -> None:
    for row in VOCABULARY:
        if row["dimension"] == "dimension" or row["code"] in ("not_collected", "unmapped"):
            assert row[standard] == "none", row


@pytest.mark.parametrize(
    ("standard", "dimensions"),
    [
        ("htcds", {"sex", "form", "status", "means_of_control", "service", "institution"}),
        ("ctdc", {"sex", "age_group", "form", "means_of_control", "recruiter_relation"}),
        ("unodc", {"sex", "child_adult", "form", "stage"}),
        ("eurostat", {"sex", "child_adult", "age_group", "form", "citizenship_group", "stage"}),
    ],
)
def test_each_standard_is_met_in_the_dimensions_that_it_has(
    standard: str, dimensions: set[str]
) -> None:
    assert dimensions <= {row["dimension"] for row in VOCABULARY if row[standard] != "none"}


def test_derived_dimensions_have_no_words_of_their_own() -> None:
    assert set(CODES) >= DERIVED
    assert {row["dimension"] for row in SOURCE_WORDS} == (set(CODES) - DERIVED - {"dimension"}) | {
        "citizenship"
    }


@pytest.mark.parametrize(
    ("derived", "original"),
    [
        ("referring_body", "identifying_institution"),
        ("receiving_body", "identifying_institution"),
        ("furthest_stage", "stage"),
    ],
)
def test_a_dimension_that_reuses_codes_has_the_same_labels(derived: str, original: str) -> None:
    first, second = (
        [{**row, "dimension": ""} for row in VOCABULARY if row["dimension"] == dimension]
        for dimension in (derived, original)
    )
    assert first == second


@pytest.mark.parametrize(
    ("bands", "column", "dimension"),
    [
        ("delay_bands", "delay_band", "referral_delay"),
        ("delay_bands", "delay_band", "service_delay"),
        ("sentence_bands", "sentence_band", "sentence_band"),
        ("age_groups", "age_group", "age_group"),
    ],
)
def test_bands_are_codes_in_order_and_leave_no_gap(bands: str, column: str, dimension: str) -> None:
    rows = seed(bands)
    first, last = [name for name in rows[0] if name.startswith(("first_", "last_", "below_"))]
    step = 0 if last.startswith("below_") else 1
    assert [row[column] for row in rows] == CODES[dimension][: len(rows)]
    for row, following in pairwise(rows):
        assert int(row[last]) + step == int(following[first])


def test_every_area_has_its_entity() -> None:
    areas = {row["area"]: row["entity"] for row in seed("areas")}
    assert list(areas) == CODES["area"]
    assert set(areas.values()) == set(CODES["entity"])
    assert Counter(areas.values())["BA-BIH"] == 10


def test_forced_begging_is_found_in_every_standard() -> None:
    row = next(row for row in VOCABULARY if row["code"] == "forced_begging")
    assert row["htcds"] == "ForcedBegging"
    assert row["ctdc"] == "typeOfLabourBegging"
    assert row["unodc"] == "Other forms of exploitation"
