"""What makes the fit fast does not change what it finds."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from privacy.engine import acceleration, junction_tree, raking
from privacy.engine.acceleration import Step, extrapolation, remember
from privacy.engine.fit import fit
from privacy.engine.junction_tree import Joint, joint_marginal
from privacy.engine.reconcile import reconcile
from privacy.engine.window import Marginal, MeasuredMarginal, Window, marginal_stack

CROWDED = Window(sizes={"a": 3, "b": 3, "c": 3}, periods=1)
CROWDED_TABLES = [
    Marginal(dims=dims, periods=(0,))
    for dims in (("a",), ("b",), ("a", "b"), ("b", "c"), ("a", "c"))
]


def test_a_slow_linear_iteration_is_extrapolated_to_its_fixed_point() -> None:
    rates, fixed = np.array([0.99, 0.9, -0.5]), np.array([7.0, -2.0, 1.0])
    x, steps = np.zeros(3), list[Step]()
    for _ in range(5):
        moved = fixed + rates * (x - fixed)
        remember(steps, (moved, moved - x))
        x = moved
    np.testing.assert_allclose(x + extrapolation(steps), fixed, rtol=1e-3)


def test_after_one_step_nothing_is_extrapolated() -> None:
    assert extrapolation([(np.array([2.0, 3.0]), np.array([1.0, 1.0]))]).tolist() == [0, 0]


def test_leaves_of_large_cliques_change_no_fitted_count(monkeypatch: pytest.MonkeyPatch) -> None:
    measurements = crowded(seed=4, largest=20)
    monkeypatch.setattr(raking, "CLOSE_ENOUGH", 1e-6)
    without = fitted(measurements)
    monkeypatch.setattr(junction_tree, "LARGE_CLIQUE", 0)
    with_leaves = fitted(measurements)
    assert (len(without.tree.cliques), len(with_leaves.tree.cliques)) == (1, 4)
    for marginal in CROWDED_TABLES:
        with_them, expected = (
            joint_marginal(joint, marginal.dims) for joint in (with_leaves, without)
        )
        np.testing.assert_allclose(with_them, expected, atol=1e-3)


def test_extrapolation_finds_the_same_minimum_in_fewer_sweeps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    measurements = crowded(seed=5, largest=500)
    monkeypatch.setattr(raking, "MOST_SWEEPS", 5000)
    plain, many = sweeps_of(monkeypatch, measurements, every=10**9)
    extrapolated, few = sweeps_of(monkeypatch, measurements, every=raking.EVERY)
    assert few < many / 2
    for marginal in CROWDED_TABLES:
        fast, expected = (joint_marginal(joint, marginal.dims) for joint in (extrapolated, plain))
        np.testing.assert_allclose(fast, expected, atol=1)


def sweeps_of(
    monkeypatch: pytest.MonkeyPatch, measurements: list[MeasuredMarginal], every: int
) -> tuple[Joint, int]:
    done = 0

    def counting(real: Callable[..., float]) -> Callable[..., float]:
        def sweep(*arguments: Any) -> float:
            nonlocal done
            done += 1
            return real(*arguments)

        return sweep

    with monkeypatch.context() as patch:
        patch.setattr(raking, "EVERY", every)
        patch.setattr(raking, "sweep", counting(raking.sweep))
        return fitted(measurements), done


def crowded(seed: int, largest: float) -> list[MeasuredMarginal]:
    """Noisy tables of very unequal cells, which contradict each other where they are negative."""
    rng = np.random.default_rng(seed)
    truth = largest * rng.random((1, 3, 3, 3)) ** 8
    return [
        MeasuredMarginal(marginal=marginal, sigma=3.0, counts=exact + rng.normal(0, 3, exact.shape))
        for marginal in CROWDED_TABLES
        for exact in [marginal_stack(truth, tuple(CROWDED.sizes), marginal.dims)[0]]
    ]


def fitted(measurements: list[MeasuredMarginal]) -> Joint:
    return fit(CROWDED, measurements, reconcile(CROWDED, measurements), CROWDED_TABLES)


def test_steps_are_weighed_by_the_inverse_of_their_residuals_and_the_ridge(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(acceleration, "RIDGE", 0.5)
    steps = [(np.array([10.0, 0]), np.array([1.0, 0])), (np.array([0.0, 20]), np.array([0.0, 2]))]
    # Squares 1 and 4, and a ridge of half their mean, 1.25: weights as 1/2.25 to 1/5.25.
    first = (1 / 2.25) / (1 / 2.25 + 1 / 5.25)
    np.testing.assert_allclose(extrapolation(steps), [10 * first, 20 * (1 - first) - 20])


def test_residuals_that_cancel_are_combined_so_that_they_do() -> None:
    steps = [(np.array([6.0]), np.array([2.0])), (np.array([12.0]), np.array([-1.0]))]
    np.testing.assert_allclose(extrapolation(steps), [6 / 3 + 12 * 2 / 3 - 12], rtol=1e-6)


def test_only_the_last_steps_are_remembered() -> None:
    steps: list[Step] = []
    for number in range(acceleration.DEPTH + 3):
        remember(steps, (np.array([number]), np.array([number])))
    assert [int(end[0]) for end, _ in steps] == list(range(3, acceleration.DEPTH + 3))
