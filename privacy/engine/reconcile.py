"""Best linear unbiased estimates of any marginal from all measurements of a window.

For each ANOVA component T, every measured marginal that contains T gives an independent, unbiased
estimate of it. What remains is one small least squares problem over the periods: measurement g
sees the sum of the components of its periods, a_g' x, with variance v_g, so

    x̂ = Σ (Σ_g a_g c_g / v_g),   Cov(x̂) = Σ ⊗ projection,   Σ = (Σ_g a_g a_g' / v_g)⁻¹.

(Generalised least squares; the components are orthogonal, so solving each alone solves the whole,
see docs/method.md.) Nothing here rounds, clips or guesses what was not measured.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from privacy.engine.components import (
    cell_factor,
    component,
    component_noise,
    marginal_of,
    subsets,
)
from privacy.engine.window import (
    Dims,
    Marginal,
    MeasuredMarginal,
    Window,
    check_marginal,
    check_measurements,
    membership,
)

# Of the most that is known about any sum of periods: less is rounding error.
NO_INFORMATION = 1e-11


class NotMeasuredError(ValueError):
    """What is asked cannot be computed from the measurements without guessing."""


@dataclass(frozen=True, kw_only=True)
class Component:
    """One ANOVA component for each period: `estimate` (periods, *dims), `covariance` and
    `measured` (periods, periods); `measured` projects onto the sums of periods that are known."""

    estimate: np.ndarray
    covariance: np.ndarray
    measured: np.ndarray

    def knows(self, weights: np.ndarray) -> bool:
        """Whether the sums over periods with `weights` (..., periods) can be estimated."""
        return np.allclose(weights @ self.measured, weights, atol=1e-9)


@dataclass(frozen=True, kw_only=True)
class Reconciled:
    window: Window
    components: Mapping[Dims, Component]


def reconcile(window: Window, measurements: list[MeasuredMarginal]) -> Reconciled:
    """The best linear unbiased estimate of every component that was measured."""
    check_measurements(window, measurements)
    measured = {part for measurement in measurements for part in subsets(measurement.marginal.dims)}
    return Reconciled(
        window=window,
        components={
            part: reconcile_component(
                window,
                part,
                [
                    measurement
                    for measurement in measurements
                    if set(part) <= set(measurement.marginal.dims)
                ],
            )
            for part in sorted(measured, key=lambda part: (len(part), part))
        },
    )


def reconcile_component(window: Window, part: Dims, sources: list[MeasuredMarginal]) -> Component:
    """Least squares over the periods for component `part` of the `sources` that contain it."""
    information = np.zeros((window.periods, window.periods))
    weighted = np.zeros((window.periods, *window.shape(part)))
    for source in sources:
        dims = source.marginal.dims
        precision = 1 / component_noise(window, dims, part, source.sigma)
        periods = membership(window, source.marginal.periods)
        seen = component(source.counts[np.newaxis], dims, part)
        information += precision * np.outer(periods, periods)
        weighted += precision * np.multiply.outer(periods, seen[0])
    covariance = np.linalg.pinv(information, rcond=NO_INFORMATION, hermitian=True)
    return Component(
        estimate=np.tensordot(covariance, weighted, axes=1),
        covariance=covariance,
        measured=covariance @ information,
    )


def estimated_marginal(reconciled: Reconciled, marginal: Marginal) -> np.ndarray:
    """The estimate of each cell of `marginal`, in the marginal's shape."""
    periods = known_periods(reconciled, marginal)
    parts = {
        part: np.tensordot(periods, reconciled.components[part].estimate, axes=1)[np.newaxis]
        for part in subsets(marginal.dims)
    }
    estimates: np.ndarray = marginal_of(parts, marginal.dims, reconciled.window)[0]
    return estimates


def cell_variance(reconciled: Reconciled, marginal: Marginal) -> float:
    """The variance of each cell of `estimated_marginal`: the same for all, as the noise is iid."""
    periods = known_periods(reconciled, marginal)
    return sum(
        float(periods @ reconciled.components[part].covariance @ periods)
        * cell_factor(reconciled.window, marginal.dims, part)
        for part in subsets(marginal.dims)
    )


def known_periods(reconciled: Reconciled, marginal: Marginal) -> np.ndarray:
    """The marginal's periods as weights, once it is sure that every component was measured."""
    check_marginal(reconciled.window, marginal)
    for part in subsets(marginal.dims):
        if not knows(reconciled, part, marginal.periods):
            raise NotMeasuredError(
                f"{marginal.dims} for periods {marginal.periods} needs {part or 'the total'}, "
                "which no measurement gives: measure a table that contains it."
            )
    return membership(reconciled.window, marginal.periods)


def is_known(reconciled: Reconciled, marginal: Marginal) -> bool:
    """Whether the measurements give `marginal` without guessing."""
    return all(knows(reconciled, part, marginal.periods) for part in subsets(marginal.dims))


def knows(reconciled: Reconciled, part: Dims, periods: tuple[int, ...]) -> bool:
    component = reconciled.components.get(part)
    return component is not None and component.knows(membership(reconciled.window, periods))
