"""Anderson acceleration: fewer steps of an iteration x ← g(x) to the same fixed point.

Of the last steps it finds the mean with weights α, Σ α = 1, whose residuals g(x) − x cancel best,
and goes on from there. (Anderson, "Iterative Procedures for Nonlinear Integral Equations", JACM
1965; Walker and Ni, "Anderson Acceleration for Fixed-Point Iterations", SIAM Journal on Numerical
Analysis 2011.) Nothing here knows what is iterated, or decides when to stop.
"""

import numpy as np

DEPTH = 10  # steps that are combined
RIDGE = 1e-12  # of the mean square of the residuals: keeps α finite where steps are alike

Step = tuple[np.ndarray, np.ndarray]  # g(x) and the residual g(x) − x, each (numbers,)


def remember(steps: list[Step], step: Step) -> None:
    """Add a step, in place, and forget what is too old to be combined."""
    steps.append(step)
    del steps[:-DEPTH]


def extrapolation(steps: list[Step]) -> np.ndarray:
    """How far to go beyond the last g(x): (numbers,).

    Σ α_k g(x_k) less the last one, where α minimises ‖ Σ α_k f_k ‖² + λ ‖ α ‖² with Σ α = 1; by
    Lagrange α is in proportion to (F F′ + λ I)⁻¹ 1.
    """
    ends, residuals = (np.array(column) for column in zip(*steps, strict=True))
    products = residuals @ residuals.T
    ridge = RIDGE * np.trace(products) / len(steps) * np.eye(len(steps))
    alpha = np.linalg.solve(products + ridge, np.ones(len(steps)))
    combined: np.ndarray = (alpha / alpha.sum()) @ ends
    combined -= ends[-1]
    return combined
