"""The junction tree holds the joint that it claims to hold, and the fit is the minimum."""

import numpy as np
import pytest

from privacy.engine.fit import (
    fit,
    likely_totals,
    period_targets,
    period_totals,
    pooled_targets,
    scale_periods,
    total_targets,
)
from privacy.engine.fit import (
    target as target_of,
)
from privacy.engine.junction_tree import (
    CliqueError,
    Joint,
    calibrate,
    joint_marginal,
    junction_tree,
    uniform_joint,
)
from privacy.engine.raking import Target, blocks_of, estimated_dispersion, rake, wright_omega
from privacy.engine.reconcile import Reconciled, estimated_marginal, reconcile
from privacy.engine.window import Marginal, MeasuredMarginal, Window, Zeros, membership
from tests.support.small_window import (
    measured,
    skewed_truth,
    small_marginals,
    small_window,
    true_marginal,
)

CHAIN = Window(sizes={"a": 2, "b": 3, "c": 2, "d": 4}, periods=2)
CHAIN_TABLES = [("a", "b"), ("b", "c"), ("c", "d")]


def dense(joint: Joint) -> np.ndarray:
    """Product of the cliques over product of what neighbours share: (periods, a, b, c, d)."""
    product = np.einsum(
        "pab,pbc,pcd->pabcd", *(joint_marginal(joint, dims) for dims in CHAIN_TABLES)
    )
    shared = np.einsum("pb,pc->pbc", joint_marginal(joint, ("b",)), joint_marginal(joint, ("c",)))
    return product / shared[:, np.newaxis, :, :, np.newaxis]


def chain_joint(rng: np.random.Generator) -> Joint:
    joint = uniform_joint(CHAIN, junction_tree(CHAIN, CHAIN_TABLES))
    for clique in joint.cliques:
        clique *= rng.gamma(2, 3, clique.shape)
    calibrate(joint)
    scale_periods(joint, np.array([60.0, 40.0]))
    return joint


def chain_measurements(rng: np.random.Generator) -> list[MeasuredMarginal]:
    marginals = [
        Marginal(dims=dims, periods=(p,)) for dims in (("a", "b"), ("c",)) for p in range(2)
    ]
    marginals += [
        Marginal(dims=("b", "c"), periods=(0, 1)),
        Marginal(dims=("c", "d"), periods=(0, 1)),
    ]
    truth = rng.poisson(rng.gamma(0.5, 4, (2, *CHAIN.sizes.values())))
    return [noisy(truth, marginal, rng) for marginal in marginals]


def chain_targets(measurements: list[MeasuredMarginal]) -> list[Target]:
    return period_targets(reconcile(CHAIN, measurements), measurements)


def noisy(truth: np.ndarray, marginal: Marginal, rng: np.random.Generator) -> MeasuredMarginal:
    unwanted = tuple(axis for axis, dim in enumerate(CHAIN.sizes) if dim not in marginal.dims)
    counts = truth[list(marginal.periods)].sum(axis=0).sum(axis=unwanted)
    return MeasuredMarginal(
        marginal=marginal, sigma=2.0, counts=counts + rng.normal(0, 2.0, counts.shape)
    )


def test_neighbouring_cliques_agree_after_calibration() -> None:
    joint = chain_joint(np.random.default_rng(1))
    whole = dense(joint)
    np.testing.assert_allclose(whole.sum(axis=(3, 4)), joint_marginal(joint, ("a", "b")))
    np.testing.assert_allclose(whole.sum(axis=(1, 2)), joint_marginal(joint, ("c", "d")))


def test_a_loop_of_tables_is_triangulated() -> None:
    loop = [("a", "b"), ("b", "c"), ("c", "d"), ("a", "d")]
    tree = junction_tree(CHAIN, loop)
    assert all(any(set(dims) <= set(clique) for clique in tree.cliques) for dims in loop)
    assert max(len(clique) for clique in tree.cliques) == 3


def test_tables_that_need_too_large_a_clique_are_named() -> None:
    with pytest.raises(CliqueError, match="'a', 'b'"):
        junction_tree(CHAIN, CHAIN_TABLES, largest=11)


