"""What windows of the same rows have in common: the pattern that each of them begins with.

All their marginals are summed over all periods, as if there were one period only, and fitted once.
What is common to eighteen years is surer than what five of them show. Nothing here knows which
windows belong together, or when they were measured.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot

import numpy as np

from privacy.engine.fit import period_totals, pooled_targets, scale_periods, split, total_targets
from privacy.engine.junction_tree import junction_tree, uniform_joint
from privacy.engine.pattern import Shapes, shape_codes, shapes_of
from privacy.engine.raking import Target, blocks_of, rake
from privacy.engine.reconcile import Reconciled
from privacy.engine.window import Dims, Marginal, MeasuredMarginal, Window, families, marginal_stack

WHOLE = (0,)  # the one period that stands for all


@dataclass(frozen=True, kw_only=True)
class Part:
    """A window's estimates, and those of its measurements whose dimensions mean the same now."""

    reconciled: Reconciled
    measurements: tuple[MeasuredMarginal, ...]


def common_shapes(window: Window, parts: Sequence[Part]) -> Shapes:
    """The shares of cells, by the dimensions of each kind of marginal that the parts have.

    These dimensions are some of `window`'s. Empty where no part tells more than a total.
    """
    parts = [part for part in parts if split(list(part.measurements))]
    everybody = sum(float(period_totals(part.reconciled).sum()) for part in parts)
    targets = whole_targets(parts, everybody)
    if not targets:
        return {}
    dims = window.ordered({dim for target in targets for dim in target.marginal.dims})
    whole = Window(
        sizes={dim: window.sizes[dim] for dim in dims},
        periods=len(WHOLE),
        zeros=tuple(zeros for zeros in window.zeros if set(zeros.dims) <= set(dims)),
    )
    joint = uniform_joint(whole, junction_tree(whole, [target.marginal.dims for target in targets]))
    shape_codes(joint, single_marginals(targets), everybody)
    total = np.array([everybody])
    scale_periods(joint, total)
    rake(joint, blocks_of(whole, [*total_targets(total), *targets]))
    return shapes_of(joint, {target.marginal.dims for target in targets})


def whole_targets(parts: Sequence[Part], everybody: float) -> list[Target]:
    """Each kind of marginal summed over all parts and scaled to everybody; the surest ones first.

    A kind is not measured in every period: its own periods' persons stand for the others. The same
    dimensions measured by the year and by five years are two kinds.
    """
    kinds: dict[tuple[Dims, int], list[tuple[Target, float]]] = defaultdict(list)
    for part in parts:
        totals, split_up = period_totals(part.reconciled), split(list(part.measurements))
        for family in families([measurement.marginal for measurement in split_up]):
            members = [split_up[position] for position in family]
            (target,) = pooled_targets(part.reconciled, members)
            persons = float(totals[list(target.marginal.periods)].sum())
            kinds[target.marginal.dims, len(members[0].marginal.periods)].append((target, persons))
    targets = [summed(members, everybody) for members in kinds.values()]
    return sorted(
        targets, key=lambda target: (float(np.mean(target.deviation)), target.marginal.dims)
    )


def summed(members: Iterable[tuple[Target, float]], everybody: float) -> Target:
    """`members`: targets of one kind, with the persons in their periods."""
    targets, persons = zip(*members, strict=True)
    scale = everybody / sum(persons)
    return Target(
        marginal=Marginal(dims=targets[0].marginal.dims, periods=WHOLE),
        counts=scale * np.sum([target.counts for target in targets], axis=0),
        sigma=scale * hypot(*(target.sigma for target in targets)),
        deviation=scale * hypot(*(target.deviation for target in targets)),
    )


def single_marginals(targets: Sequence[Target]) -> dict[str, np.ndarray]:
    """Each dimension by itself, from the surest target that has it."""
    marginals: dict[str, np.ndarray] = {}
    for target in targets:
        for dim in target.marginal.dims:
            if dim not in marginals:
                marginals[dim] = marginal_stack(
                    target.counts[np.newaxis], target.marginal.dims, (dim,)
                )[0]
    return marginals
