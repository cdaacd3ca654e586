"""Which years are estimated together is a matter of declaration."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from privacy.declared.spec_file import read_spec
from privacy.estimating.groups import declared_windows


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
