"""Raking finds its one minimum, and how restless the counts are; computed by hand here."""

import numpy as np
import pytest

from privacy.engine.junction_tree import (
    Edge,
    Joint,
    JunctionTree,
    joint_marginal,
    junction_tree,
    uniform_joint,
)
from privacy.engine.raking import (
    MOST_TILT,
    SMALLEST_DISPERSION,
    Block,
    Target,
    adjust,
    blocks_of,
    estimated_dispersion,
    rake,
    solved,
    summed,
    tilt_further,
    tour,
    walk_of,
    wright_omega,
)
from privacy.engine.window import Marginal, Window, membership

WINDOW = Window(sizes={"sex": 2}, periods=1)
TOTAL, SEXES = Marginal(dims=(), periods=(0,)), Marginal(dims=("sex",), periods=(0,))


def dispersion(*targets: Target) -> float:
    """φ where ten persons of each sex are expected."""
    joint = uniform_joint(WINDOW, junction_tree(WINDOW, [("sex",)]))
    joint.cliques[0] *= 20
    return estimated_dispersion(joint, blocks_of(WINDOW, list(targets)))


def target(table: Marginal, counts: list[float] | float, deviation: float = 2.0) -> Target:
    return Target(marginal=table, counts=np.array(counts), sigma=deviation, deviation=deviation)


def test_the_dispersion_is_the_square_beyond_the_noise_per_person_expected() -> None:
    # Both are 6 off, of which noise explains 4 of 36: (36 - 4) / 10.
    assert dispersion(target(SEXES, [16, 4])) == pytest.approx(3.2, rel=1e-12)


def test_totals_have_no_say_in_the_dispersion() -> None:
    split = target(SEXES, [16, 4])
    assert dispersion(target(TOTAL, 60), split) == dispersion(split)
    assert dispersion(target(TOTAL, 60)) == SMALLEST_DISPERSION


def test_a_sudden_peak_counts_up_to_three_and_a_half_deviations() -> None:
    # 3.5² (4 + 10) for the one, nothing for the other: (171.5 - 4 + 0 - 4) / 20.
    assert dispersion(target(SEXES, [1_000, 10])) == pytest.approx(8.175, rel=1e-12)


def test_counts_nearer_than_chance_brings_them_are_taken_for_chance() -> None:
    assert dispersion(target(SEXES, [10, 10])) == 1.0


def test_a_cell_that_noise_drowns_has_no_say() -> None:
    noisy = Target(
        marginal=SEXES, counts=np.array([16.0, 900.0]), sigma=1.0, deviation=np.array([2.0, 1e6])
    )
    assert dispersion(noisy) == pytest.approx(3.2, rel=1e-6)


def pull(counts: float, fitted: float, sigma: float, dispersion: float) -> float:
    """What the log of fitted over start is at the minimum, for a cell with one target."""
    return dispersion * (counts - fitted) / sigma**2


@pytest.mark.parametrize("dispersion", [1.0, 2.5])
def test_a_cell_moves_to_where_its_noise_and_its_start_pull_alike(dispersion: float) -> None:
    joint = uniform_joint(WINDOW, junction_tree(WINDOW, [("sex",)]))
    joint.cliques[0] *= 20
    rake(joint, blocks_of(WINDOW, [target(SEXES, [16, 4], 3.0)]), dispersion)
    for fitted, counts in zip(joint_marginal(joint, ("sex",))[0], (16, 4), strict=True):
        assert np.log(fitted / 10) == pytest.approx(pull(counts, fitted, 3.0, dispersion), abs=1e-6)


def test_without_a_dispersion_it_is_estimated_from_where_the_joint_begins() -> None:
    blocks = blocks_of(WINDOW, [target(SEXES, [16, 4])])
    alone, told = (uniform_joint(WINDOW, junction_tree(WINDOW, [("sex",)])) for _ in range(2))
    for joint in (alone, told):
        joint.cliques[0] *= 20
    rake(alone, blocks)
    rake(told, blocks, 3.2)
    np.testing.assert_array_equal(alone.cliques[0], told.cliques[0])


