"""Every figure as which a recorded number may be published, and how often."""

from math import exp
from statistics import NormalDist

from dashboard.figures.wording import CONFIDENCE, Figure


def noisy(count: int, margin: int) -> list[tuple[Figure, float]]:
    """Of whole random changes 19 times out of 20 within the margin, cut off at zero."""
    scale = margin / NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    changes = range(-4 * margin, 4 * margin + 1)
    weights = [exp(-((change / scale) ** 2) / 2) for change in changes]
    return [
        (cut_off(count + change, margin), weight / sum(weights))
        for change, weight in zip(changes, weights, strict=True)
    ]


def cut_off(value: int, margin: int) -> Figure:
    """Nobody is fewer than none; the upper end stays as far away as from any other figure."""
    shown = max(0, value)
    return Figure(value=shown, lower=max(0, value - margin), upper=shown + margin)
