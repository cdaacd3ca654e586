"""Published tables are counted from whole synthetic persons, near the fit, the same every time."""

import numpy as np

from privacy.engine.fit import fit
from privacy.engine.junction_tree import Joint, joint_marginal
from privacy.engine.reconcile import reconcile
from privacy.engine.rounding import rounded_rows
from privacy.engine.synthetic import counted, synthetic_rows
from privacy.engine.window import Marginal, Window, Zeros, membership
from tests.support.small_window import SIZES, measured, skewed_truth, small_marginals

POSSIBLE = np.array([[True, False, True], [True, True, True]])
WINDOW = Window(sizes=SIZES, periods=3, zeros=(Zeros(dims=("sex", "form"), possible=POSSIBLE),))


def fitted_joint(seed: int) -> Joint:
    rng = np.random.default_rng(seed)
    measurements = measured(skewed_truth(rng), small_marginals(), rng)
    return fit(WINDOW, measurements, reconcile(WINDOW, measurements), [])


def distance(joint: Joint, rows: np.ndarray, marginals: list[Marginal]) -> float:
    """Root mean square of counted minus fitted over all cells of the tables."""
    apart = [
        np.tensordot(
            membership(WINDOW, marginal.periods),
            counted(WINDOW, rows, marginal.dims) - joint_marginal(joint, marginal.dims),
            axes=1,
        ).ravel()
        for marginal in marginals
    ]
    return float(np.sqrt(np.mean(np.concatenate(apart) ** 2)))


def test_each_period_has_its_rounded_total() -> None:
    joint = fitted_joint(1)
    rows = rounded_rows(WINDOW, joint, small_marginals())
    totals = np.rint(joint_marginal(joint, ())).astype(int)
    np.testing.assert_array_equal(np.bincount(rows[:, 0], minlength=3), totals)


def test_rounding_stays_within_half_a_person_on_average() -> None:
    for seed in range(5):
        joint = fitted_joint(seed)
        assert (
            distance(joint, rounded_rows(WINDOW, joint, small_marginals()), small_marginals()) < 0.5
        )


def test_changing_single_codes_brings_rows_closer_to_the_fit() -> None:
    joint = fitted_joint(2)
    before = distance(joint, synthetic_rows(WINDOW, joint), small_marginals())
    assert (
        distance(joint, rounded_rows(WINDOW, joint, small_marginals()), small_marginals()) < before
    )


def test_the_same_joint_gives_the_same_rows() -> None:
    first, second = (rounded_rows(WINDOW, fitted_joint(3), small_marginals()) for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_no_row_is_in_an_impossible_cell() -> None:
    for seed in range(5):
        rows = rounded_rows(WINDOW, fitted_joint(seed), small_marginals())
        assert np.all(counted(WINDOW, rows, ("sex", "form"))[:, ~POSSIBLE] == 0)


def test_systematic_draws_follow_the_joint() -> None:
    joint = fitted_joint(4)
    for array in (*joint.cliques, *joint.shared):
        array *= 1000
    rows = synthetic_rows(WINDOW, joint)
    for dims in (("sex", "form"), ("form", "area"), ("area",)):
        wanted = joint_marginal(joint, dims)
        apart = np.abs(counted(WINDOW, rows, dims) - wanted)
        assert apart.max() < 0.01 * len(rows)


def test_nobody_gives_no_rows() -> None:
    joint = fitted_joint(5)
    for array in (*joint.cliques, *joint.shared):
        array *= 0
    assert rounded_rows(WINDOW, joint, small_marginals()).shape == (0, 1 + len(SIZES))
