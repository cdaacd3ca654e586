"""What windows have in common, from targets that are written down here."""

from math import hypot

import numpy as np
import pytest

from privacy.engine.common_pattern import (
    WHOLE,
    Part,
    common_shapes,
    single_marginals,
    summed,
    whole_targets,
)
from privacy.engine.raking import Target
from privacy.engine.reconcile import reconcile
from privacy.engine.window import Marginal, MeasuredMarginal, Window, Zeros

WINDOW = Window(sizes={"sex": 2, "form": 3}, periods=2)


def target(dims: tuple[str, ...], counts: object, sigma: float, deviation: float) -> Target:
    return Target(
        marginal=Marginal(dims=dims, periods=(0, 1)),
        counts=np.array(counts, dtype=float),
        sigma=sigma,
        deviation=deviation,
    )


def test_targets_of_one_kind_are_summed_and_stand_for_everybody() -> None:
    members = [(target(("sex",), [6, 4], 3, 1.5), 10.0), (target(("sex",), [9, 1], 4, 2), 15.0)]
    found = summed(members, 50.0)
    assert found.marginal == Marginal(dims=("sex",), periods=WHOLE)
    assert found.counts.tolist() == [30, 10]
    assert found.sigma == pytest.approx(2 * hypot(3, 4))
    assert found.deviation == pytest.approx(2 * hypot(1.5, 2))


def test_each_dimension_by_itself_is_taken_from_the_first_target_that_has_it() -> None:
    targets = [
        target(("sex", "form"), [[1, 2, 3], [4, 5, 6]], 1, 1),
        target(("sex",), [50, 60], 1, 1),
        target(("area",), [7, 8], 1, 1),
    ]
    found = {dim: counts.tolist() for dim, counts in single_marginals(targets).items()}
    assert found == {"sex": [6, 15], "form": [5, 7, 9], "area": [7, 8]}


def part(*tables: tuple[tuple[str, ...], tuple[int, ...], object, float]) -> Part:
    measurements = tuple(
        MeasuredMarginal(
            marginal=Marginal(dims=dims, periods=periods), sigma=sigma, counts=np.array(counts)
        )
        for dims, periods, counts, sigma in tables
    )
    return Part(reconciled=reconcile(WINDOW, list(measurements)), measurements=measurements)


TOTALS = [((), (0,), 12.0, 1.0), ((), (1,), 18.0, 1.0)]


def test_a_kind_that_some_years_lack_is_scaled_by_the_persons_of_its_own() -> None:
    (found,) = whole_targets([part(*TOTALS, (("sex",), (0,), [8.0, 4.0], 2.0))], 30.0)
    np.testing.assert_allclose(found.counts, [20, 10], rtol=1e-9)
    assert found.sigma == pytest.approx(5.0)  # 2 × 30 / 12


def test_the_surest_kind_comes_first_and_years_are_not_five_years() -> None:
    tables = [
        (("form",), (0,), [4.0, 4, 4], 3.0),
        (("form",), (1,), [6.0, 6, 6], 3.0),
        (("form",), (0, 1), [10.0, 10, 10], 1.0),
        (("sex",), (0,), [6.0, 6], 0.1),
        (("sex",), (1,), [9.0, 9], 0.1),
    ]
    found = whole_targets([part(*TOTALS, *tables)], 30.0)
    assert [each.marginal.dims for each in found] == [("sex",), ("form",), ("form",)]
    # The same estimate of the same table: what differs is what each was measured with.
    assert sorted(each.sigma for each in found[1:]) == pytest.approx([1.0, hypot(3, 3)])


def test_shapes_are_shares_of_all_and_empty_cells_stay_empty() -> None:
    possible = np.array([[True, False, True], [True, True, True]])
    window = Window(
        sizes=WINDOW.sizes, periods=2, zeros=(Zeros(dims=("sex", "form"), possible=possible),)
    )
    exact = [[6.0, 0, 3], [9.0, 6, 6]]
    tables = [(("sex", "form"), (0, 1), exact, 0.01)]
    found = common_shapes(window, [part(*TOTALS, *tables)])[("sex", "form")]
    np.testing.assert_allclose(found, np.array(exact) / 30, atol=2e-3)
    assert found[0, 1] == 0


def test_zeros_of_dimensions_that_no_table_has_are_no_part_of_it() -> None:
    zeros = Zeros(dims=("sex", "form"), possible=np.ones((2, 3), dtype=bool))
    window = Window(sizes=WINDOW.sizes, periods=2, zeros=(zeros,))
    found = common_shapes(window, [part(*TOTALS, (("sex",), (0, 1), [20.0, 10.0], 0.01))])
    assert list(found) == [("sex",)]
    np.testing.assert_allclose(found[("sex",)], [2 / 3, 1 / 3], atol=1e-3)
