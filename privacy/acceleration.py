"""Anderson acceleration: fewer steps of an iteration x ← g(x) to the same fixed point.

Of the last steps it finds the combination whose residuals g(x) − x cancel best, by least squares,
and goes on from there. (Anderson, "Iterative Procedures for Nonlinear Integral Equations", JACM
1965; Walker and Ni, "Anderson Acceleration for Fixed-Point Iterations", SIAM Journal on Numerical
Analysis 2011.) Nothing here knows what is iterated, or decides when to stop.
"""

import numpy as np

DEPTH = 10  # steps that are combined
NO_DIRECTION = 1e-10  # of the largest singular value: less is rounding error

Step = tuple[np.ndarray, np.ndarray]  # x and g(x), each (numbers,)


def remember(steps: list[Step], step: Step) -> None:
    """Add a step, in place, and forget what is too old to be combined."""
    steps.append(step)
    del steps[: -DEPTH - 1]


def extrapolation(steps: list[Step], weights: np.ndarray) -> np.ndarray:
    """How far to go beyond the last g(x): (numbers,), zero after a single step.

    With f_k = g(x_k) − x_k and differences Δ between neighbouring steps it is − ΔG γ, where γ
    minimises ‖ weights × (f_last − ΔF γ) ‖.
    """
    starts, ends = (np.array(each) for each in zip(*steps, strict=True))
    if len(steps) == 1:
        return np.zeros_like(ends[0])
    residuals = (ends - starts) * weights
    combined = np.linalg.lstsq(np.diff(residuals, axis=0).T, residuals[-1], rcond=NO_DIRECTION)[0]
    return -combined @ np.diff(ends, axis=0)