def test_the_fit_satisfies_the_conditions_of_the_minimum() -> None:
    rng = np.random.default_rng(2)
    joint, measurements = chain_joint(rng), chain_measurements(rng)
    start, targets = dense(joint), chain_targets(measurements)
    blocks = blocks_of(CHAIN, targets)
    dispersion = estimated_dispersion(joint, blocks)
    rake(joint, blocks)
    force = np.zeros_like(start)
    for target in targets:
        dims, periods = target.marginal.dims, membership(CHAIN, target.marginal.periods)
        apart = target.counts - np.tensordot(periods, joint_marginal(joint, dims), axes=1)
        pulls = apart / target.sigma**2
        shape = [CHAIN.sizes[dim] if dim in dims else 1 for dim in CHAIN.sizes]
        force += np.multiply.outer(periods, pulls.reshape(shape))
    possible = dense(joint) > 1e-6
    gradient = np.log(dense(joint)[possible] / start[possible]) / dispersion - force[possible]
    assert np.max(np.abs(gradient)) < 1e-2


def dispersion_of(sigmas: tuple[float, float], rng: np.random.Generator, peak: float = 0) -> float:
    """As it is estimated for two tables of cells that differ from their pattern by chance alone."""
    pattern = uniform_joint(CHAIN, junction_tree(CHAIN, CHAIN_TABLES))
    pattern.cliques[0][...] *= 400 / joint_marginal(pattern, ())[0]
    calibrate(pattern)
    targets = []
    for dims, sigma in zip(CHAIN_TABLES, sigmas, strict=False):
        expected = joint_marginal(pattern, dims)[0]
        counts = rng.poisson(expected) + rng.normal(0, sigma, expected.shape)
        counts.flat[0] += peak
        marginal = Marginal(dims=dims, periods=(0,))
        targets.append(Target(marginal=marginal, counts=counts, sigma=sigma, deviation=sigma))
    return estimated_dispersion(pattern, blocks_of(CHAIN, targets))


def test_a_table_that_noise_drowns_has_no_say_in_how_restless_cells_are() -> None:
    dispersions = [dispersion_of((1.0, 300.0), np.random.default_rng(seed)) for seed in range(40)]
    assert np.mean(dispersions) < 1.5


def test_one_sudden_peak_does_not_make_all_cells_look_restless() -> None:
    dispersions = [
        dispersion_of((1.0, 1.0), np.random.default_rng(seed), 300) for seed in range(40)
    ]
    assert np.mean(dispersions) < 5


def test_distance_to_reconciled_tables_is_the_likelihood_of_the_measurements() -> None:
    rng = np.random.default_rng(6)
    window, measurements = small_window(), measured(skewed_truth(rng), small_marginals(), rng)
    targets = period_targets(reconcile(window, measurements), measurements)
    differences = []
    for truth in (skewed_truth(rng), skewed_truth(rng), skewed_truth(rng)):
        pairs = zip(measurements, targets, strict=True)
        differences.append(
            sum(
                np.sum((true_marginal(truth, m.marginal) - m.counts) ** 2) / m.sigma**2
                - np.sum((true_marginal(truth, t.marginal) - t.counts) ** 2) / t.sigma**2
                for m, t in pairs
            )
        )
    np.testing.assert_allclose(differences, differences[0], rtol=1e-9)


def test_with_little_noise_the_fit_reproduces_what_was_measured() -> None:
    rng = np.random.default_rng(3)
    truth, window = skewed_truth(rng) + 1, small_window()
    exact = [
        MeasuredMarginal(
            marginal=marginal, sigma=0.01, counts=true_marginal(truth, marginal).astype(float)
        )
        for marginal in small_marginals()
    ]
    joint = fit(window, exact, reconcile(window, exact), [])
    for measurement in exact:
        periods = membership(window, measurement.marginal.periods)
        fitted = np.tensordot(periods, joint_marginal(joint, measurement.marginal.dims), axes=1)
        np.testing.assert_allclose(fitted, measurement.counts, atol=0.02)


def test_period_totals_are_the_reconciled_ones() -> None:
    rng = np.random.default_rng(4)
    window, measurements = small_window(), measured(skewed_truth(rng), small_marginals(), rng)
    reconciled = reconcile(window, measurements)
    totals = joint_marginal(fit(window, measurements, reconciled, []), ())
    for period in range(3):
        wanted = estimated_marginal(reconciled, Marginal(dims=(), periods=(period,)))
        assert totals[period] == pytest.approx(max(float(wanted), 0), abs=0.01)


