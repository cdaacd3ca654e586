"""A group of measurements as a window: codes sorted, axes in one order, zeros where both meet."""

from dataclasses import replace

import numpy as np

from privacy.declared.spec import StructuralZero
from privacy.declared.spec_file import parse_spec
from privacy.estimating.estimable import (
    Estimable,
    atoms_of,
    codes_of_group,
    comparable,
    estimable_of,
    leaned_on,
    places_of,
    zeros_of,
)
from privacy.estimating.groups import Group
from privacy.records.measurements import Measurement
from tests.privacy.records.test_verifying import MEASURED
from tests.support.privacy_fixtures import SPEC

SPEC_OF = parse_spec(SPEC)


def measured(
    name: str, period: str, values: tuple[int, ...], **codes: tuple[str, ...]
) -> Measurement:
    table = replace(MEASURED.table, name=name, dimensions=tuple(codes))
    return replace(MEASURED, table=table, period=period, codes=tuple(codes.values()), values=values)


def group(*measurements: Measurement, rows: str = "victims") -> Group:
    return Group(rows=("victims", rows), joined=measurements, alone=(), all=measurements)


TOTALS = [measured("total", str(year), (12,)) for year in (2011, 2012)]
BOTH = measured(
    "both", "2011-2012", (1, 2, 3, 4, 5, 6), sex=("male", "female"), form=("x", "a", "b")
)


def estimable(*measurements: Measurement, **facts: str) -> Estimable:
    found = estimable_of(SPEC_OF, group(*measurements, **facts))
    assert found is not None
    return found


def test_codes_and_dimensions_are_sorted_and_counts_follow_them() -> None:
    found = estimable(*TOTALS, BOTH)
    assert found.codes == {"form": ("a", "b", "x"), "sex": ("female", "male")}
    last = found.measured[2]
    assert last.marginal.dims == ("form", "sex")
    assert last.counts.tolist() == [[5, 2], [6, 3], [4, 1]]
    assert (last.marginal.periods, last.sigma) == ((0, 1), MEASURED.scale)
    assert found.window.sizes == {"form": 3, "sex": 2}


def test_years_are_numbered_in_order_and_open_quarters_stand_for_themselves() -> None:
    assert places_of(group(BOTH, *TOTALS)) == {"2011": 0, "2012": 1}
    assert atoms_of("2010-2012") == ["2010", "2011", "2012"]
    assert atoms_of("2013-Q2") == ["2013-Q2"]
    assert codes_of_group(group(*TOTALS)) == {}


def test_nothing_is_estimated_of_no_measurements() -> None:
    assert estimable_of(SPEC_OF, group()) is None


def test_cells_are_impossible_where_both_dimensions_are_there() -> None:
    zero = StructuralZero(dimension="sex", code="male", other="form", codes=("a", "b"))
    spec = replace(SPEC_OF, structural_zeros=(zero,))
    codes = {"form": ("a", "b", "x"), "sex": ("female", "male")}
    (found,) = zeros_of(spec, codes)
    assert found.dims == ("form", "sex")
    assert found.possible.tolist() == [[True, False], [True, False], [True, True]]
    for lacking in ("form", "sex"):
        assert list(zeros_of(spec, {lacking: codes[lacking]})) == []
    np.testing.assert_array_equal(found.possible, ~np.outer([True, True, False], [False, True]))


def test_a_group_leans_on_the_same_rows_that_were_measured_no_later() -> None:
    own = estimable(*TOTALS, BOTH)
    later = estimable(*(replace(each, drawn_on="2026-01-02") for each in TOTALS))
    others = estimable(*TOTALS, rows="cases")
    assert [part.reconciled for part in leaned_on(own, [own, later, others])] == [own.reconciled]
    assert len(leaned_on(later, [own, later])) == 2
    assert later.drawn_on == "2026-01-02"


def test_tables_are_compared_where_all_their_dimensions_have_the_same_codes() -> None:
    own = estimable(*TOTALS, BOTH)
    sexes = ("female", "male", "other")
    other = estimable(
        *TOTALS,
        measured("forms", "2011", (1, 2, 3), form=("a", "b", "x")),
        measured("sexes", "2011", (1, 2, 3), sex=sexes),
        measured("mixed", "2011", tuple(range(9)), form=("a", "b", "x"), sex=sexes),
    )
    assert [each.marginal.dims for each in comparable(own, other)] == [(), (), ("form",)]
