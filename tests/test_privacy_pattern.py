"""A window leans on earlier ones, and a sudden peak is not levelled to its pattern."""

import numpy as np
from small_window import measured, skewed_truth, small_tables, small_window

from privacy.figures import release
from privacy.fit import fit, fitted_pattern, period_targets
from privacy.junction_tree import joint_margin, junction_tree
from privacy.pattern import odd_cells, shapes_of, starting_joint
from privacy.reconcile import reconcile
from privacy.window import Measurement, Table, Window

FORMS = Window(sizes={"form": 6}, periods=5)
YEARS = [Table(dims=dims, periods=(year,)) for dims in ((), ("form",)) for year in range(5)]
USUAL = np.array([20.0, 12, 6, 3, 1, 0])
PEAK = USUAL + np.array([0, 0, 0, 0, 0, 35.0])
SIGMA = 3.0


def noisy_years(seed: int, peak_year: int | None) -> list[Measurement]:
    rng = np.random.default_rng(seed)
    made = []
    for table in YEARS:
        exact = PEAK if table.periods == (peak_year,) else USUAL
        exact = exact if table.dims else exact.sum()
        counts = exact + rng.normal(0, SIGMA, np.shape(exact))
        made.append(Measurement(table=table, sigma=SIGMA, counts=counts))
    return made


def fitted_forms(measurements: list[Measurement]) -> np.ndarray:
    joint = fit(FORMS, measurements, reconcile(FORMS, measurements), YEARS)
    return joint_margin(joint, ("form",))


def test_a_sudden_peak_is_published_within_the_noise_of_one_measurement() -> None:
    found = np.array([fitted_forms(noisy_years(seed, peak_year=2)) for seed in range(20)])
    assert abs(found[:, 2, 5].mean() - 35) < SIGMA


def test_cells_that_differ_by_chance_are_not_held_apart() -> None:
    odd = 0
    for seed in range(40):
        measurements = noisy_years(seed, peak_year=None)
        reconciled = reconcile(FORMS, measurements)
        pattern = fitted_pattern(FORMS, measurements, reconciled, YEARS)
        targets = period_targets(reconciled, [each for each in measurements if each.table.dims])
        odd += len(odd_cells(FORMS, pattern, targets))
    assert odd <= 2


def test_a_window_begins_with_the_margins_that_the_one_before_has_handed_on() -> None:
    rng = np.random.default_rng(1)
    window, tables = small_window(), small_tables()
    measurements = measured(skewed_truth(rng), tables, rng)
    reconciled = reconcile(window, measurements)
    dims = {table.dims for table in tables}
    shapes = shapes_of(fitted_pattern(window, measurements, reconciled, tables), dims)
    start = starting_joint(window, junction_tree(window, list(dims)), reconciled, 100.0, shapes)
    for dim in window.sizes:
        holder = next(each for each in shapes if dim in each)
        axes = tuple(axis for axis, each in enumerate(holder) if each != dim)
        expected = 100 * shapes[holder].sum(axis=axes)
        for period in joint_margin(start, (dim,)):
            np.testing.assert_allclose(period, expected, atol=0.01)


def test_what_an_earlier_window_has_shown_makes_a_like_window_more_accurate() -> None:
    errors = {"alone": 0.0, "leaning": 0.0}
    for seed in range(30):
        before, now = noisy_years(seed, None), noisy_years(1000 + seed, None)
        shapes = release(FORMS, before, YEARS).shapes
        for name, earlier in (("alone", None), ("leaning", shapes)):
            figures = release(FORMS, now, YEARS, earlier).figures[5:]
            errors[name] += sum(float(np.abs(each.values - USUAL).sum()) for each in figures)
    assert errors["leaning"] < 0.97 * errors["alone"]
