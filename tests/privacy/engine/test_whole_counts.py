"""Bounds of a published table: about its estimate, within its whole, none where nobody can be."""

import numpy as np

from privacy.engine.reconcile import reconcile
from privacy.engine.whole_counts import bounded, possible_cells
from privacy.engine.window import Marginal, MeasuredMarginal, Window, Zeros

POSSIBLE = np.array([[True, False], [True, True]])
WINDOW = Window(
    sizes={"sex": 2, "form": 2},
    periods=2,
    zeros=(Zeros(dims=("sex", "form"), possible=POSSIBLE),),
)
TOTALS = [Marginal(dims=(), periods=(year,)) for year in range(2)]
SPLIT = Marginal(dims=("sex", "form"), periods=(0,))


def test_cells_that_cannot_be_are_told_where_the_table_has_the_dimensions() -> None:
    assert possible_cells(WINDOW, SPLIT).tolist() == POSSIBLE.tolist()
    assert possible_cells(WINDOW, Marginal(dims=("form",), periods=(0,))).tolist() == [True, True]


def test_values_are_counted_and_bounds_are_those_of_the_estimate() -> None:
    measurements = [
        MeasuredMarginal(marginal=TOTALS[0], sigma=1.0, counts=np.array(40.0)),
        MeasuredMarginal(marginal=TOTALS[1], sigma=2.0, counts=np.array(10.0)),
        MeasuredMarginal(marginal=SPLIT, sigma=2.0, counts=np.array([[30.0, 3], [6, 1]])),
    ]
    reconciled = reconcile(WINDOW, measurements)
    cells = [(0, 0)] * 30 + [(1, 0)] * 7 + [(1, 1)] * 3
    rows = np.array([(0, *cell) for cell in cells] + [(1, 0, 0)] * 10)
    found = bounded(WINDOW, reconciled, rows, SPLIT)
    assert found.values.tolist() == [[30, 0], [7, 3]]
    # A deviation of 1.749: 4 × 3/4 is left of a cell's variance, and the total's 16/17 over 16.
    assert found.lower.tolist() == [[27, 0], [4, 0]]
    assert found.upper.tolist() == [[33, 0], [9, 4]]
    both = bounded(WINDOW, reconciled, rows, Marginal(dims=(), periods=(0, 1)))
    assert (both.values.tolist(), both.lower.tolist(), both.upper.tolist()) == (50, 46, 54)


def test_a_part_is_bounded_by_what_its_whole_surely_is() -> None:
    measurements = [
        MeasuredMarginal(marginal=TOTALS[0], sigma=0.5, counts=np.array(10.0)),
        MeasuredMarginal(marginal=SPLIT, sigma=9.0, counts=np.array([[30.0, 0], [0, 0]])),
    ]
    rows = np.array([(0, 0, 0)] * 10)
    found = bounded(WINDOW, reconcile(WINDOW, measurements), rows, SPLIT)
    assert found.upper[0, 0] == 11  # 10 and 2.576 times 0.5, in whole persons
    assert found.upper[0, 1] == 0
    assert np.all(found.lower <= found.upper)
