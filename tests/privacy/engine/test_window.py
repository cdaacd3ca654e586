"""Windows, tables and stacks: what fits together and what does not."""

import numpy as np
import pytest

from privacy.engine.window import (
    Marginal,
    MeasuredMarginal,
    Window,
    WindowError,
    check_marginal,
    check_measurements,
    families,
    marginal_stack,
    membership,
    spread,
)

WINDOW = Window(sizes={"sex": 2, "form": 3, "area": 4}, periods=3)


def test_a_table_has_a_cell_for_each_combination_of_codes() -> None:
    assert WINDOW.shape(("sex", "area")) == (2, 4)
    assert [WINDOW.cells(dims) for dims in ((), ("form",), ("sex", "form", "area"))] == [1, 3, 24]
    assert WINDOW.ordered({"area", "sex", "nothing"}) == ("sex", "area")


@pytest.mark.parametrize("periods", [(), (3,), (-1,), (0, 3)])
def test_a_table_of_periods_outside_the_window_is_refused(periods: tuple[int, ...]) -> None:
    with pytest.raises(WindowError, match=r"not within 0\.\.2"):
        check_marginal(WINDOW, Marginal(dims=("sex",), periods=periods))


@pytest.mark.parametrize("periods", [(0,), (2,), (0, 1, 2), (1, 2)])
def test_a_table_of_some_of_the_periods_is_accepted(periods: tuple[int, ...]) -> None:
    check_marginal(WINDOW, Marginal(dims=("sex", "area"), periods=periods))


@pytest.mark.parametrize("sigma", [0.0, -1.0, float("nan")])
def test_a_measurement_without_noise_is_refused(sigma: float) -> None:
    table = Marginal(dims=("sex",), periods=(0,))
    with pytest.raises(WindowError, match="no noise"):
        check_measurements(
            WINDOW, [MeasuredMarginal(marginal=table, sigma=sigma, counts=np.zeros(2))]
        )
    check_measurements(WINDOW, [MeasuredMarginal(marginal=table, sigma=0.1, counts=np.zeros(2))])


def test_each_summed_period_has_the_weight_one() -> None:
    assert membership(WINDOW, (0, 2)).tolist() == [1, 0, 1]


def test_a_margin_sums_all_other_dimensions_of_each_period() -> None:
    stack = np.arange(12.0).reshape(2, 2, 3)
    assert marginal_stack(stack, ("sex", "form"), ("form",)).tolist() == [[3, 5, 7], [15, 17, 19]]
    assert marginal_stack(stack, ("sex", "form"), ("sex",)).tolist() == [[3, 12], [21, 30]]
    assert marginal_stack(stack, ("sex", "form"), ()).tolist() == [15, 51]


def test_a_stack_is_spread_over_dimensions_that_it_has_not() -> None:
    stack = np.arange(6.0).reshape(2, 3)
    assert spread(stack, ("form",), ("sex", "form", "area")).shape == (2, 1, 3, 1)
    assert spread(np.zeros((2, 2, 4)), ("sex", "area"), ("sex", "form", "area")).shape == (
        2,
        2,
        1,
        4,
    )


def test_tables_of_the_same_dimensions_and_other_periods_are_a_family() -> None:
    kinds = [("sex", (0,)), ("sex", (1,)), ("form", (0,)), ("sex", (1, 2)), ("sex", (2,))]
    tables = [Marginal(dims=(dim,), periods=periods) for dim, periods in kinds]
    assert families(tables) == [[0, 1, 4], [2], [3]]
