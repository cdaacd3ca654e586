"""The store of measurements: what is read is what was stored, and a name has one meaning."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from privacy.errors import (
    DamagedMeasurementError,
    DefinitionChangedError,
    ShareNotDrawnError,
)
from privacy.records.measurements import (
    Measurement,
    Revision,
    View,
    check_definition,
    digest,
    keys_of,
    read_measurements,
    seen_by,
    store,
)
from tests.privacy.records.test_verifying import MEASURED, TABLE

HALF, TENTH = (
    View(share=Decimal(share), values=values, scale=scale, margin=9, certified_rho=0.01)
    for share, values, scale in (("0.5", (5, 6), 4.0), ("0.1", (7, 8), 9.0))
)
VIEWED = replace(MEASURED, views=(HALF, TENTH))
REVISED = replace(
    VIEWED,
    revision=Revision(number=1, share=Decimal("0.5"), why="corrected", tables=("victims_by_year",)),
)


@pytest.mark.parametrize("measurement", [MEASURED, VIEWED, REVISED], ids=["plain", "views", "new"])
def test_what_is_read_is_what_was_stored(tmp_path: Path, measurement: Measurement) -> None:
    path = store(measurement, tmp_path)
    assert path == tmp_path / f"{measurement.id}.json"
    assert read_measurements(tmp_path) == {measurement.id: measurement}


def test_what_a_measurement_cost_is_its_share_of_the_tables_rho() -> None:
    assert (MEASURED.rho, REVISED.rho) == (Decimal("0.05"), Decimal("0.025"))


def test_a_digest_is_that_of_the_facts_in_any_order() -> None:
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1}) != digest({"a": 2, "b": 1})


def spoil(path: Path, with_digest: bool = True, **facts: object) -> None:
    content = {**json.loads(path.read_text()), **facts}
    if with_digest:
        del content["digest"]
        content["digest"] = digest(content)
    path.write_text(json.dumps(content))


@pytest.mark.parametrize(
    ("facts", "with_digest"),
    [
        ({"scale": 2.0}, False),
        ({"values": [1]}, True),
        ({"values": [1, 2, 3]}, True),
        ({"period": "2012"}, True),
        ({"codes": 7}, True),
        ({"more": 1}, True),
    ],
    ids=str,
)
def test_a_file_that_is_not_what_was_written_is_named(
    tmp_path: Path, facts: dict, with_digest: bool
) -> None:
    path = store(VIEWED, tmp_path)
    spoil(path, with_digest, **facts)
    with pytest.raises(DamagedMeasurementError, match=str(path)):
        read_measurements(tmp_path)


def test_a_view_without_a_value_for_each_cell_is_damage(tmp_path: Path) -> None:
    path = store(replace(VIEWED, views=(HALF, replace(TENTH, values=(7,)))), tmp_path)
    with pytest.raises(DamagedMeasurementError, match=str(path)):
        read_measurements(tmp_path)


def test_the_last_dimension_changes_fastest() -> None:
    assert keys_of((("a", "b"), ("x", "y"))) == [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]
    assert keys_of(()) == [()]


def test_the_weight_and_the_order_of_codes_are_no_part_of_a_definition() -> None:
    check_definition([MEASURED], replace(TABLE, weight=Decimal(7)), (("male", "female"),))


@pytest.mark.parametrize(
    ("table", "codes", "told"),
    [
        (replace(TABLE, rho=Decimal("0.06")), MEASURED.codes, "another definition: rho changed"),
        (replace(TABLE, mart="others"), MEASURED.codes, "another definition: mart changed"),
        (TABLE, (("female", "other"),), "the codes of sex changed"),
        (TABLE, (("female",),), "the codes of sex changed"),
        (TABLE, (("female", "male", "other"),), "the codes of sex changed"),
    ],
    ids=["rho", "mart", "other code", "fewer codes", "more codes"],
)
def test_a_name_that_would_get_another_meaning_is_refused(
    table: object, codes: tuple, told: str
) -> None:
    with pytest.raises(DefinitionChangedError, match=told):
        check_definition([MEASURED], table, codes)


def test_tables_of_other_names_may_mean_what_they_like() -> None:
    check_definition([MEASURED], replace(TABLE, name="another", rho=Decimal(1)), (("x",),))


@pytest.mark.parametrize(
    ("share", "view"), [("0.5", HALF), ("0.99", HALF), ("0.49", TENTH), ("0.1", TENTH)]
)
def test_an_audience_sees_the_surest_view_that_its_share_allows(share: str, view: View) -> None:
    found = seen_by(VIEWED, Decimal(share))
    assert (found.values, found.scale, found.margin, found.certified_rho) == (
        view.values,
        view.scale,
        view.margin,
        view.certified_rho,
    )
    assert found.views == ()


def test_the_whole_share_sees_what_was_measured_and_no_other_view() -> None:
    assert seen_by(VIEWED, Decimal(1)) == MEASURED


def test_a_share_smaller_than_any_that_was_drawn_is_refused() -> None:
    with pytest.raises(ShareNotDrawnError, match=r"for the shares 1, 0\.5, 0\.1, and"):
        seen_by(VIEWED, Decimal("0.09"))
