"""How restless the counts are is told from their squares, computed by hand here."""

import numpy as np
import pytest

from privacy.engine.junction_tree import junction_tree, uniform_joint
from privacy.engine.raking import SMALLEST_DISPERSION, Target, blocks_of, estimated_dispersion
from privacy.engine.window import Table, Window

WINDOW = Window(sizes={"sex": 2}, periods=1)
TOTAL, SEXES = Table(dims=(), periods=(0,)), Table(dims=("sex",), periods=(0,))


def dispersion(*targets: Target) -> float:
    """φ where ten persons of each sex are expected."""
    joint = uniform_joint(WINDOW, junction_tree(WINDOW, [("sex",)]))
    joint.cliques[0] *= 20
    return estimated_dispersion(joint, blocks_of(WINDOW, list(targets)))


def target(table: Table, counts: list[float] | float, deviation: float = 2.0) -> Target:
    return Target(table=table, counts=np.array(counts), sigma=deviation, deviation=deviation)


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
        table=SEXES, counts=np.array([16.0, 900.0]), sigma=1.0, deviation=np.array([2.0, 1e6])
    )
    assert dispersion(noisy) == pytest.approx(3.2, rel=1e-6)
