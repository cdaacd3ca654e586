"""A window leans on what it has in common with others, and a sudden peak is not levelled."""

import numpy as np

from privacy.engine.common_pattern import Part, common_shapes
from privacy.engine.fit import fit, fitted_pattern, period_targets
from privacy.engine.junction_tree import joint_marginal, junction_tree
from privacy.engine.pattern import odd_cells, starting_joint
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
