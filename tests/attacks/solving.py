"""An attacker's tool: which whole numbers can hidden cells have, if sums are known or bounded?

Exact for the small systems of a published report: bounds are tightened equation by equation, and
each value that is left is tried.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Bounds = dict[str, tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class Sum:
    """The `parts` add up to the cell `whole`."""

    whole: str
    parts: tuple[str, ...]


def possible_values(
    bounds: Mapping[str, tuple[int, int]], sums: Iterable[Sum], cell: str
) -> list[int]:
    """Each value that the cell has in some solution. More than one: the cell stays hidden."""
    sums = tuple(sums)
    tight = tightened(dict(bounds), sums)
    if tight is None:
        return []
    low, high = tight[cell]
    return [
        value for value in range(low, high + 1) if solvable({**tight, cell: (value,) * 2}, sums)
    ]


def solvable(bounds: Bounds, sums: tuple[Sum, ...]) -> bool:
    tight = tightened(bounds, sums)
    if tight is None:
        return False
    open_cells = [name for name, (low, high) in tight.items() if low < high]
    if not open_cells:
        return True
    narrowest = min(open_cells, key=lambda name: tight[name][1] - tight[name][0])
    low, high = tight[narrowest]
    return any(
        solvable({**tight, narrowest: (value, value)}, sums) for value in range(low, high + 1)
    )


def tightened(bounds: Bounds, sums: tuple[Sum, ...]) -> Bounds | None:
    """None if some equation can't hold."""
    before = None
    while bounds != before:
        before = dict(bounds)
        for sum_ in sums:
            bounds = tightened_by(bounds, sum_)
        if any(low > high for low, high in bounds.values()):
            return None
    return bounds


def tightened_by(bounds: Bounds, sum_: Sum) -> Bounds:
    lows, highs = (sum(bounds[part][end] for part in sum_.parts) for end in (0, 1))
    whole = max(bounds[sum_.whole][0], lows), min(bounds[sum_.whole][1], highs)
    tightened = {**bounds, sum_.whole: whole}
    for part in sum_.parts:
        low, high = bounds[part]
        tightened[part] = max(low, whole[0] - (highs - high)), min(high, whole[1] - (lows - low))
    return tightened
