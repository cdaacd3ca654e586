"""A group of measurements as the engine takes it: a window with numbers for years and codes.

And on which other groups it leans. That depends on declarations and on when each was measured,
never on a count. Nothing here is estimated but what `reconcile` does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from privacy.declared.spec import ReleaseSpec, StructuralZero, cohorts_of, quarter_of
from privacy.engine.common_pattern import Part
from privacy.engine.reconcile import NotMeasuredError, Reconciled, reconcile
from privacy.engine.window import Marginal, MeasuredMarginal, Window, Zeros
from privacy.estimating.groups import Group
from privacy.records.measurements import Measurement

CodesByDimension = dict[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Estimable:
    """`measured`: the group's measurements, in the axes and numbers of `window`."""

    group: Group
    codes: CodesByDimension
    window: Window
    measured: tuple[MeasuredMarginal, ...]
    reconciled: Reconciled

    @property
    def drawn_on(self) -> str:
        """The day of the newest measurement: years of a window that is open come one by one."""
        return max(measurement.drawn_on for measurement in self.group.all)


def estimable_of(spec: ReleaseSpec, group: Group) -> Estimable | None:
    """None where some period was measured by no table, for want of budget: it can't be estimated
    with the others."""
    if not group.joined:
        return None
    codes, places = codes_of_group(group), places_of(group)
    window = Window(
        sizes={dimension: len(listed) for dimension, listed in codes.items()},
        periods=len(places),
        zeros=tuple(zeros_of(spec, codes)),
    )
    measured = [in_window(measurement, window, codes, places) for measurement in group.joined]
    try:
        reconciled = reconcile(window, measured)
    except NotMeasuredError:
        return None
    return Estimable(
        group=group, codes=codes, window=window, measured=tuple(measured), reconciled=reconciled
    )


def leaned_on(own: Estimable, others: Sequence[Estimable]) -> list[Part]:
    """The groups of the same rows that were measured when the last of this one was, itself too.

    What is measured later changes nothing that was published of this one. Of each group the tables
    whose dimensions have the same codes here.
    """
    return [
        Part(reconciled=other.reconciled, measurements=tuple(comparable(own, other)))
        for other in others
        if other.group.rows == own.group.rows and other.drawn_on <= own.drawn_on
    ]


def comparable(own: Estimable, other: Estimable) -> Iterable[MeasuredMarginal]:
    same = {dim for dim, codes in other.codes.items() if own.codes.get(dim) == codes}
    return (measurement for measurement in other.measured if set(measurement.marginal.dims) <= same)


def codes_of_group(group: Group) -> CodesByDimension:
    """The dimensions of a window and the codes of each, both sorted: the vocabulary's order may
    change after a measurement, and must not change a figure.
    """
    codes: CodesByDimension = {}
    for measurement in group.joined:
        for dimension, listed in zip(measurement.table.dimensions, measurement.codes, strict=True):
            codes[dimension] = tuple(sorted(listed))
    return dict(sorted(codes.items()))


def places_of(group: Group) -> dict[str, int]:
    """The periods of a window, years or the quarters of an open year, and their numbers."""
    names = {name for measurement in group.joined for name in atoms_of(measurement.period)}
    return {name: number for number, name in enumerate(sorted(names))}


def atoms_of(period: str) -> list[str]:
    return [period] if quarter_of(period) is not None else [str(y) for y in cohorts_of(period)]


def zeros_of(spec: ReleaseSpec, codes: CodesByDimension) -> Iterable[Zeros]:
    for zero in spec.structural_zeros:
        if zero.dimension in codes and zero.other in codes:
            dims = tuple(dim for dim in codes if dim in (zero.dimension, zero.other))
            yield Zeros(dims=dims, possible=possible(zero, [codes[dim] for dim in dims], dims))


def possible(
    zero: StructuralZero, codes: list[tuple[str, ...]], dims: tuple[str, ...]
) -> np.ndarray:
    """False in the cells of the two dimensions that no row can be in: (codes of one, of other)."""
    forbidden = {zero.dimension: {zero.code}, zero.other: set(zero.codes)}
    first, second = (
        np.array([code in forbidden[dim] for code in listed])
        for dim, listed in zip(dims, codes, strict=True)
    )
    ruled_out: np.ndarray = np.logical_and.outer(first, second)
    return ~ruled_out


def in_window(
    measurement: Measurement, window: Window, codes: CodesByDimension, places: dict[str, int]
) -> MeasuredMarginal:
    """The measurement with its axes, and the codes on each, in the order of the window."""
    dimensions = measurement.table.dimensions
    counts = np.array(measurement.values, dtype=float).reshape(
        [len(listed) for listed in measurement.codes]
    )
    for axis, (dimension, listed) in enumerate(zip(dimensions, measurement.codes, strict=True)):
        counts = counts.take([listed.index(code) for code in codes[dimension]], axis=axis)
    ordered = window.ordered(set(dimensions))
    return MeasuredMarginal(
        marginal=Marginal(
            dims=ordered, periods=tuple(places[name] for name in atoms_of(measurement.period))
        ),
        sigma=measurement.scale,
        counts=counts.transpose([dimensions.index(dimension) for dimension in ordered]),
    )