LOOP = Window(sizes={"a": 2, "b": 3, "c": 2}, periods=2)
TABLES = [
    Marginal(dims=("a", "b"), periods=(0,)),
    Marginal(dims=("a", "b"), periods=(1,)),
    Marginal(dims=("b", "c"), periods=(0, 1)),
    Marginal(dims=("c",), periods=(1,)),
]


def crowded_joint() -> Joint:
    joint = uniform_joint(LOOP, junction_tree(LOOP, [("a", "b"), ("b", "c")]))
    for array in (*joint.cliques, *joint.shared):
        array *= 60
    return joint


def crowded_targets() -> list[Target]:
    rng = np.random.default_rng(4)
    sizes = [LOOP.shape(table.dims) for table in TABLES]
    return [
        target(table, rng.normal(20, 12, size).tolist(), sigma)
        for table, size, sigma in zip(TABLES, sizes, (1.5, 2.0, 3.0, 4.0), strict=True)
    ]


def whole(joint: Joint) -> np.ndarray:
    """The joint itself, (periods, a, b, c)."""
    first = joint.tree.cliques.index(("a", "b"))
    both = joint.cliques[first][..., np.newaxis] * joint.cliques[1 - first][:, np.newaxis]
    return both / joint.shared[0][:, np.newaxis, :, np.newaxis]


def test_at_the_minimum_all_targets_together_pull_each_cell_as_its_start_does() -> None:
    joint, targets = crowded_joint(), crowded_targets()
    start = whole(joint)
    rake(joint, blocks_of(LOOP, targets), 1.7)
    force = np.zeros_like(start)
    for each in targets:
        periods = membership(LOOP, each.marginal.periods)
        fitted = np.tensordot(periods, joint_marginal(joint, each.marginal.dims), axes=1)
        pulls = (each.counts - fitted) / each.sigma**2
        shape = [LOOP.sizes[dim] if dim in each.marginal.dims else 1 for dim in LOOP.sizes]
        force += np.multiply.outer(periods, pulls.reshape(shape))
    np.testing.assert_allclose(np.log(whole(joint) / start) / 1.7, force, atol=2e-3)


def test_targets_of_the_same_dimensions_and_other_periods_are_one_block() -> None:
    blocks = blocks_of(LOOP, crowded_targets())
    assert [each.dims for each in blocks] == [("a", "b"), ("b", "c"), ("c",)]
    assert [each.members.tolist() for each in blocks] == [[[1, 0], [0, 1]], [[1, 1]], [[0, 1]]]
    assert blocks[0].counts.shape == blocks[0].sigmas.shape == blocks[0].deviations.shape
    assert [each.sigmas.flat[0] for each in blocks] == [1.5, 3.0, 4.0]
    assert blocks[0].sigmas[1].tolist() == [[2.0] * 3] * 2


def test_sums_of_periods_are_those_of_the_members() -> None:
    stack = np.arange(8.0).reshape(2, 2, 2)
    assert summed(np.array([[1.0, 1], [0, 1]]), stack).tolist() == [
        [[4, 6], [8, 10]],
        [[4, 5], [6, 7]],
    ]


def test_the_tour_works_in_a_clique_when_it_comes_and_returns_to_its_parent() -> None:
    edges = [(0, 1), (1, 2), (0, 3)]
    tree = JunctionTree(
        cliques=(("a",),) * 4,
        edges=tuple(Edge(parent=parent, child=child, shared=()) for parent, child in edges),
    )
    into, back = True, False
    assert tour(tree) == [
        (0, None),
        *[(1, (0, into)), (1, None)],
        *[(2, (1, into)), (2, None), (1, (1, back))],
        (0, (0, back)),
        *[(3, (2, into)), (3, None), (0, (2, back))],
    ]
    walk = walk_of(tree, [2, 0, 2])
    assert [(clique, numbers) for clique, _, numbers in walk if numbers] == [(0, [1]), (2, [0, 2])]
    assert [(clique, passing) for clique, passing, _ in walk] == tour(tree)


