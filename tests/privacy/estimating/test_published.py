"""From stored measurements to published cells: windows, agreement, and what must not matter."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy.declared.spec import ReleaseSpec, Table
from privacy.declared.spec_file import read_spec
from privacy.estimating.published import Published, as_measured, published
from privacy.records.measurements import Measurement
from tests.support.privacy_fixtures import published_cells

SEXES = ("female", "male", "unknown")
FORMS = ("begging", "labour", "other", "unknown")
SIGMA = 3.0


def table(name: str, period: str, *dimensions: str, several: str = "") -> Table:
    return Table(
        name=name,
        mart="victims",
        count="victims",
        period=period,
        dimensions=dimensions,
        cells_per_person=2 if several else 1,
        several=several,
        rho=Decimal("0.05"),
    )


YEAR = table("by_year", "year")
SEX = table("by_year_sex", "year", "sex")
FORM = table("by_year_form", "year", "form")
POOLED = table("by_five_years_form_sex", "five_years", "form", "sex")
QUARTERLY = table("by_quarter_sex", "quarter", "sex")
AGE = table("by_year_child_adult_age", "year", "child_adult", "age_group")
CODES = {
    "sex": SEXES,
    "form": FORMS,
    "child_adult": ("adult", "child"),
    "age_group": ("0_8", "9_17", "18_29"),
}


def measurement(of: Table, period: str, values: list[int]) -> Measurement:
    return Measurement(
        table=of,
        period=period,
        codes=tuple(CODES[dimension] for dimension in of.dimensions),
        register="national",
        fictional=True,
        values=tuple(values),
        scale=SIGMA,
        margin=6,
        certified_rho=0.05,
        ledger_hash="",
        drawn_on="2026-01-01",
    )


def noisy_window(seed: int, years: range = range(2015, 2020)) -> list[Measurement]:
    """Measurements of a known truth, 40 persons a year, by a test's own noise."""
    chance = np.random.default_rng(seed)
    truth = np.array([[12, 10, 2, 1], [8, 3, 1, 0], [1, 1, 1, 0]])

    def noisy(counts: np.ndarray) -> list[int]:
        return [round(count + chance.normal(0, SIGMA)) for count in np.ravel(counts)]

    made = []
    for year in years:
        made += [
            measurement(YEAR, str(year), noisy(truth.sum())),
            measurement(SEX, str(year), noisy(truth.sum(axis=1))),
            measurement(FORM, str(year), noisy(truth.sum(axis=0))),
        ]
    if len(years) == 5:
        pooled = f"{years[0]}-{years[-1]}"
        made.append(measurement(POOLED, pooled, noisy(5 * truth.T)))
    return made


@pytest.fixture
def spec() -> ReleaseSpec:
    return read_spec()


def values(cells: list[tuple[int, int, int]]) -> list[int]:
    return [value for value, _, _ in cells]


@pytest.mark.parametrize("seed", range(5))
def test_every_margin_is_the_same_in_every_table_and_every_figure_in_its_interval(
    spec: ReleaseSpec, seed: int
) -> None:
    cells = published_cells(spec, noisy_window(seed))
    pooled = np.array(values(cells["by_five_years_form_sex/2015-2019"])).reshape(4, 3)
    by_sex = sum(np.array(values(cells[f"by_year_sex/{year}"])) for year in range(2015, 2020))
    by_form = sum(np.array(values(cells[f"by_year_form/{year}"])) for year in range(2015, 2020))
    assert pooled.sum(axis=0).tolist() == by_sex.tolist()
    assert pooled.sum(axis=1).tolist() == by_form.tolist()
    for year in range(2015, 2020):
        (total,) = values(cells[f"by_year/{year}"])
        assert total == sum(values(cells[f"by_year_sex/{year}"]))
    for figures in cells.values():
        assert all(0 <= lower <= value <= upper for value, lower, upper in figures)


def test_the_same_measurements_give_the_same_cells_whatever_their_order(spec: ReleaseSpec) -> None:
    window = noisy_window(1)
    assert published_cells(spec, window) == published_cells(spec, window[::-1])


