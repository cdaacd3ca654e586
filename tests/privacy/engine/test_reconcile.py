"""The closed form is the generalised least squares solution, with its true variances."""

import numpy as np
import pytest

from privacy.engine.components import component, marginal_of, subsets
from privacy.engine.reconcile import (
    NotMeasuredError,
    cell_variance,
    estimated_marginal,
    reconcile,
)
from privacy.engine.window import Marginal, MeasuredMarginal, WindowError
from tests.support.small_window import (
    SIZES,
    as_matrix,
    measured,
    skewed_truth,
    small_marginals,
    small_window,
    true_marginal,
)

WANTED = [
    Marginal(dims=(), periods=(0,)),
    Marginal(dims=("sex",), periods=(2,)),
    Marginal(dims=("area",), periods=(0,)),
    Marginal(dims=("sex", "form"), periods=(1,)),
    Marginal(dims=("form", "area"), periods=(0, 1, 2)),
    Marginal(dims=("sex", "form"), periods=(0, 1)),
    # Never measured for year 2, but the other years and all years together give it.
    Marginal(dims=("area",), periods=(2,)),
]


def least_squares(measurements: list[MeasuredMarginal]) -> tuple[np.ndarray, np.ndarray]:
    """Explicit generalised least squares over the whole joint: estimate and covariance."""
    window = small_window()
    design = np.vstack(
        [as_matrix(window, m.marginal.dims, m.marginal.periods) for m in measurements]
    )
    seen = np.concatenate([m.counts.ravel() for m in measurements])
    precision = np.concatenate([np.full(m.counts.size, m.sigma**-2) for m in measurements])
    covariance = np.linalg.pinv(design.T @ (precision[:, np.newaxis] * design), rcond=1e-12)
    return covariance @ (design.T @ (precision * seen)), covariance


@pytest.mark.parametrize("marginal", WANTED, ids=str)
def test_marginals_and_variances_equal_explicit_least_squares(marginal: Marginal) -> None:
    rng = np.random.default_rng(1)
    measurements = measured(skewed_truth(rng), small_marginals(), rng)
    joint, joint_covariance = least_squares(measurements)
    rows = as_matrix(small_window(), marginal.dims, marginal.periods)
    reconciled = reconcile(small_window(), measurements)
    np.testing.assert_allclose(
        estimated_marginal(reconciled, marginal).ravel(), rows @ joint, atol=1e-9
    )
    expected = np.diag(rows @ joint_covariance @ rows.T)
    np.testing.assert_allclose(expected, cell_variance(reconciled, marginal), atol=1e-9)


def test_estimates_are_unbiased_and_vary_as_stated() -> None:
    rng = np.random.default_rng(3)
    truth, repeats = skewed_truth(rng), 300
    drawn = [
        reconcile(small_window(), measured(truth, small_marginals(), rng)) for _ in range(repeats)
    ]
    for marginal in WANTED:
        estimates = np.array([estimated_marginal(reconciled, marginal) for reconciled in drawn])
        errors = estimates - true_marginal(truth, marginal)
        variance = cell_variance(drawn[0], marginal)
        assert np.all(np.abs(errors.mean(axis=0)) < 4.5 * (variance / repeats) ** 0.5)
        assert np.mean(errors**2) == pytest.approx(variance, rel=0.25)


def test_reconciled_marginals_agree() -> None:
    rng = np.random.default_rng(5)
    reconciled = reconcile(small_window(), measured(skewed_truth(rng), small_marginals(), rng))
    form = estimated_marginal(reconciled, Marginal(dims=("form",), periods=(0, 1, 2)))
    by_area = estimated_marginal(reconciled, Marginal(dims=("form", "area"), periods=(0, 1, 2)))
    by_year = [
        estimated_marginal(reconciled, Marginal(dims=("sex", "form"), periods=(p,)))
        for p in range(3)
    ]
    np.testing.assert_allclose(by_area.sum(axis=1), form, atol=1e-9)
    np.testing.assert_allclose(sum(by_year).sum(axis=0), form, atol=1e-9)


def test_what_was_not_measured_is_refused_and_not_guessed() -> None:
    rng = np.random.default_rng(6)
    reconciled = reconcile(small_window(), measured(skewed_truth(rng), small_marginals(), rng))
    with pytest.raises(NotMeasuredError, match="area"):
        estimated_marginal(reconciled, Marginal(dims=("form", "area"), periods=(1,)))


def test_a_marginal_is_the_sum_of_its_components() -> None:
    stack = np.random.default_rng(7).normal(size=(1, 2, 3, 4))
    dims = tuple(SIZES)
    parts = {part: component(stack, dims, part) for part in subsets(dims)}
    np.testing.assert_allclose(marginal_of(parts, dims, small_window()), stack, atol=1e-12)


def test_a_measurement_that_does_not_fit_its_marginal_is_refused() -> None:
    marginal = Marginal(dims=("sex",), periods=(0,))
    with pytest.raises(WindowError, match="shape"):
        reconcile(
            small_window(), [MeasuredMarginal(marginal=marginal, sigma=1.0, counts=np.zeros(3))]
        )
    with pytest.raises(WindowError, match="order"):
        wrong = Marginal(dims=("form", "sex"), periods=(0,))
        reconcile(
            small_window(), [MeasuredMarginal(marginal=wrong, sigma=1.0, counts=np.zeros((3, 2)))]
        )
    with pytest.raises(WindowError, match="noise"):
        reconcile(
            small_window(), [MeasuredMarginal(marginal=marginal, sigma=0.0, counts=np.zeros(2))]
        )


def test_what_was_not_measured_is_named() -> None:
    window = small_window()
    table = Marginal(dims=("sex",), periods=(0,))
    reconciled = reconcile(window, [MeasuredMarginal(marginal=table, sigma=1.0, counts=np.ones(2))])
    with pytest.raises(NotMeasuredError, match=r"needs \('form',\), which"):
        estimated_marginal(reconciled, Marginal(dims=("form",), periods=(0,)))
    with pytest.raises(NotMeasuredError, match="needs the total, which"):
        estimated_marginal(reconciled, Marginal(dims=(), periods=(1,)))
