"""Synthetic rows follow their joint, by equally spaced draws and without chance."""

import numpy as np
import pytest

from privacy.engine.junction_tree import Joint, junction_tree, uniform_joint
from privacy.engine.synthetic import (
    GOLDEN,
    cell_numbers,
    columns,
    counted,
    synthetic_rows,
    systematic_quantiles,
)
from privacy.engine.window import Window

WINDOW = Window(sizes={"sex": 2, "form": 3}, periods=2)


def joint_of(*periods: list[list[float]]) -> Joint:
    joint = uniform_joint(WINDOW, junction_tree(WINDOW, [("sex", "form")]))
    joint.cliques[0][...] = np.array(periods)
    return joint


def test_whole_counts_are_drawn_as_they_are() -> None:
    exact = [[[3.0, 0, 1], [0, 5, 0]], [[0, 0, 2], [1, 0, 0]]]
    rows = synthetic_rows(WINDOW, joint_of(*exact))
    assert rows[:, 0].tolist() == [0] * 9 + [1] * 3
    assert counted(WINDOW, rows, ("sex", "form")).tolist() == exact


def test_a_total_is_rounded_to_whole_persons() -> None:
    rows = synthetic_rows(WINDOW, joint_of([[0.4, 0, 0], [0, 2.2, 0]], [[0, 0, 0], [0, 0.4, 0]]))
    assert np.bincount(rows[:, 0], minlength=2).tolist() == [3, 0]


def test_counts_are_less_than_one_person_off_in_every_cell_of_a_single_clique() -> None:
    rng = np.random.default_rng(1)
    for _ in range(20):
        wanted = rng.gamma(0.5, 8, (2, 2, 3))
        wanted *= (np.rint(wanted.sum(axis=(1, 2))) / wanted.sum(axis=(1, 2)))[:, None, None]
        rows = synthetic_rows(WINDOW, joint_of(*wanted))
        assert np.max(np.abs(counted(WINDOW, rows, ("sex", "form")) - wanted)) < 1


def test_a_group_takes_equally_spaced_quantiles_shifted_by_the_golden_ratio() -> None:
    group = np.array([5, 2, 5, 5, 2, 5])
    found = systematic_quantiles(group)
    shifts = [0.5, (0.5 + GOLDEN) % 1]
    assert sorted(found[group == 2]) == pytest.approx([(k + shifts[0]) / 2 for k in range(2)])
    assert sorted(found[group == 5]) == pytest.approx([(k + shifts[1]) / 4 for k in range(4)])
    assert pytest.approx(1 / GOLDEN - 1) == GOLDEN


def test_the_first_group_may_have_any_number() -> None:
    for number in range(3):
        assert systematic_quantiles(np.array([number] * 2)).tolist() == [0.75, 0.25]


def test_the_order_of_quantiles_follows_the_multiples_of_the_golden_ratio() -> None:
    found = systematic_quantiles(np.zeros(6, dtype=int))
    multiples = [(place + 1) * GOLDEN % 1 for place in range(6)]
    assert np.argsort(found).tolist() == np.argsort(multiples).tolist()


def test_rows_know_their_cell() -> None:
    rows = np.array([[0, 1, 2], [1, 0, 0], [1, 1, 2]])
    assert columns(WINDOW, ("form",)) == [2]
    assert cell_numbers(WINDOW, rows, ("sex", "form")).tolist() == [5, 6, 11]
    assert cell_numbers(WINDOW, rows, ("form",)).tolist() == [2, 3, 5]
    assert counted(WINDOW, rows, ("form",)).tolist() == [[0, 0, 1], [1, 0, 1]]


def test_of_several_cliques_each_group_follows_its_own_distribution() -> None:
    window = Window(sizes={"a": 2, "b": 2, "c": 2}, periods=1)
    joint = uniform_joint(window, junction_tree(window, [("a", "b"), ("b", "c")]))
    first = joint.tree.cliques.index(("a", "b"))
    joint.cliques[first][...] = [[[10, 4], [0, 6]]]
    joint.cliques[1 - first][...] = [[[10, 0], [2, 8]]]
    joint.shared[0][...] = [[10, 10]]
    rows = synthetic_rows(window, joint)
    assert counted(window, rows, ("a", "b")).tolist() == [[[10, 4], [0, 6]]]
    assert counted(window, rows, ("b", "c")).tolist() == [[[10, 0], [2, 8]]]