def test_a_reordered_vocabulary_changes_the_order_of_cells_and_no_figure(spec: ReleaseSpec) -> None:
    window = noisy_window(2)
    turned = [
        replace(measurement, codes=(SEXES[::-1],), values=measurement.values[::-1])
        if measurement.table == SEX
        else measurement
        for measurement in window
    ]
    straight, reordered = published_cells(spec, window), published_cells(spec, turned)
    for name, cells in straight.items():
        expected = cells[::-1] if name.startswith("by_year_sex/") else cells
        assert reordered[name] == expected


def test_agreeing_figures_are_nearer_to_the_truth_than_the_measured_ones(spec: ReleaseSpec) -> None:
    errors = {"published": 0.0, "measured": 0.0}
    for seed in range(20):
        window = noisy_window(100 + seed)
        cells = published_cells(spec, window)
        for measurement in window:
            if measurement.table == FORM:
                truth = np.array([21, 14, 4, 1])
                errors["published"] += np.abs(values(cells[measurement.id]) - truth).sum()
                errors["measured"] += np.abs(values(as_measured(measurement)) - truth).sum()
    assert errors["published"] < 0.8 * errors["measured"]


def test_a_year_that_was_never_measured_leaves_the_others_of_its_window(spec: ReleaseSpec) -> None:
    window = [
        measurement for measurement in noisy_window(3) if not measurement.period.startswith("2017")
    ]
    cells = published_cells(spec, window)
    assert set(cells) == {measurement.id for measurement in window}
    for measurement in window:
        assert all(lower <= value <= upper for value, lower, upper in cells[measurement.id])


def test_a_table_that_counts_a_person_several_times_is_published_as_it_was_measured(
    spec: ReleaseSpec,
) -> None:
    several = measurement(
        table("by_year_means", "year", "form", several="form"), "2015", [9, -2, 3, 0]
    )
    cells = published_cells(spec, [*noisy_window(4), several])
    assert cells[several.id] == [(9, 3, 15), (0, 0, 4), (3, 0, 9), (0, 0, 6)]


def by_quarter(year: int, quarters: range = range(5)) -> list[Measurement]:
    noisy = [[2, 0, -1], [9, 4, 1], [3, 6, 0], [4, 5, 2], [11, 1, 0]]
    return [measurement(QUARTERLY, f"{year}-Q{quarter}", noisy[quarter]) for quarter in quarters]


def test_the_quarters_of_a_year_add_up_to_it_in_every_table(spec: ReleaseSpec) -> None:
    cells = published_cells(spec, [*noisy_window(5), *by_quarter(2019), *by_quarter(2018)])
    for year in (2018, 2019):
        quarters = [values(cells[f"by_quarter_sex/{year}-Q{quarter}"]) for quarter in range(5)]
        assert np.sum(quarters, axis=0).tolist() == values(cells[f"by_year_sex/{year}"])
        assert np.sum(quarters) == values(cells[f"by_year/{year}"])[0]


def test_measured_quarters_make_the_year_surer(spec: ReleaseSpec) -> None:
    def width(measurements: list[Measurement]) -> int:
        ((_, lower, upper),) = published_cells(spec, measurements)["by_year/2019"]
        return upper - lower

    sure = [replace(quarter, scale=0.5) for quarter in by_quarter(2019)]
    assert width([*noisy_window(5), *sure]) < width(noisy_window(5))


def test_the_quarters_of_an_open_year_agree_with_each_other_before_it_closes(
    spec: ReleaseSpec,
) -> None:
    year = spec.periods.closed_through + 1
    total = table("by_quarter", "quarter")
    open_year = [
        *by_quarter(year, range(1, 3)),
        *(measurement(total, f"{year}-Q{quarter}", [12]) for quarter in (1, 2)),
    ]
    cells = published_cells(spec, open_year)
    for quarter in (1, 2):
        (of_all,) = values(cells[f"by_quarter/{year}-Q{quarter}"])
        assert of_all == sum(values(cells[f"by_quarter_sex/{year}-Q{quarter}"]))


