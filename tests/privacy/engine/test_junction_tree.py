"""A junction tree and its joint, small enough to be written down."""

import numpy as np
import pytest

from privacy.engine import junction_tree as trees
from privacy.engine.junction_tree import (
    CliqueError,
    Edge,
    Joint,
    JunctionTree,
    calibrate,
    collect,
    joint_marginal,
    junction_tree,
    pass_along,
    uniform_joint,
)
from privacy.engine.window import Window, Zeros

WINDOW = Window(sizes={"a": 2, "b": 3, "c": 4}, periods=2)
CHAIN = [("a", "b"), ("b", "c")]


def test_neighbouring_cliques_share_what_both_have() -> None:
    tree = junction_tree(WINDOW, CHAIN)
    assert tree.cliques == (("b", "c"), ("a", "b"))
    assert tree.edges == (Edge(parent=0, child=1, shared=("b",)),)


def test_tables_within_others_need_no_clique_and_none_at_all_has_one() -> None:
    assert junction_tree(WINDOW, [("a", "b"), ("a",), ()]).cliques == (("a", "b"),)
    assert junction_tree(WINDOW, [()]).cliques == ((),)


def test_a_tree_spans_by_most_shared_dimensions() -> None:
    window = Window(sizes=dict.fromkeys("abcde", 2), periods=1)
    tree = junction_tree(window, [("a", "b", "c"), ("b", "c", "d"), ("d", "e")])
    shared = {tuple(sorted((e.parent, e.child))): e.shared for e in tree.edges}
    named = {
        frozenset((tree.cliques[one], tree.cliques[other])): dims
        for (one, other), dims in shared.items()
    }
    assert named == {
        frozenset((("a", "b", "c"), ("b", "c", "d"))): ("b", "c"),
        frozenset((("b", "c", "d"), ("d", "e"))): ("d",),
    }
    assert all(edge.parent < edge.child for edge in tree.edges)


def test_dimensions_are_eliminated_where_that_costs_least() -> None:
    window = Window(sizes={"a": 2, "b": 9, "c": 2, "d": 9}, periods=1)
    loop = [("a", "b"), ("b", "c"), ("c", "d"), ("a", "d")]
    cliques = {frozenset(clique) for clique in junction_tree(window, loop).cliques}
    # Joining a with c needs 36 cells twice; joining b with d 162 twice.
    assert cliques == {frozenset("abc"), frozenset("acd")}


def test_a_clique_may_have_as_many_cells_in_all_periods_as_are_allowed() -> None:
    assert junction_tree(WINDOW, [("a", "b")], 12).cliques == (("a", "b"),)
    with pytest.raises(CliqueError, match=r"needs 12 cells \(at most 11\)"):
        junction_tree(WINDOW, [("a", "b")], 11)


def test_the_largest_tables_of_a_large_clique_hang_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    triangle = [("a", "b"), ("b", "c"), ("a", "c"), ("a",)]
    monkeypatch.setattr(trees, "LARGE_CLIQUE", 48)
    assert len(junction_tree(WINDOW, triangle).cliques) == 1
    monkeypatch.setattr(trees, "LARGE_CLIQUE", 47)
    tree = junction_tree(WINDOW, triangle)
    assert tree.cliques == (("a", "b", "c"), ("a", "b"), ("a", "c"), ("b", "c"))
    assert tree.edges == tuple(Edge(parent=0, child=n, shared=tree.cliques[n]) for n in range(1, 4))
    assert tree.holder(("a",)) == 1


def test_a_joint_begins_with_one_person_in_each_period_alike_in_every_possible_cell() -> None:
    possible = np.array([[True, False, True], [True, True, True]])
    window = Window(
        sizes=WINDOW.sizes, periods=2, zeros=(Zeros(dims=("a", "b"), possible=possible),)
    )
    joint = uniform_joint(window, junction_tree(window, CHAIN))
    for period in joint_marginal(joint, ("a", "b")):
        np.testing.assert_allclose(period, possible / 5, atol=1e-12)
    np.testing.assert_allclose(joint_marginal(joint, ("c",)), np.full((2, 4), 0.25))


def small_joint() -> Joint:
    tree = JunctionTree(
        cliques=(("a",), ("a", "b")), edges=(Edge(parent=0, child=1, shared=("a",)),)
    )
    root, leaf = np.array([[6.0, 2.0]]), np.array([[[1.0, 2, 0], [0, 0, 1]]])
    return Joint(tree=tree, cliques=[root, leaf], shared=[np.array([[3.0, 1.0]])])


def test_a_clique_is_told_what_its_neighbour_has() -> None:
    joint = small_joint()
    pass_along(joint, 0, True)
    assert joint.cliques[1].tolist() == [[[2, 4, 0], [0, 0, 2]]]
    assert joint.shared[0].tolist() == [[6, 2]]


def test_collecting_tells_the_root_and_calibrating_tells_all() -> None:
    joint = small_joint()
    joint.cliques[1] *= 2
    collect(joint)
    assert joint.cliques[0].tolist() == [[12, 4]]
    joint.cliques[0][0, 0] = 24
    calibrate(joint)
    assert joint.cliques[1].sum(axis=2).tolist() == joint.cliques[0].tolist()


def test_where_nobody_was_nobody_comes() -> None:
    joint = small_joint()
    joint.shared[0][0, 1] = 0
    pass_along(joint, 0, True)
    assert joint.cliques[1].tolist() == [[[2, 4, 0], [0, 0, 0]]]
