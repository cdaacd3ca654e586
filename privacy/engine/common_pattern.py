"""What windows of the same rows have in common: the pattern that each of them begins with.

All their tables are summed over all periods, as if there were one period only, and fitted once.
What is common to eighteen years is surer than what five of them show. Nothing here knows which
windows belong together, or when they were measured.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot

import numpy as np

from privacy.engine.fit import held, period_totals, pooled_targets, scale_periods, split
from privacy.engine.junction_tree import junction_tree, uniform_joint
from privacy.engine.pattern import Shapes, shape_codes, shapes_of
from privacy.engine.raking import Target, blocks_of, rake
from privacy.engine.reconcile import Reconciled
from privacy.engine.window import Dims, Measurement, Table, Window, families, margin

WHOLE = (0,)  # the one period that stands for all


@dataclass(frozen=True, kw_only=True)
class Part:
    """A window's estimates, and those of its measurements whose dimensions mean the same now."""

    reconciled: Reconciled
    measurements: tuple[Measurement, ...]


def common_shapes(window: Window, parts: Sequence[Part]) -> Shapes:
    """The shares of cells, by the dimensions of each kind of table that the parts have.

    These dimensions are some of `window`'s. Empty where no part tells more than a total.
    """
    parts = [part for part in parts if split(list(part.measurements))]
    everybody = sum(float(period_totals(part.reconciled).sum()) for part in parts)
    targets = whole_targets(parts, everybody)
    if not targets:
        return {}
    dims = window.ordered({dim for each in targets for dim in each.table.dims})
    whole = Window(
        sizes={dim: window.sizes[dim] for dim in dims},
        periods=len(WHOLE),
        zeros=tuple(each for each in window.zeros if set(each.dims) <= set(dims)),
    )
    joint = uniform_joint(whole, junction_tree(whole, [each.table.dims for each in targets]))
    shape_codes(joint, single_margins(targets), everybody)
    total = np.array([everybody])
    scale_periods(joint, total)
    rake(joint, blocks_of(whole, [*held(total), *targets]))
    return shapes_of(joint, {each.table.dims for each in targets})


def whole_targets(parts: Sequence[Part], everybody: float) -> list[Target]:
    """Each kind of table summed over all parts and scaled to everybody; the surest ones first.

    A kind is not measured in every period: its own periods' persons stand for the others. The same
    dimensions measured by the year and by five years are two kinds.
    """
    kinds: dict[tuple[Dims, int], list[tuple[Target, float]]] = defaultdict(list)
    for part in parts:
        totals, split_up = period_totals(part.reconciled), split(list(part.measurements))
        for family in families([each.table for each in split_up]):
            members = [split_up[position] for position in family]
            (target,) = pooled_targets(part.reconciled, members)
            persons = float(totals[list(target.table.periods)].sum())
            kinds[target.table.dims, len(members[0].table.periods)].append((target, persons))
    found = [summed(members, everybody) for members in kinds.values()]
    return sorted(found, key=lambda each: (float(np.mean(each.deviation)), each.table.dims))


def summed(members: Iterable[tuple[Target, float]], everybody: float) -> Target:
    """`members`: targets of one kind, with the persons in their periods."""
    targets, persons = zip(*members, strict=True)
    scale = everybody / sum(persons)
    return Target(
        table=Table(dims=targets[0].table.dims, periods=WHOLE),
        counts=scale * np.sum([each.counts for each in targets], axis=0),
        sigma=scale * hypot(*(each.sigma for each in targets)),
        deviation=scale * hypot(*(each.deviation for each in targets)),
    )


def single_margins(targets: Sequence[Target]) -> dict[str, np.ndarray]:
    """Each dimension by itself, from the surest target that has it."""
    found: dict[str, np.ndarray] = {}
    for each in targets:
        for dim in each.table.dims:
            if dim not in found:
                found[dim] = margin(each.counts[np.newaxis], each.table.dims, (dim,))[0]
    return found
