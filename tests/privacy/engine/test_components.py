"""The components of a table, computed by hand."""

import numpy as np
import pytest

from privacy.engine.components import (
    cell_factor,
    cells_per_cell,
    component,
    component_noise,
    marginal_of,
    subsets,
)
from privacy.engine.window import Window

WINDOW = Window(sizes={"sex": 2, "form": 3}, periods=1)
BOTH = ("sex", "form")


def test_a_table_has_a_component_for_each_subset_of_its_dimensions() -> None:
    assert subsets(BOTH) == [(), ("sex",), ("form",), BOTH]


def test_a_component_is_the_margin_less_its_means() -> None:
    stack = np.array([[[1.0, 2, 3], [4, 5, 9]]])
    assert component(stack, BOTH, ()).tolist() == [24]
    assert component(stack, BOTH, ("sex",)).tolist() == [[-6, 6]]
    assert component(stack, BOTH, ("form",)).tolist() == [[-3, -1, 4]]
    parts = {part: component(stack, BOTH, part) for part in subsets(BOTH)}
    np.testing.assert_allclose(marginal_of(parts, BOTH, WINDOW), stack, atol=1e-12)


def test_noise_of_a_sum_of_cells_grows_with_their_number() -> None:
    assert [cells_per_cell(WINDOW, BOTH, part) for part in subsets(BOTH)] == [6, 3, 2, 1]
    assert [component_noise(WINDOW, BOTH, part, 3.0) for part in subsets(BOTH)] == [54, 27, 18, 9]


def test_the_components_of_independent_noise_give_back_its_variance() -> None:
    """Each cell's variance is the sum over all components of noise times factor."""
    found = [
        component_noise(WINDOW, BOTH, part, 3.0) * cell_factor(WINDOW, BOTH, part)
        for part in subsets(BOTH)
    ]
    assert found == pytest.approx([54 / 36, 27 / 18, 18 * 2 / 12, 9 / 3], rel=1e-12)
    assert sum(found) == pytest.approx(9.0, rel=1e-12)
