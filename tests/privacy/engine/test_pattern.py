"""A window leans on what it has in common with others, and a sudden peak is not levelled."""

import numpy as np
import pytest

from privacy.engine.common_pattern import Part, common_shapes
from privacy.engine.fit import fit, fitted_pattern, period_targets
from privacy.engine.junction_tree import Joint, joint_marginal, junction_tree, uniform_joint
from privacy.engine.pattern import (
    NO_PULL,
    copied,
    is_held,
    marginals_of,
    move_to,
    nearest_on_simplex,
    odd_cells,
    shape_codes,
    shapes_of,
    starting_joint,
)
from privacy.engine.raking import Target
from privacy.engine.reconcile import reconcile
from privacy.engine.whole_counts import window_figures
from privacy.engine.window import Marginal, MeasuredMarginal, Window
from tests.support.small_window import measured, skewed_truth, small_marginals, small_window

FORMS = Window(sizes={"form": 6}, periods=5)
YEARS = [Marginal(dims=dims, periods=(year,)) for dims in ((), ("form",)) for year in range(5)]
USUAL = np.array([20.0, 12, 6, 3, 1, 0])
PEAK = USUAL + np.array([0, 0, 0, 0, 0, 35.0])
SIGMA = 3.0


def noisy_years(seed: int, peak_year: int | None) -> list[MeasuredMarginal]:
    rng = np.random.default_rng(seed)
    made = []
    for marginal in YEARS:
        exact = PEAK if marginal.periods == (peak_year,) else USUAL
        exact = exact if marginal.dims else exact.sum()
        counts = exact + rng.normal(0, SIGMA, np.shape(exact))
        made.append(MeasuredMarginal(marginal=marginal, sigma=SIGMA, counts=counts))
    return made


def fitted_forms(measurements: list[MeasuredMarginal]) -> np.ndarray:
    joint = fit(FORMS, measurements, reconcile(FORMS, measurements), YEARS)
    return joint_marginal(joint, ("form",))


def test_a_sudden_peak_is_published_near_its_height() -> None:
    forms = np.array([fitted_forms(noisy_years(seed, peak_year=2)) for seed in range(20)])
    assert abs(forms[:, 2, 5].mean() - 35) < SIGMA / 3


def test_cells_that_differ_by_chance_are_not_held_apart() -> None:
    odd = 0
    for seed in range(40):
        measurements = noisy_years(seed, peak_year=None)
        reconciled = reconcile(FORMS, measurements)
        pattern = fitted_pattern(FORMS, measurements, reconciled, YEARS)
        targets = period_targets(
            reconciled, [measurement for measurement in measurements if measurement.marginal.dims]
        )
        odd += len(odd_cells(FORMS, pattern, targets))
    assert odd <= 2


def parts_of(*windows: list[MeasuredMarginal]) -> list[Part]:
    return [
        Part(reconciled=reconcile(FORMS, window), measurements=tuple(window)) for window in windows
    ]


def test_a_window_begins_with_the_tables_that_all_have_in_common() -> None:
    rng = np.random.default_rng(1)
    window, marginals = small_window(), small_marginals()
    measurements = measured(skewed_truth(rng), marginals, rng)
    reconciled = reconcile(window, measurements)
    part = Part(reconciled=reconciled, measurements=tuple(measurements))
    shapes = common_shapes(window, [part])
    tree = junction_tree(window, [marginal.dims for marginal in marginals])
    start = starting_joint(window, tree, reconciled, 100.0, shapes)
    for dims, shape in shapes.items():
        for period in joint_marginal(start, dims):
            np.testing.assert_allclose(period, 100 * shape, atol=0.01)


def test_what_is_common_is_near_the_truth_of_all_windows_together() -> None:
    many = parts_of(*(noisy_years(seed, peak_year=None) for seed in range(8)))
    (shape,) = common_shapes(FORMS, many).values()
    np.testing.assert_allclose(shape, USUAL / USUAL.sum(), atol=0.03)