def one_block(counts: list[float], sigma: float) -> Block:
    return blocks_of(WINDOW, [target(SEXES, counts, sigma)])[0]


def test_a_block_is_solved_where_its_tilts_and_its_distance_agree() -> None:
    block, present = one_block([16, -3], 2.0), np.array([[10.0, 5.0]])
    tilts = np.array([[0.3, -0.1]])
    counts, new = solved(present, tilts, block, 1.6)
    np.testing.assert_allclose(np.log(counts / present) + tilts, new, atol=1e-10)
    np.testing.assert_allclose(new, (block.counts - counts) / (4 / 1.6), atol=1e-12)
    assert np.all(counts > 0)


def test_adjusting_tells_how_far_a_count_moved_and_leaves_empty_cells_empty() -> None:
    joint = uniform_joint(WINDOW, junction_tree(WINDOW, [("sex",)]))
    joint.cliques[0][...] = [[10.0, 0.0]]
    block, tilts = one_block([16, 4], 2.0), np.zeros((1, 2))
    expected, _ = solved(np.array([[10.0, 0.0]]), tilts, block, 1.0)
    moved = adjust(joint, 0, block, tilts, 1.0)
    assert joint.cliques[0][0].tolist() == pytest.approx([expected[0, 0], 0.0])
    assert moved == pytest.approx(abs(expected[0, 0] - 10))
    assert tilts[0, 0] == pytest.approx((16 - expected[0, 0]) / 4)


def test_tilting_further_multiplies_the_joint_and_has_a_limit() -> None:
    joint = crowded_joint()
    before = whole(joint)
    blocks = blocks_of(LOOP, crowded_targets())
    tilts = [np.zeros_like(each.counts) for each in blocks]
    change = np.zeros(sum(each.size for each in tilts))
    change[0], change[-1] = 0.5, -99.0
    tilt_further(joint, [joint.tree.holder(each.dims) for each in blocks], blocks, tilts, change)
    assert (tilts[0].flat[0], tilts[-1].flat[-1]) == (0.5, -MOST_TILT)
    expected = before.copy()
    expected[0, 0, 0] *= np.exp(0.5)
    expected[1, :, :, 1] *= np.exp(-MOST_TILT)
    root = joint.tree.cliques[0]
    gone = tuple(1 + axis for axis, dim in enumerate(LOOP.sizes) if dim not in root)
    np.testing.assert_allclose(joint.cliques[0], expected.sum(axis=gone), rtol=1e-12)


@pytest.mark.parametrize("x", [-600.0, -20.0, -1.0, 0.0, 0.5, 1.0, 1.001, 3.0, 50.0, 1e6])
def test_omega_and_its_logarithm_add_up(x: float) -> None:
    omega = float(wright_omega(np.array([x]))[0])
    assert omega + np.log(omega) == pytest.approx(x, rel=1e-13, abs=1e-13)


def test_omega_is_nothing_where_it_would_underflow() -> None:
    assert wright_omega(np.array([-np.inf, -700.1, -700.0])).tolist() == [0, 0, 0]
    assert wright_omega(np.array([-699.0]))[0] > 0


def test_each_cell_weighs_by_how_sure_its_square_is() -> None:
    unequal = Target(
        marginal=SEXES, counts=np.array([16.0, 4.0]), sigma=1.0, deviation=np.array([2.0, 4.0])
    )
    # Weights as 1 / 14² to 1 / 26², and 36 - 4 and 36 - 16 beyond the noise of ten expected.
    first, second = 1 / 14**2, 1 / 26**2
    expected = (32 * first + 20 * second) / (10 * (first + second))
    assert dispersion(unequal) == pytest.approx(expected, rel=1e-12)
