"""Published tables are counted from whole synthetic persons, near the fit, the same every time."""

import numpy as np
import pytest

from privacy.engine.fit import fit
from privacy.engine.junction_tree import (
    Joint,
    JunctionTree,
    joint_marginal,
    junction_tree,
    uniform_joint,
)
from privacy.engine.reconcile import reconcile
from privacy.engine.rounding import (
    aims_of,
    change_costs,
    improve,
    move,
    rounded_rows,
    touched,
    units_of,
)
from privacy.engine.synthetic import columns, counted, synthetic_rows
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


def squared_distance(joint: Joint, rows: np.ndarray) -> float:
    return distance(joint, rows, small_marginals()) ** 2


@pytest.mark.parametrize("seed", [7, 20])
def test_no_change_of_a_single_row_would_bring_the_tables_closer(seed: int) -> None:
    joint = fitted_joint(seed)
    rows = rounded_rows(WINDOW, joint, small_marginals())
    reached = squared_distance(joint, rows)
    together = [(sex, form) for sex, form in np.ndindex(2, 3) if POSSIBLE[sex, form]]
    for row in rows:
        before = row.copy()
        for sex, form in together:
            row[1:3] = sex, form
            assert squared_distance(joint, rows) >= reached - 1e-9
        row[:] = before
        for area in range(4):
            row[3] = area
            assert squared_distance(joint, rows) >= reached - 1e-9
        row[:] = before


SMALL = Window(sizes={"sex": 2, "form": 3}, periods=2)
SMALL_TABLES = [
    Marginal(dims=("sex",), periods=(0,)),
    Marginal(dims=("sex",), periods=(1,)),
    Marginal(dims=("sex", "form"), periods=(0, 1)),
    Marginal(dims=("form",), periods=(1,)),
]
ROWS = np.array([[0, 0, 0], [0, 1, 2], [1, 0, 1], [1, 0, 1]])


def small_joint() -> Joint:
    joint = uniform_joint(SMALL, junction_tree(SMALL, [("sex", "form")]))
    joint.cliques[0][...] = [[[0.5, 0.2, 0.3], [0, 0.6, 0.4]], [[0, 1.2, 0.1], [0.3, 0.3, 0.1]]]
    return joint


def squares(rows: np.ndarray) -> float:
    """Σ (counted − fitted)² over all cells of the tables, counted anew."""
    total = 0.0
    for table in SMALL_TABLES:
        periods = membership(SMALL, table.periods)
        apart = counted(SMALL, rows, table.dims) - joint_marginal(small_joint(), table.dims)
        total += float((np.tensordot(periods, apart, axes=1) ** 2).sum())
    return total


def test_the_account_of_errors_is_that_of_a_new_count() -> None:
    aims = aims_of(SMALL, small_joint(), ROWS, SMALL_TABLES)
    assert float((aims.errors**2).sum()) == pytest.approx(squares(ROWS), rel=1e-12)
    assert aims.inside.tolist() == [[1, 1], [1, 1], [0, 1]]
    assert aims.first.tolist() == [[0, 2], [4, 4], [10, 10]]
    assert aims.steps.tolist() == [[0, 1, 0], [0, 3, 1], [0, 0, 1]]


def test_the_cost_of_each_change_is_what_it_adds_to_the_squares() -> None:
    aims = aims_of(SMALL, small_joint(), ROWS, SMALL_TABLES)
    for unit in units_of(SMALL):
        costs = change_costs(ROWS, unit, touched(aims, unit))
        for number, choice in np.ndindex(costs.shape):
            rows = ROWS.copy()
            column = columns(SMALL, unit.dims)
            rows[number, column] = unit.values[choice, column]
            assert costs[number, choice] == pytest.approx(squares(rows) - squares(ROWS), abs=1e-9)


def test_a_moved_row_is_kept_account_of() -> None:
    rows = ROWS.copy()
    aims = aims_of(SMALL, small_joint(), rows, SMALL_TABLES)
    move(rows[3], np.array([1, 1, 2]), aims)
    assert rows[3].tolist() == [1, 1, 2]
    assert float((aims.errors**2).sum()) == pytest.approx(squares(rows), rel=1e-12)


def test_improving_counts_the_rows_that_it_changed_and_leaves_none_worse() -> None:
    rows = ROWS.copy()
    aims = aims_of(SMALL, small_joint(), rows, SMALL_TABLES)
    unit = units_of(SMALL)[0]
    changed = improve(rows, unit, touched(aims, unit))
    assert changed == np.count_nonzero((rows != ROWS).any(axis=1)) > 0
    assert squares(rows) < squares(ROWS)
    assert improve(rows, unit, touched(aims, unit)) == 0


def test_dimensions_that_zeros_tie_change_together_and_to_possible_codes_alone() -> None:
    tied = units_of(WINDOW)
    assert sorted(unit.dims for unit in tied) == [("area",), ("sex", "form")]
    both = next(unit for unit in tied if unit.dims == ("sex", "form"))
    assert both.values.tolist() == [
        [0, sex, form, 0] for sex in range(2) for form in range(3) if POSSIBLE[sex, form]
    ]
    area = next(unit for unit in tied if unit.dims == ("area",))
    assert area.values.tolist() == [[0, 0, 0, code] for code in range(4)]


def test_a_change_of_a_unit_touches_the_tables_that_have_its_dimensions() -> None:
    aims = aims_of(SMALL, small_joint(), ROWS, SMALL_TABLES)
    sex, form = units_of(SMALL)
    assert touched(aims, sex).steps.tolist() == [[0, 1, 0], [0, 3, 1]]
    assert touched(aims, form).first.tolist() == [[4, 4], [10, 10]]
    assert touched(aims, form).errors is aims.errors


def test_without_tables_the_rows_are_the_systematic_draws() -> None:
    joint = small_joint()
    np.testing.assert_array_equal(rounded_rows(SMALL, joint, []), synthetic_rows(SMALL, joint))


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


def test_a_single_person_is_put_where_most_is_expected() -> None:
    joint = small_joint()
    joint.cliques[0][...] = [[[0.3, 0.15, 0.1], [0, 0, 0.45]], [[0, 0, 0], [0, 0, 0]]]
    table = Marginal(dims=("sex", "form"), periods=(0,))
    assert synthetic_rows(SMALL, joint).tolist() == [[0, 0, 2]]  # the middle of all cells in order
    assert rounded_rows(SMALL, joint, [table]).tolist() == [[0, 1, 2]]


@pytest.mark.parametrize("seed", range(6))
def test_no_code_of_any_person_could_be_changed_for_the_better(seed: int) -> None:
    joint, reached = small_joint(), []
    joint.cliques[0][...] = np.random.default_rng(seed).gamma(0.7, 2.0, (2, 2, 3))

    def off(rows: np.ndarray) -> float:
        total = 0.0
        for table in SMALL_TABLES:
            apart = counted(SMALL, rows, table.dims) - joint_marginal(joint, table.dims)
            periods = membership(SMALL, table.periods)
            total += float((np.tensordot(periods, apart, axes=1) ** 2).sum())
        return total

    rows = rounded_rows(SMALL, joint, SMALL_TABLES)
    for number in range(len(rows)):
        for column, codes in ((1, range(2)), (2, range(3))):
            for code in codes:
                other = rows.copy()
                other[number, column] = code
                reached.append(off(other) - off(rows))
    assert min(reached) >= -1e-9