def test_a_year_whose_total_is_not_above_zero_has_nobody() -> None:
    window, marginals = small_window(), small_marginals()
    nobody = np.zeros((3, *window.sizes.values()))
    nobody[0] = 2
    exact = [
        MeasuredMarginal(marginal=marginal, sigma=0.5, counts=true_marginal(nobody, marginal) - 0.3)
        for marginal in marginals
    ]
    totals = joint_marginal(fit(window, exact, reconcile(window, exact), []), ())
    assert np.rint(totals[1:]).tolist() == [0, 0]
    assert abs(totals[0] - nobody[0].sum()) < 2


def test_impossible_cells_stay_empty_and_nothing_is_negative() -> None:
    rng = np.random.default_rng(5)
    possible = np.array([[True, False, True], [True, True, True]])
    zeros = Zeros(dims=("sex", "form"), possible=possible)
    window = Window(sizes=small_window().sizes, periods=3, zeros=(zeros,))
    measurements = measured(skewed_truth(rng), small_marginals(), rng)
    joint = fit(window, measurements, reconcile(window, measurements), [])
    assert np.all(joint_marginal(joint, ("sex", "form"))[:, ~possible] == 0)
    assert all(np.all(clique >= 0) and np.all(np.isfinite(clique)) for clique in joint.cliques)


def test_a_true_outlier_is_not_levelled_to_the_pattern() -> None:
    window = Window(sizes={"form": 4}, periods=5)
    marginals = [Marginal(dims=("form",), periods=(period,)) for period in range(5)]
    usual, unusual = np.array([30.0, 10, 5, 0]), np.array([5.0, 5, 5, 30])
    measurements = [
        MeasuredMarginal(
            marginal=marginal, sigma=3.0, counts=unusual if marginal.periods == (2,) else usual
        )
        for marginal in marginals
    ]
    joint = fit(window, measurements, reconcile(window, measurements), marginals)
    assert joint_marginal(joint, ("form",))[2, 3] > 30 - 2.5 * 3.0


def test_wright_omega_solves_its_equation() -> None:
    x = np.concatenate([np.linspace(-600, 5, 5000), np.geomspace(5, 1e9, 5000)])
    w = wright_omega(x)
    np.testing.assert_allclose(w + np.log(w), x, rtol=1e-12, atol=1e-12)
    assert np.all(wright_omega(np.array([-np.inf, -1e4])) == 0)


def totals_measured(*counts: float) -> Reconciled:
    window = Window(sizes={"sex": 2}, periods=len(counts))
    return reconcile(
        window,
        [
            MeasuredMarginal(
                marginal=Marginal(dims=(), periods=(year,)), sigma=2.0, counts=np.array(count)
            )
            for year, count in enumerate(counts)
        ],
    )


def test_a_year_has_nobody_where_its_total_is_below_zero_and_a_shape_of_one_person() -> None:
    reconciled = totals_measured(-3.0, 0.4, 7.0)
    assert likely_totals(reconciled).tolist() == pytest.approx([0.0, 0.4, 7.0])
    assert period_totals(reconciled).tolist() == pytest.approx([1.0, 1.0, 7.0])


def test_a_target_is_the_estimate_with_its_deviation() -> None:
    found = target_of(totals_measured(5.0, 7.0), Marginal(dims=(), periods=(0, 1)), 9.0)
    assert (float(found.counts), found.sigma) == (pytest.approx(12.0), 9.0)
    assert found.deviation == pytest.approx(8**0.5)


def test_totals_are_held_each_in_its_own_period() -> None:
    found = total_targets(np.array([3.0, 4.0]))
    assert [(each.marginal.periods, float(each.counts)) for each in found] == [((0,), 3), ((1,), 4)]


def test_pooled_targets_sum_the_years_that_have_the_table() -> None:
    window, years = Window(sizes={"sex": 2}, periods=3), (0, 2)
    measurements = [
        MeasuredMarginal(
            marginal=Marginal(dims=("sex",), periods=(year,)),
            sigma=sigma,
            counts=np.array([4.0, year]),
        )
        for year, sigma in zip(years, (3.0, 4.0), strict=True)
    ]
    (found,) = pooled_targets(reconcile(window, measurements), measurements)
    assert found.marginal == Marginal(dims=("sex",), periods=years)
    np.testing.assert_allclose(found.counts, [8, 2], atol=1e-12)
    assert (found.sigma, found.deviation) == (pytest.approx(5.0), pytest.approx(5.0))
