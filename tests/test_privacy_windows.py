"""From stored measurements to published cells: windows, agreement, and what must not matter."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.measurements import Measurement
from privacy.spec import ReleaseSpec, Table, read_spec
from privacy.windows import as_measured, declared_windows, published_cells

SEXES = ("female", "male", "unknown")
FORMS = ("begging", "labour", "other", "unknown")
SIGMA = 3.0


def table(name: str, period: str, *dimensions: str, cells_per_person: int = 1) -> Table:
    return Table(
        name=name,
        mart="victims",
        count="victims",
        period=period,
        dimensions=dimensions,
        cells_per_person=cells_per_person,
        rho=Decimal("0.05"),
    )


YEAR = table("by_year", "year")
SEX = table("by_year_sex", "year", "sex")
FORM = table("by_year_form", "year", "form")
POOLED = table("by_five_years_form_sex", "five_years", "form", "sex")
CODES = {"sex": SEXES, "form": FORMS}


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
    for published in cells.values():
        assert all(0 <= lower <= value <= upper for value, lower, upper in published)


def test_the_same_measurements_give_the_same_cells_whatever_their_order(spec: ReleaseSpec) -> None:
    window = noisy_window(1)
    assert published_cells(spec, window) == published_cells(spec, window[::-1])


def test_a_reordered_vocabulary_changes_the_order_of_cells_and_no_figure(spec: ReleaseSpec) -> None:
    window = noisy_window(2)
    turned = [
        replace(each, codes=(SEXES[::-1],), values=each.values[::-1]) if each.table == SEX else each
        for each in window
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
        for each in window:
            if each.table == FORM:
                truth = np.array([21, 14, 4, 1])
                errors["published"] += np.abs(values(cells[each.id]) - truth).sum()
                errors["measured"] += np.abs(values(as_measured(each)) - truth).sum()
    assert errors["published"] < 0.8 * errors["measured"]


def test_a_year_that_was_never_measured_leaves_the_others_of_its_window(spec: ReleaseSpec) -> None:
    window = [each for each in noisy_window(3) if not each.period.startswith("2017")]
    cells = published_cells(spec, window)
    assert set(cells) == {each.id for each in window}
    for each in window:
        assert all(lower <= value <= upper for value, lower, upper in cells[each.id])


def test_a_table_that_counts_a_person_several_times_is_published_as_it_was_measured(
    spec: ReleaseSpec,
) -> None:
    several = measurement(
        table("by_year_means", "year", "form", cells_per_person=2), "2015", [9, -2, 3, 0]
    )
    cells = published_cells(spec, [*noisy_window(4), several])
    assert cells[several.id] == [(9, 3, 15), (0, 0, 4), (3, 0, 9), (0, 0, 6)]


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


@given(
    starts=st.lists(st.integers(2000, 2030), max_size=5, unique=True),
    first=st.integers(2000, 2010),
    length=st.integers(0, 20),
)
def test_windows_hold_every_closed_year_once_and_every_declared_window_whole(
    starts: list[int], first: int, length: int
) -> None:
    spec = read_spec()
    periods = replace(
        spec.periods,
        first_year=first,
        closed_through=first + length,
        five_year_windows=tuple(starts),
    )
    windows = declared_windows(replace(spec, periods=periods))
    years = [year for window in windows for year in window]
    assert len(years) == len(set(years))
    assert set(range(first, first + length + 1)) <= set(years)
    for start in starts:
        assert any(set(range(start, start + 5)) <= set(window) for window in windows)
