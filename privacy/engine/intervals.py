"""95 % intervals of counts, from the reconciled variance.

They rest on the unbiased estimates, whose noise is known exactly, and not on the fit: the fit and
the rounding may be closer to the truth, but by how much depends on the truth. An interval contains
the true figure 95 times in 100 whatever that figure is. (Neyman 1937; the treatment of a bound at
zero follows Feldman and Cousins 1998: the test inverted is fixed in advance, so no interval is
empty.) Every published figure is within its interval, because intervals are widened to it.
"""

import numpy as np

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
    most = np.floor(max(whole, 0) + OF_A_WHOLE * variance**0.5)
    bounds: np.ndarray = np.minimum(upper, most)
    return bounds