def test_a_table_that_some_years_lack_stands_for_them() -> None:
    lacking = [
        measurement
        for measurement in noisy_years(1, None)
        if measurement.marginal.periods != (0,) or not measurement.marginal.dims
    ]
    (shape,) = common_shapes(FORMS, parts_of(lacking)).values()
    assert abs(shape.sum() - 1) < 1e-6
    np.testing.assert_allclose(shape, USUAL / USUAL.sum(), atol=0.08)


def test_without_a_table_that_tells_more_than_a_total_nothing_is_common() -> None:
    totals = [measurement for measurement in noisy_years(1, None) if not measurement.marginal.dims]
    assert common_shapes(FORMS, parts_of(totals)) == {}


def test_leaning_on_other_windows_makes_a_like_window_more_accurate() -> None:
    errors = {"alone": 0.0, "leaning": 0.0}
    for seed in range(30):
        now = noisy_years(1000 + seed, None)
        others = [noisy_years(100 * number + seed, None) for number in range(3)]
        shapes = common_shapes(FORMS, parts_of(now, *others))
        for name, common in (("alone", None), ("leaning", shapes)):
            figures = window_figures(FORMS, now, YEARS, common).figures[5:]
            errors[name] += sum(float(np.abs(figure.values - USUAL).sum()) for figure in figures)
    assert errors["leaning"] < 0.97 * errors["alone"]


def test_the_nearest_counts_with_a_sum_take_the_same_from_all_that_stay_above_zero() -> None:
    assert nearest_on_simplex(np.array([5.0, 3, 1]), 6.0).tolist() == [4, 2, 0]
    assert nearest_on_simplex(np.array([5.0, -4, 1]), 4.0).tolist() == [4, 0, 0]
    assert nearest_on_simplex(np.array([1.0, 1, 1]), 9.0).tolist() == [3, 3, 3]
    np.testing.assert_allclose(nearest_on_simplex(np.array([9.0, 2, 1]), 4.0), [4, 0, 0])


def uniform_forms(persons: float) -> Joint:
    alone = Window(sizes={"form": 4, "sex": 2}, periods=1)
    joint = uniform_joint(alone, junction_tree(alone, [("form", "sex")]))
    joint.cliques[0] *= persons
    return joint


def test_codes_get_their_margin_and_half_a_person_more_each() -> None:
    joint = uniform_forms(1.0)
    shape_codes(joint, {"form": np.array([6.0, 3, 1, -2])}, 10.0)
    shares = joint_marginal(joint, ("form",))[0]
    # What is nearest with the sum 10 is 6, 3, 1 and nothing.
    np.testing.assert_allclose(shares / shares.sum(), np.array([6.5, 3.5, 1.5, 0.5]) / 12)
    np.testing.assert_allclose(joint_marginal(joint, ("sex",))[0], shares.sum() / 2)


def test_shapes_are_the_tables_of_all_periods_with_sum_one() -> None:
    joint = uniform_forms(8.0)
    joint.cliques[0][0, 0] = [5, 1]
    shapes = shapes_of(joint, {("form",), ()})
    assert list(shapes) == [("form",)]
    np.testing.assert_allclose(shapes[("form",)], np.array([6, 2, 2, 2]) / 12)


def test_dimensions_by_themselves_are_estimated_over_all_periods_where_they_are_known() -> None:
    window = Window(sizes={"sex": 2, "form": 3}, periods=2)
    tables = [(("sex",), 0, [3.0, 4]), (("sex",), 1, [5.0, 6]), (("form",), 0, [1.0, 2, 4])]
    measurements = [
        MeasuredMarginal(
            marginal=Marginal(dims=dims, periods=(year,)), sigma=1.0, counts=np.array(counts)
        )
        for dims, year, counts in tables
    ]
    found = marginals_of(reconcile(window, measurements))
    assert list(found) == ["sex"]
    np.testing.assert_allclose(found["sex"], [8, 10])


def test_a_table_is_held_where_a_clique_has_its_dimensions() -> None:
    tree = junction_tree(small_window(), [("sex", "form"), ("area",)])
    kinds = [("sex", "form"), ("area",), ("sex",), ("form", "area"), ()]
    assert [is_held(tree, dims) for dims in kinds] == [True, True, True, False, False]


