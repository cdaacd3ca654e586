"""Series read out of a release that is written down here."""

from datetime import date

import pandas as pd
import pytest

from dashboard.figures.series import (
    codes,
    everyone,
    group_label,
    groups,
    is_impossible,
    periods,
    read_figure,
    residual_groups,
    series_of_groups,
    split_label,
    table_label,
)
from dashboard.figures.wording import Figure
from dashboard.language.texts import use_language
from dashboard.release.facts import Release, Table

LANGUAGES = ("en", "bs", "hr", "sr_latn", "sr_cyrl")
WORDS = {
    "dimension": {"sex": "Sex", "form": "Form"},
    "sex": {"female": "Women", "male": "Men", "unknown": "Unknown"},
    "form": {"begging": "Begging", "labour": "Labour", "unmapped": "Not understood"},
}
EMPTY = pd.DataFrame()


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


def table(dimensions: tuple[str, ...] = (), kind: str = "year", of: str = "victims") -> Table:
    return Table(
        name="_".join((of, kind, *dimensions)),
        count="persons",
        period_kind=kind,
        dimensions=dimensions,
        cells_per_person=1,
        rho=0.1,
        scale=2.0,
        margin=4,
        published_margin=3,
        population=of,
        mart=of,
        several="",
    )


BY_SEX, BY_BOTH, TOTAL = table(("sex",)), table(("sex", "form")), table()


def release() -> Release:
    vocabulary = pd.DataFrame(
        {"dimension": dimension, "code": code}
        | {f"label_{language}": label for language in LANGUAGES}
        for dimension, labels in WORDS.items()
        for code, label in labels.items()
    )
    by_sex = pd.DataFrame(
        [("2024", "female", 9, 7, 12), ("2024", "male", 3, 0, 6), ("2023", "female", 5, 2, 8)],
        columns=["period", "sex", "persons", "lower", "upper"],
    )
    total = pd.DataFrame([("2024", 12, 9, 15)], columns=["period", "persons", "lower", "upper"])
    both = pd.DataFrame(
        [("2024", "male", "begging", 0, 0, 0)],
        columns=["period", "sex", "form", "persons", "lower", "upper"],
    )
    zeros = pd.DataFrame([("sex", "male", "form", "begging")])
    cells = {BY_SEX.name: by_sex, TOTAL.name: total, BY_BOTH.name: both}
    frames = [
        *("published_totals", "measurements", "budget", "indicators", "indicator_values"),
        *("deliveries", "ledger", "synthetic_victims", "synthetic_defendants"),
    ]
    return Release(
        name="r",
        audience="coordinator",
        register="example",
        released_on=date(2026, 1, 1),
        spec_hash="",
        ledger_hash="",
        fictional=True,
        tables={one.name: one for one in (BY_SEX, TOTAL, BY_BOTH)},
        cells=cells,
        vocabulary=vocabulary,
        structural_zeros=zeros,
        **dict.fromkeys(frames, EMPTY),
    )


def test_a_figure_is_its_count_with_both_ends() -> None:
    found = Figure(value=9, lower=7, upper=12)
    assert read_figure(release(), BY_SEX.name, "2024", sex="female") == found


def test_what_cannot_be_together_is_impossible_and_nothing_else() -> None:
    dimensions = ("sex", "form")
    groups_of_two = [("male", "begging"), ("male", "labour"), ("female", "begging")]
    assert [is_impossible(release(), dimensions, group) for group in groups_of_two] == [
        True,
        False,
        False,
    ]
    assert read_figure(release(), BY_BOTH.name, "2024", sex="male", form="begging").impossible


def test_a_table_has_its_periods_in_order() -> None:
    assert periods(release(), BY_SEX.name) == ["2023", "2024"]


def test_codes_that_say_something_stand_apart_from_those_that_do_not() -> None:
    assert codes(release(), "sex") == ["female", "male"]
    assert codes(release(), "sex", True) == ["unknown"]


def test_groups_are_all_combinations_and_residual_ones_lack_a_detail() -> None:
    chosen = {"sex": ["male"], "form": ["begging", "labour"]}
    assert groups(BY_BOTH, chosen) == [("male", "begging"), ("male", "labour")]
    assert groups(TOTAL, {}) == [()]
    assert residual_groups(release(), BY_BOTH, chosen) == [
        ("male", "unmapped"),
        ("unknown", "begging"),
        ("unknown", "labour"),
        ("unknown", "unmapped"),
    ]


def test_a_series_is_the_figures_of_a_group_by_period_under_its_label() -> None:
    (women,) = series_of_groups(release(), BY_SEX, [("female",)], ["2023", "2024"])
    assert women.label == "Women"
    assert {period: one.value for period, one in women.figures.items()} == {"2023": 5, "2024": 9}
    (everybody,) = series_of_groups(release(), TOTAL, [()], ["2024"])
    assert (everybody.label, everybody.figures["2024"].value) == ("All victims", 12)
    (never,) = series_of_groups(release(), BY_BOTH, [("male", "begging")], ["2024"])
    assert never.figures["2024"].impossible


def test_a_group_is_named_by_its_labels_or_by_a_code_that_has_none() -> None:
    named = [("female", "labour"), ("male", "unheard_of")]
    assert [group_label(release(), ("sex", "form"), group) for group in named] == [
        "Women · Labour",
        "Men · unheard_of",
    ]


def test_a_table_is_named_by_its_split_and_a_kind_of_period_that_is_not_the_year() -> None:
    assert everyone(table(of="defendants")) == "All defendants"
    assert split_label(release(), BY_BOTH) == "Sex × Form"
    assert split_label(release(), TOTAL) == "All victims"
    kinds = [table(("sex",), kind) for kind in ("year", "five_years", "quarter")]
    assert [table_label(release(), one) for one in kinds] == [
        "Sex",
        "Five years: Sex",
        "Quarters: Sex",
    ]
