"""The seeds say what the contract between sources, warehouse and readers needs them to say.

These tests read the CSV files as they stand; they must not build the warehouse.
"""

from collections import Counter

import pytest

from tests.support.seeds import (
    CODES,
    COUNTRIES,
    DERIVED,
    PUBLISHED_TOTALS,
    SOURCE_WORDS,
    VOCABULARY,
    in_cyrillic,
    word_keys,
)

LABELS = ["label_en", "label_bs", "label_hr", "label_sr_latn", "label_sr_cyrl"]
RESIDUALS = ["unknown", "not_collected", "unmapped"]


@pytest.mark.parametrize("rows", [VOCABULARY, COUNTRIES], ids=["vocabulary", "countries"])
def test_every_label_is_there_in_all_five_locales(rows: list[dict[str, str]]) -> None:
    assert rows
    assert [row for row in rows if any(row[label].strip() == "" for label in LABELS)] == []


@pytest.mark.parametrize("rows", [VOCABULARY, COUNTRIES], ids=["vocabulary", "countries"])
def test_cyrillic_labels_are_the_latin_ones_letter_by_letter(rows: list[dict[str, str]]) -> None:
    for row in rows:
        assert in_cyrillic(row["label_sr_latn"]) == row["label_sr_cyrl"]


def test_cells_are_trimmed_and_none_is_missing() -> None:
    for row in VOCABULARY + COUNTRIES + SOURCE_WORDS + PUBLISHED_TOTALS:
        assert all(cell == cell.strip() and cell != "" for cell in row.values())


def test_codes_of_a_dimension_differ_and_so_do_their_labels() -> None:
    for dimension in CODES:
        rows = [row for row in VOCABULARY if row["dimension"] == dimension]
        for column in ("code", *LABELS):
            assert len({row[column] for row in rows}) == len(rows), (dimension, column)


def test_positions_of_a_dimension_count_up_from_one() -> None:
    for dimension in CODES:
        positions = [row["position"] for row in VOCABULARY if row["dimension"] == dimension]
        assert positions == [str(number) for number in range(1, len(positions) + 1)]


def test_every_dimension_ends_with_the_three_residual_codes() -> None:
    for dimension, codes in CODES.items():
        if dimension != "dimension":
            assert codes[-3:] == RESIDUALS, dimension


def test_every_dimension_has_a_heading_and_so_have_year_and_period() -> None:
    assert set(CODES["dimension"]) == (set(CODES) - {"dimension"}) | {"year", "period"}


def test_every_source_word_is_its_own_key() -> None:
    words = [row["word"] for row in SOURCE_WORDS]
    assert word_keys(words) == words


def test_a_source_word_means_one_code_in_its_dimension() -> None:
    times = Counter((row["dimension"], row["word"]) for row in SOURCE_WORDS)
    assert [key for key, count in times.items() if count > 1] == []


def test_words_for_citizenships_and_for_their_groups_never_meet() -> None:
    citizenships = {row["word"] for row in SOURCE_WORDS if row["dimension"] == "citizenship"}
    groups = {row["word"] for row in SOURCE_WORDS if row["dimension"] == "citizenship_group"}
    assert citizenships and groups
    assert citizenships & groups == set()


def test_every_source_word_leads_to_a_code_that_exists() -> None:
    codes = CODES | {"citizenship": [row["alpha3"] for row in COUNTRIES]}
    for row in SOURCE_WORDS:
        assert row["code"] in codes[row["dimension"]], row
        assert row["code"] != "unmapped"


def test_every_label_of_a_code_is_a_word_that_is_understood() -> None:
    understood = {(row["dimension"], row["word"]): row["code"] for row in SOURCE_WORDS}
    spoken = [row for row in VOCABULARY if row["code"] not in ("unmapped", "bih")]
    for row in spoken:
        if row["dimension"] not in {"dimension"} | DERIVED:
            for word in word_keys([row[label] for label in LABELS]):
                assert understood[row["dimension"], word] == row["code"]


@pytest.mark.parametrize(
    ("dimension", "cell", "code"),
    [
        ("sex", "Ж", "female"),
        ("form", "Присилно просјачење", "forced_begging"),
        ("form", "ForcedBegging", "forced_begging"),
        ("form", "Seksualno iskorištavanje", "sexual_exploitation"),
        ("area", "Kanton Sarajevo", "BA-09"),
        ("area", "Република Српска", "BA-SRP"),
        ("identifying_institution", "CSR", "social_work"),
        ("cross_border", "да", "cross_border"),
        ("child_adult", "Малолетно лице", "child"),
        ("citizenship", "БиХ", "BIH"),
        ("citizenship", "NA", "NAM"),
        ("status", "NotAVictimOfTrafficking", "not_a_victim"),
        ("means_of_control", "NonSpecifiedUnknown", "unknown"),
        ("service", "Smještaj", "accommodation"),
        ("service", "LabourExploitationRehabilitation", "labour_rehabilitation"),
        ("stage", "Оптужница", "indicted"),
        ("court_level", "Kantonalni", "cantonal_district"),
        ("court_level", "Sud BiH", "state"),
        ("charge", "KZ BiH 186", "international_trafficking"),
        ("charge", "KZ FBiH 210a", "trafficking"),
        ("charge", "čl. 145 KZ RS", "trafficking"),
        ("charge", "Navođenje na prostituciju", "inducement_to_prostitution"),
        ("sentence", "Uslovna osuda", "suspended"),
        ("profession", "Policijski službenik", "police_officer"),
        ("profession", "Судија", "judge"),
        ("institution", "Tužiteljstvo", "prosecutors_office"),
        ("course", "Prepoznavanje žrtava", "victim_identification"),
        ("activity", "Sastanak radne grupe", "task_force_meeting"),
        ("activity", "Usvojene smernice", "guidelines_adopted"),
    ],
)
def test_what_institutions_write_is_understood(dimension: str, cell: str, code: str) -> None:
    understood = {(row["dimension"], row["word"]): row["code"] for row in SOURCE_WORDS}
    assert understood[dimension, word_keys([cell])[0]] == code


@pytest.mark.parametrize(
    ("dimension", "word"),
    [("citizenship", "cg"), ("citizenship", "bh"), ("area", "fbih"), ("form", "n a")],
)
def test_words_with_two_readings_are_left_to_the_reader(dimension: str, word: str) -> None:
    assert (dimension, word) not in {(row["dimension"], row["word"]) for row in SOURCE_WORDS}


def test_every_country_has_one_row_and_a_known_group() -> None:
    groups = set(CODES["citizenship_group"]) - {*RESIDUALS, "stateless"}
    assert {row["citizenship_group"] for row in COUNTRIES} == groups
    assert len({row["alpha3"] for row in COUNTRIES}) == len(COUNTRIES)
    assert len({row["alpha2"] for row in COUNTRIES}) == len(COUNTRIES)


def test_neighbours_are_the_three_countries_with_a_common_border() -> None:
    neighbours = [row for row in COUNTRIES if row["citizenship_group"] == "neighbouring"]
    assert {row["alpha3"] for row in neighbours} == {"HRV", "SRB", "MNE"}


def test_published_totals_are_one_whole_number_per_year_and_source() -> None:
    assert len({(row["year"], row["source"]) for row in PUBLISHED_TOTALS}) == len(PUBLISHED_TOTALS)
    for row in PUBLISHED_TOTALS:
        assert 2007 <= int(row["year"]) <= 2024
        assert int(row["victims"]) >= 5
        assert row["url"].startswith("https://") or row["url"].startswith("http://")