def test_quarters_of_which_one_was_never_measured_are_published_as_measured(
    spec: ReleaseSpec,
) -> None:
    part = by_quarter(2019, range(4))
    cells = published_cells(spec, [*noisy_window(6), *part])
    assert all(cells[measurement.id] == as_measured(measurement) for measurement in part)


def test_what_cannot_be_is_published_as_zero_with_no_interval(spec: ReleaseSpec) -> None:
    noisy = [[5, -2, 11], [9, 14, 3]]
    cells = published_cells(
        spec, [*noisy_window(7), measurement(AGE, "2016", list(np.ravel(noisy)))]
    )
    adult_0_8, adult_9_17, _, _, _, child_18_29 = cells["by_year_child_adult_age/2016"]
    assert adult_0_8 == adult_9_17 == child_18_29 == (0, 0, 0)
    assert sum(values(cells["by_year_child_adult_age/2016"])) == values(cells["by_year/2016"])[0]


def test_every_table_of_a_year_is_counted_from_the_synthetic_persons(spec: ReleaseSpec) -> None:
    window = [*noisy_window(8), *by_quarter(2017)]
    figures: Published = published(spec, window)
    persons = figures.rows["victims"]
    assert persons.columns == ("period", "form", "quarter", "sex")
    assert list(persons.rows) == sorted(persons.rows)
    for measurement in window:
        if measurement.table in (SEX, FORM):
            column = persons.columns.index(measurement.table.dimensions[0])
            counted = [
                sum(row[0] == measurement.period and row[column] == code for row in persons.rows)
                for code in measurement.codes[0]
            ]
            assert counted == values(figures.cells[measurement.id])


@settings(deadline=None)
@given(
    exact=st.integers(0, 10**6),
    share=st.floats(-1, 1),
    far=st.integers(-(10**9), 10**9),
)
def test_a_measured_interval_holds_its_value_and_every_count_within_the_margin(
    exact: int, share: float, far: int
) -> None:
    near = exact + round(share * 6)
    for value, lower, upper in as_measured(measurement(SEX, "2015", [near, far, 0])):
        assert 0 <= lower <= value <= upper
    _, lower, upper = as_measured(measurement(YEAR, "2015", [near]))[0]
    assert lower <= exact <= upper


def drawn(day: str, measurements: list[Measurement]) -> list[Measurement]:
    return [replace(measurement, drawn_on=day) for measurement in measurements]


def test_what_is_measured_later_changes_no_figure_and_no_person_of_another_window(
    spec: ReleaseSpec,
) -> None:
    before = drawn("2026-01-01", noisy_window(9, range(2010, 2015)))
    after = drawn("2026-01-02", noisy_window(10))
    alone, together = published(spec, before), published(spec, [*after, *before])
    assert {name: together.cells[name] for name in alone.cells} == alone.cells
    assert set(alone.rows["victims"].rows) <= set(together.rows["victims"].rows)


def test_windows_that_were_measured_together_lean_on_each_other(spec: ReleaseSpec) -> None:
    first, second = noisy_window(9, range(2010, 2015)), noisy_window(10)
    together = published_cells(spec, [*first, *second])
    for own in (first, second):
        alone = published_cells(spec, own)
        assert {name: together[name] for name in alone} != alone


def test_a_window_is_not_leaned_on_where_codes_have_changed(spec: ReleaseSpec) -> None:
    renamed = (*FORMS[:3], "untold")
    before = [
        replace(
            measurement,
            codes=tuple(renamed if codes == FORMS else codes for codes in measurement.codes),
        )
        for measurement in noisy_window(11, range(2010, 2015))
        if measurement.table == FORM
    ]
    after = [measurement for measurement in noisy_window(12) if measurement.table == FORM]
    assert published_cells(spec, [*before, *after]) == published_cells(spec, [*before]) | (
        published_cells(spec, after)
    )
