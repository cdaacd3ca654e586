"""95 % intervals for counts, differences, shares and ratios, from the reconciled variance.

They rest on the unbiased estimates, whose noise is known exactly, and not on the fit: the fit and
the rounding may be closer to the truth, but by how much depends on the truth. An interval contains
the true figure 95 times in 100 whatever that figure is. (Neyman 1937; the treatment of a bound at
zero follows Feldman and Cousins 1998: the test inverted is fixed in advance, so no interval is
empty.) Every published figure is within its interval, because intervals are widened to it.
"""

import numpy as np

from privacy.engine.reconcile import Combination, Reconciled, covariance, estimate

TWO_SIDED = 1.959964  # 97.5 % of a normal distribution lies below
ONE_SIDED = 1.644854  # 95 %
OF_A_WHOLE = 2.575829  # 99.5 %


def count_interval(
    estimates: np.ndarray, variance: float, published: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper bound of whole, non-negative counts, each in the shape of `estimates`.

    Inverts, for each true count m, the test that accepts |estimate - m| <= 1.96 s where
    m >= 1.96 s, and estimate <= m + 1.645 s where m is smaller; both accept 95 %.
    """
    sd = variance**0.5
    two_sided, one_sided = TWO_SIDED * sd, ONE_SIDED * sd
    lower = np.minimum(estimates - one_sided, np.maximum(two_sided, estimates - two_sided))
    upper = np.maximum(estimates, 0) + two_sided
    lower, upper = np.maximum(np.ceil(lower), 0), np.floor(upper)
    return np.minimum(lower, published), np.maximum(upper, published)


def within_whole(upper: np.ndarray, whole: float, variance: float) -> np.ndarray:
    """Upper bounds of parts, none above what their whole surely does not exceed.

    `whole` is the estimate of the whole, such as of all persons of a year, and `variance` its
    variance. A part is no larger than its whole, and the whole is above this bound once in 200
    times: of the 95 times in 100 at most half a time is lost, and only where a part is nearly all.
    """
    return np.minimum(upper, np.floor(max(whole, 0) + OF_A_WHOLE * variance**0.5))


def difference_interval(
    reconciled: Reconciled, difference: Combination, published: float
) -> tuple[float, float]:
    """Bounds of a linear combination that may be negative, such as one year minus another."""
    centre = estimate(reconciled, difference)
    half = TWO_SIDED * covariance(reconciled, difference, difference) ** 0.5
    return min(centre - half, published), max(centre + half, published)


def ratio_interval(
    reconciled: Reconciled,
    numerator: Combination,
    denominator: Combination,
    published: float,
    largest: float = np.inf,
) -> tuple[float, float]:
    """Bounds of numerator / denominator, within 0 and `largest` (1 for a share).

    All r for which numerator - r denominator is within 1.96 of its standard deviations from zero
    (Fieller 1954). Where the denominator could be zero this is everything up to `largest`: a small
    denominator says nothing about a share, and the interval shows it.
    """
    top, bottom = estimate(reconciled, numerator), estimate(reconciled, denominator)
    square = TWO_SIDED**2
    a = bottom**2 - square * covariance(reconciled, denominator, denominator)
    b = top * bottom - square * covariance(reconciled, numerator, denominator)
    c = top**2 - square * covariance(reconciled, numerator, numerator)
    if a <= 0 or bottom <= 0:
        return 0.0, float(largest)
    half = max(b**2 - a * c, 0) ** 0.5
    lower, upper = np.clip([(b - half) / a, (b + half) / a], 0, largest)
    return min(float(lower), published), max(float(upper), published)
