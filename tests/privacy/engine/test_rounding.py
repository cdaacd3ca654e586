"""Published tables are counted from whole synthetic persons, near the fit, the same every time."""

import numpy as np

from privacy.engine.fit import fit
from privacy.engine.junction_tree import Joint, JunctionTree, joint_margin
from privacy.engine.reconcile import reconcile
from privacy.engine.rounding import rounded_rows
from privacy.engine.synthetic import columns, counted, synthetic_rows
from privacy.engine.window import Table, Window, Zeros, membership
from tests.support.small_window import SIZES, measured, skewed_truth, small_tables

POSSIBLE = np.array([[True, False, True], [True, True, True]])
WINDOW = Window(sizes=SIZES, periods=3, zeros=(Zeros(dims=("sex", "form"), possible=POSSIBLE),))


def fitted_joint(seed: int) -> Joint:
    rng = np.random.default_rng(seed)
    measurements = measured(skewed_truth(rng), small_tables(), rng)
    return fit(WINDOW, measurements, reconcile(WINDOW, measurements), [])


def distance(joint: Joint, rows: np.ndarray, tables: list[Table]) -> float:
    """Root mean square of counted minus fitted over all cells of the tables."""
    apart = [
        np.tensordot(
            membership(WINDOW, each.periods),
            counted(WINDOW, rows, each.dims) - joint_margin(joint, each.dims),
            axes=1,
        ).ravel()
        for each in tables
    ]
    return float(np.sqrt(np.mean(np.concatenate(apart) ** 2)))


def test_each_period_has_its_rounded_total() -> None:
    joint = fitted_joint(1)
    rows = rounded_rows(WINDOW, joint, small_tables())
    totals = np.rint(joint_margin(joint, ())).astype(int)
    np.testing.assert_array_equal(np.bincount(rows[:, 0], minlength=3), totals)


def test_rounding_stays_within_half_a_person_on_average() -> None:
    for seed in range(5):
        joint = fitted_joint(seed)
        assert distance(joint, rounded_rows(WINDOW, joint, small_tables()), small_tables()) < 0.5


def test_changing_single_codes_brings_rows_closer_to_the_fit() -> None:
    joint = fitted_joint(2)
    before = distance(joint, synthetic_rows(WINDOW, joint), small_tables())
    assert distance(joint, rounded_rows(WINDOW, joint, small_tables()), small_tables()) < before


def test_the_same_joint_gives_the_same_rows() -> None:
    one, other = (rounded_rows(WINDOW, fitted_joint(3), small_tables()) for _ in range(2))
    np.testing.assert_array_equal(one, other)


def test_no_row_is_in_an_impossible_cell() -> None:
    for seed in range(5):
        rows = rounded_rows(WINDOW, fitted_joint(seed), small_tables())
        assert np.all(counted(WINDOW, rows, ("sex", "form"))[:, ~POSSIBLE] == 0)


def test_systematic_draws_follow_the_joint() -> None:
    joint = fitted_joint(4)
    for array in (*joint.cliques, *joint.shared):
        array *= 1000
    rows = synthetic_rows(WINDOW, joint)
    for dims in (("sex", "form"), ("form", "area"), ("area",)):
        wanted = joint_margin(joint, dims)
        apart = np.abs(counted(WINDOW, rows, dims) - wanted)
        assert apart.max() < 0.01 * len(rows)


def test_nobody_gives_no_rows() -> None:
    joint = fitted_joint(5)
    for array in (*joint.cliques, *joint.shared):
        array *= 0
    assert rounded_rows(WINDOW, joint, small_tables()).shape == (0, 1 + len(SIZES))


def test_a_dimension_that_no_table_contains_has_its_first_code_only() -> None:
    window = Window(sizes={**SIZES, "shoe_size": 4}, periods=3)
    totals = np.array([5.0, 3.0, 4.0])
    joint = Joint(
        tree=JunctionTree(cliques=(("sex",),), edges=()),
        cliques=[np.outer(totals, np.full(SIZES["sex"], 1 / SIZES["sex"]))],
        shared=[],
    )
    rows = synthetic_rows(window, joint)
    assert len(rows) == 12
    assert set(rows[:, columns(window, ("shoe_size",))].ravel()) == {0}
