"""Blur counts: the only module that draws noise, and the only one that imports OpenDP.

Noise is OpenDP's discrete Gaussian on whole numbers, from the operating system's randomness. There
is no switch to turn it off and no seed. Never draw twice for the same figures: that is up to
privacy.measuring.run, which is the only caller of `draw_noisy`.

A note on rounding. Costs are promised as decimals, and computed as floating-point numbers; wherever
the two differ in the last digit, the number is rounded to the side of less cost and more noise.
"""

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

import numpy as np
import opendp.prelude as dp

# OpenDP asks for this word before it hands out mechanisms whose written proofs are still in review.
dp.enable_features("contrib")

LARGEST_COUNT = 2**31 - 1
# More than what the floating-point steps of a bound can lose together.
ROUNDING = 1e-12


@dataclass(frozen=True, kw_only=True)
class NoisyCounts:
    """`distance` is how far the noise may be from one discrete Gaussian of the scale."""

    values: tuple[int, ...]
    scale: float
    rho: float
    distance: float = 0.0


def draw_noisy(counts: np.ndarray, cells_per_person: int, rho: Decimal) -> NoisyCounts:
    """Add noise to every count, at a cost of `rho` to each person.

    A person is counted in `cells_per_person` of the cells, and at most once in each. The rho of the
    result is what OpenDP certifies: at most the one asked for.
    """
    check_counts(counts)
    scale = scale_for(cells_per_person, rho)
    mechanism = discrete_gaussian(scale)
    values = mechanism(counts.astype(np.int32))
    certified = mechanism.map(sensitivity(cells_per_person))
    return NoisyCounts(values=tuple(values), scale=scale, rho=certified)


def draw_further(noisy: NoisyCounts, cells_per_person: int, scale: float) -> NoisyCounts:
    """The same noisy counts with further noise, so that all noise together has the larger `scale`.

    It is drawn without a look at the values, so it costs nothing; the rho of the result is smaller.
    """
    more = math.nextafter(math.sqrt(scale**2 - noisy.scale**2), math.inf)
    further = discrete_gaussian(more)(np.zeros(len(noisy.values), dtype=np.int32))
    values = tuple(value + added for value, added in zip(noisy.values, further, strict=True))
    distance = noisy.distance + distance_of_sum(noisy.scale, more)
    rho = min(noisy.rho, rho_of_sum(scale, distance, cells_per_person))
    return NoisyCounts(values=values, scale=scale, rho=rho, distance=distance)


def scale_seen(scale: float, share: Decimal) -> float:
    """The scale of noise that tells as much as the given scale would for this share of its rho."""
    return scale / math.sqrt(share)


def distance_of_sum(scale: float, further: float) -> float:
    """How far a sum of two discrete Gaussians is from one: the largest log-ratio of their chances.

    Kairouz, Liu and Steinke 2021, on the convolution of two; their bound asks for scales of at
    least 1/2, and below that nothing is claimed.
    """
    if min(scale, further) < 0.5:
        return math.inf
    return 5 * math.exp(-2 * math.pi**2 / (1 / scale**2 + 1 / further**2))


def rho_of_sum(scale: float, distance: float, cells_per_person: int) -> float:
    """What noise within `distance` of a discrete Gaussian of this scale costs (docs/method.md, 7).

    For orders up to 2 the second derivative of the divergence is bounded, above 2 the divergence.
    """
    if math.isinf(distance):
        return math.inf
    low_orders = math.exp(7 * distance) * (1 / scale + 2 * distance) ** 2 / 2
    high_orders = 1 / (2 * scale**2) + 1.5 * distance
    return cells_per_person * max(low_orders, high_orders) * (1 + ROUNDING)


def check_counts(counts: np.ndarray) -> None:
    if counts.ndim != 1 or not np.issubdtype(counts.dtype, np.integer):
        raise TypeError("Counts must be a list of whole numbers.")
    if counts.size and not 0 <= counts.min() <= counts.max() <= LARGEST_COUNT:
        raise ValueError(f"Counts must lie between 0 and {LARGEST_COUNT}.")


@cache
def scale_for(cells_per_person: int, rho: Decimal) -> float:
    """The least noise with which OpenDP's own calculation certifies `rho`.

    Searched and not calculated: the formula sqrt(cells / (2 rho)) may round to too little noise.
    """
    return dp.binary_search_param(
        discrete_gaussian,
        d_in=sensitivity(cells_per_person),
        d_out=rounded_down(rho),
        T=float,
    )


def discrete_gaussian(scale: float) -> dp.Measurement:
    counts = dp.vector_domain(dp.atom_domain(T=int))
    return dp.m.make_gaussian(counts, dp.l2_distance(T=float), scale=scale)


def sensitivity(cells_per_person: int) -> float:
    """How far one person more or fewer can move a table: Euclidean distance, 1 in each cell."""
    distance = math.sqrt(cells_per_person)
    if Fraction(distance) ** 2 < cells_per_person:
        distance = math.nextafter(distance, math.inf)
    return distance


def rounded_down(amount: Decimal) -> float:
    nearest = float(amount)
    return nearest if Fraction(nearest) <= Fraction(amount) else math.nextafter(nearest, 0.0)


@cache
def margin_of_error(scale: float) -> int:
    """The smallest m for which noise of this scale stays within -m to m 95 times in 100."""
    chance, within = chances(scale), 0.0
    for margin, exactly in enumerate(chance):
        within += exactly if margin == 0 else 2 * exactly
        if within >= 0.95:
            return margin
    raise ValueError(f"No margin was found for the scale {scale}.")


def chances(scale: float) -> list[float]:
    """The discrete Gaussian's chance of 0, of 1, of 2 ...; of a negative number it is the same.

    Beyond 40 scales the chance is smaller than any floating-point number can tell from zero.
    """
    weights = [math.exp(-((x / scale) ** 2) / 2) for x in range(math.ceil(40 * scale) + 1)]
    total = weights[0] + 2 * math.fsum(weights[1:])
    return [weight / total for weight in weights]


@cache
def epsilon_of(rho: Decimal, delta: float) -> float:
    """The epsilon that, with this delta, says the same promise as rho in the more usual unit."""
    if rho == 0:
        return 0.0
    mechanism = scalar_gaussian_costing(rho)
    return float(dp.c.make_zCDP_to_approxDP(mechanism).map(1.0).epsilon(delta))


def scalar_gaussian_costing(rho: Decimal) -> dp.Measurement:
    """A mechanism that costs rho, or more by a last digit, so that its epsilon is not too small."""
    one_count = dp.atom_domain(T=int), dp.absolute_distance(T=float)
    scale = math.sqrt(1 / (2 * float(rho)))
    while Fraction(dp.m.make_gaussian(*one_count, scale=scale).map(1.0)) < Fraction(rho):
        scale = math.nextafter(scale, 0.0)
    return dp.m.make_gaussian(*one_count, scale=scale)