def test_margins_that_agree_are_reached_and_empty_cells_stay_empty() -> None:
    alone = Window(sizes={"form": 2, "sex": 2}, periods=1)
    joint = uniform_joint(alone, junction_tree(alone, [("form", "sex")]))
    joint.cliques[0][...] = [[[0.1, 0.3], [0.2, 0]]]
    tables = {("form",): np.array([7.0, 5]), ("sex",): np.array([8.0, 4])}
    move_to(joint, tables)
    for dims, wanted in tables.items():
        np.testing.assert_allclose(joint_marginal(joint, dims)[0], wanted, atol=1e-3)
    assert joint.cliques[0][0, 1, 1] == 0


def test_a_margin_of_nobody_is_left_as_it_is() -> None:
    alone = Window(sizes={"form": 2, "sex": 2}, periods=1)
    joint = uniform_joint(alone, junction_tree(alone, [("form", "sex")]))
    joint.cliques[0][...] = [[[1.0, 3], [0, 0]]]
    move_to(joint, {("form",): np.array([8.0, 0.0])})
    assert joint.cliques[0].tolist() == [[[2, 6], [0, 0]]]


def test_cliques_and_what_they_share_begin_alike_in_every_period() -> None:
    window, tables = small_window(), small_marginals()
    measurements = measured(
        skewed_truth(np.random.default_rng(2)), tables, np.random.default_rng(3)
    )
    tree = junction_tree(window, [table.dims for table in tables])
    start = starting_joint(window, tree, reconcile(window, measurements), 40.0, {})
    for array, dims in (
        *zip(start.cliques, tree.cliques, strict=True),
        *((shared, edge.shared) for shared, edge in zip(start.shared, tree.edges, strict=True)),
    ):
        assert array.shape == (3, *window.shape(dims))
        assert np.all(array == array[0])


def odd_of(counts: list[float], periods: tuple[int, ...] = (0,)) -> list[Target]:
    """Where 100 of each form are expected and noise has a deviation of 3."""
    window = Window(sizes={"form": 4}, periods=2)
    joint = uniform_joint(window, junction_tree(window, [("form",)]))
    joint.cliques[0] *= 400
    table = Marginal(dims=("form",), periods=periods)
    deviation = np.full(4, 3.0)
    each = Target(marginal=table, counts=np.array(counts), sigma=3.0, deviation=deviation)
    return odd_cells(window, joint, [each])


def test_a_cell_is_odd_beyond_three_and_a_half_deviations_of_noise_and_chance() -> None:
    # One cell counts up to 3.5² (9 + 100), so the dispersion is (1335.25 - 4 × 9) / 400 = 3.248,
    # and 3.5 times the root of 9 + 324.8 is 63.9.
    assert odd_of([100, 100, 100, 163.9]) == []
    (found,) = odd_of([100, 100, 100, 164.0])
    assert found.sigma.tolist() == [NO_PULL, NO_PULL, NO_PULL, pytest.approx(0.3)]
    assert found.deviation.tolist() == [NO_PULL, NO_PULL, NO_PULL, 3.0]
    assert found.counts.tolist() == [100, 100, 100, 164]
    (below,) = odd_of([100, 36.0, 100, 100])
    assert below.sigma[1] == pytest.approx(0.3)


def test_of_several_periods_together_no_cell_is_odd() -> None:
    assert odd_of([200, 200, 200, 900.0], periods=(0, 1)) == []


def test_a_pattern_is_copied_so_that_the_copy_moves_alone() -> None:
    joint = uniform_forms(8.0)
    other = copied(joint)
    other.cliques[0] += 1
    assert joint.cliques[0].sum() == pytest.approx(8.0)


def test_a_window_begins_alike_in_every_period() -> None:
    measurements = noisy_years(1, None)
    tree = junction_tree(FORMS, [("form",)])
    start = starting_joint(FORMS, tree, reconcile(FORMS, measurements), 40.0, {})
    found = joint_marginal(start, ("form",))
    assert found.shape == (5, 6)
    assert np.all(found == found[0])
