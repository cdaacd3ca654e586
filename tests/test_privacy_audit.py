"""An audit from outside: can whoever sees the draws tell two neighbouring registers apart?

The attack bets on every event "the draw is at least t" and "at most t". From the shares of draws
in which an event happens with and without one person follows, with near certainty, a lower bound on
the true epsilon. It must lie below the claimed one, and the same attack must catch a broken
mechanism.
"""

import math
from decimal import Decimal

import numpy as np
import pytest

from privacy import noise
from privacy.noise import draw_noisy, epsilon_of

DRAWS = 100_000
DELTA = 0.01
DOUBT = 1e-9  # The chance that one bound fails.
RHO = Decimal("0.5")


def test_the_attack_finds_less_than_is_claimed() -> None:
    assert 1 < epsilon_shown_by_attack() <= epsilon_of(RHO, DELTA)


def test_the_same_attack_catches_a_mechanism_with_half_the_noise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = noise.scale_for
    monkeypatch.setattr(noise, "scale_for", lambda cells, rho: real(cells, rho) / 2)
    assert epsilon_shown_by_attack() > epsilon_of(RHO, DELTA)


def epsilon_shown_by_attack() -> float:
    without = np.array(draw_noisy(np.full(DRAWS, 7), 1, RHO).values)
    with_one_more = np.array(draw_noisy(np.full(DRAWS, 8), 1, RHO).values)
    bounds = []
    for threshold in range(0, 16):
        bounds.append(bound((with_one_more >= threshold).sum(), (without >= threshold).sum()))
        bounds.append(bound((without <= threshold).sum(), (with_one_more <= threshold).sum()))
    return max(bounds)


def bound(often: int, seldom: int) -> float:
    """From often <= e^epsilon * seldom + delta, both shares set to the attack's disadvantage."""
    least, most = 1 - largest_share(DRAWS - often), largest_share(seldom)
    return math.log((least - DELTA) / most) if least > DELTA else 0.0


def largest_share(happened: int) -> float:
    """The largest true share that is not ruled out by so many in DRAWS (Chernoff's bound)."""
    seen, low, high = happened / DRAWS, happened / DRAWS, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        is_ruled_out = DRAWS * divergence(seen, middle) > math.log(1 / DOUBT)
        low, high = (low, middle) if is_ruled_out else (middle, high)
    return high


def divergence(seen: float, true: float) -> float:
    """Kullback and Leibler's, between two coins."""
    yes = seen * math.log(seen / true) if seen > 0 else 0.0
    no = (1 - seen) * math.log((1 - seen) / (1 - true)) if 0 < true < 1 and seen < 1 else 0.0
    return yes + no if true < 1 or seen == 1 else math.inf
