"""Which years are estimated together is a matter of declaration."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy.declared.spec import Periods, ReleaseSpec
from privacy.declared.spec_file import parse_spec, read_spec
from privacy.estimating.groups import (
    declared_windows,
    groups_of,
    window_number,
    year_by_quarter,
    year_id,
)
from privacy.records.measurements import Measurement
from tests.privacy.records.test_verifying import MEASURED
from tests.support.privacy_fixtures import SPEC


@settings(deadline=None)
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


def spec_with(windows: tuple[int, ...], first: int = 2010, last: int = 2022) -> ReleaseSpec:
    spec = parse_spec(SPEC)
    periods = Periods(
        first_year=first,
        closed_through=last,
        five_year_windows=windows,
        first_quarter_year=first,
        open_year_quarters=2,
    )
    return replace(spec, periods=periods)


@pytest.mark.parametrize(
    ("windows", "runs"),
    [
        ((), [(2010, 2022)]),
        ((2010, 2015), [(2010, 2014), (2015, 2019), (2020, 2022)]),
        ((2010, 2014), [(2010, 2018), (2019, 2022)]),
        ((2012,), [(2010, 2011), (2012, 2016), (2017, 2022)]),
        ((2011, 2013, 2018), [(2010, 2010), (2011, 2017), (2018, 2022)]),
        ((2010, 2015, 2017), [(2010, 2014), (2015, 2021), (2022, 2022)]),
        ((2020,), [(2010, 2019), (2020, 2024)]),
    ],
    ids=str,
)
def test_windows_that_overlap_are_one_and_the_years_between_are_windows_of_their_own(
    windows: tuple[int, ...], runs: list[tuple[int, int]]
) -> None:
    found = declared_windows(spec_with(windows))
    assert [(run.start, run.stop - 1) for run in found] == runs


def test_a_year_that_is_not_over_is_in_no_window_yet() -> None:
    spec = spec_with((2010, 2015, 2020))
    numbers = [window_number(spec, year) for year in (2010, 2014, 2015, 2022, 2023)]
    assert numbers == [0, 0, 1, 2, 3]


def a_measurement(
    table: str, period: str, values: tuple[int, ...] = (3, 4), several: str = ""
) -> Measurement:
    declared = replace(MEASURED.table, name=table, several=several)
    return replace(MEASURED, table=declared, period=period, values=values)


def quarters(year: int, which: range = range(5)) -> list[Measurement]:
    return [
        a_measurement("quarterly", f"{year}-Q{number}", (10 + number, 20 + number))
        for number in which
    ]


def test_the_quarters_of_a_year_are_one_table_by_quarter() -> None:
    joined = year_by_quarter(list(reversed(quarters(2011))))
    assert joined.period == "2011"
    assert joined.table.dimensions == ("sex", "quarter")
    assert joined.codes == (("female", "male"), ("Q0", "Q1", "Q2", "Q3", "Q4"))
    assert joined.values == (10, 11, 12, 13, 14, 20, 21, 22, 23, 24)
    assert year_id(quarters(2011)[3]) == "quarterly/2011"


def test_a_group_joins_what_can_be_and_leaves_alone_what_cannot() -> None:
    spec = spec_with((2010, 2015, 2020))
    yearly, several = a_measurement("yearly", "2011"), a_measurement("codes", "2011", several="sex")
    lacking = quarters(2012, range(4))
    (group,) = groups_of(spec, [several, *quarters(2011), *lacking, yearly])
    assert group.rows == ("victims", "victims")
    assert [each.id for each in group.joined] == ["yearly/2011", "quarterly/2011"]
    assert [each.id for each in group.alone] == ["codes/2011", *(each.id for each in lacking)]
    assert len(group.all) == 11


def test_groups_come_in_the_order_of_time_and_quarters_of_an_open_year_stay_single() -> None:
    spec = spec_with((2010, 2015, 2020))
    late, early = a_measurement("yearly", "2016"), a_measurement("yearly", "2011")
    found = groups_of(spec, [*quarters(2023, range(1, 3)), late, early])
    assert [[each.id for each in group.joined] for group in found] == [
        ["yearly/2011"],
        ["yearly/2016"],
        ["quarterly/2023-Q1", "quarterly/2023-Q2"],
    ]
    assert all(group.alone == () for group in found)


def test_a_last_closed_year_of_quarters_is_joined() -> None:
    (group,) = groups_of(spec_with((2010, 2015, 2020)), quarters(2022))
    assert [each.id for each in group.joined] == ["quarterly/2022"]
