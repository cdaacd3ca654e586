"""Which measurements stand for a period, and how a revised year takes its place."""

from dataclasses import replace
from decimal import Decimal

from privacy.declared.spec_file import parse_spec
from privacy.estimating.published import Published, SyntheticRows, as_measured, published
from privacy.estimating.revisions import (
    current,
    estimated,
    first_measurements,
    newest_revisions,
    revised_years,
    with_rows_of_year,
    with_year,
)
from privacy.records.measurements import Measurement, Revision
from tests.privacy.records.test_verifying import MEASURED
from tests.support.privacy_fixtures import SPEC

TABLES = ("victims_by_year", "victims_by_year_sex")


def measured(table: str, year: int, revision: int = 0) -> Measurement:
    made = Revision(number=revision, share=Decimal("0.5"), why="late", tables=TABLES)
    return replace(
        MEASURED,
        table=replace(MEASURED.table, name=table),
        period=str(year),
        revision=made if revision else None,
    )


def stored(*measurements: Measurement) -> dict[str, Measurement]:
    return {measurement.id: measurement for measurement in measurements}


def of_both(year: int, revision: int = 0) -> list[Measurement]:
    return [measured(table, year, revision) for table in TABLES]


def test_first_measurements_are_those_still_declared_in_the_order_of_the_spec() -> None:
    spec = parse_spec(SPEC)
    gone = measured("long_gone", 2011)
    found = first_measurements(
        spec, spec.tables, stored(gone, *of_both(2012), *of_both(2011), *of_both(2011, 1))
    )
    assert [each.id for each in found] == [
        "victims_by_year/2011",
        "victims_by_year/2012",
        "victims_by_year_sex/2011",
        "victims_by_year_sex/2012",
    ]


def test_the_newest_complete_revision_stands_for_its_year_and_no_other() -> None:
    both = stored(*of_both(2011), *of_both(2012), *of_both(2011, 2), *of_both(2011, 1))
    assert {name: each.id for name, each in newest_revisions(both).items()} == {
        f"{table}/2011": f"{table}/2011/revision-2" for table in TABLES
    }
    assert [each.id for each in current(of_both(2011)[:1] + of_both(2012)[:1], both)] == [
        "victims_by_year/2011/revision-2",
        "victims_by_year/2012",
    ]


def test_a_revision_that_lacks_a_table_stands_for_nothing_yet() -> None:
    begun = stored(*of_both(2011, 1), *of_both(2011, 2)[:1])
    assert {each.revision.number for each in newest_revisions(begun).values()} == {1}
    assert newest_revisions(stored(*of_both(2011), *of_both(2011, 1)[1:])) == {}


def test_the_year_tables_of_a_revised_year_are_taken_together() -> None:
    spec = parse_spec(SPEC)
    mixed = [measured(TABLES[0], 2011, 1), measured(TABLES[1], 2011), *of_both(2012)]
    assert [[each.id for each in group] for group in revised_years(spec, mixed)] == [
        ["victims_by_year/2011/revision-1", "victims_by_year_sex/2011"]
    ]


EVERY = SyntheticRows(
    columns=("period", "form", "sex"),
    rows=(
        ("2011", "begging", "female"),
        ("2011-Q2", "other", "male"),
        ("2012", "other", "female"),
    ),
)
REVISED = SyntheticRows(columns=("period", "sex"), rows=(("2011", "male"), ("2011", "female")))


def test_the_persons_of_a_revised_year_take_the_place_of_those_before() -> None:
    assert with_rows_of_year(EVERY, REVISED, "2011") == SyntheticRows(
        columns=EVERY.columns,
        rows=(("2011", "", "female"), ("2011", "", "male"), ("2012", "other", "female")),
    )


def test_cells_of_a_revised_year_replace_those_of_the_same_name() -> None:
    before = Published(
        cells={"a/2011": [(1, 0, 2)], "a/2012": [(3, 2, 4)]},
        rows={"victims": EVERY, "cases": EVERY},
    )
    year = Published(cells={"a/2011": [(9, 8, 10)]}, rows={"victims": REVISED})
    found = with_year(before, year, "2011")
    assert found.cells == {"a/2011": [(9, 8, 10)], "a/2012": [(3, 2, 4)]}
    assert found.rows["cases"] is EVERY
    assert found.rows["victims"] == with_rows_of_year(EVERY, REVISED, "2011")
    assert before.rows["victims"] is EVERY


def test_revised_years_are_estimated_apart_and_all_others_as_before() -> None:
    spec, first = parse_spec(SPEC), [measured(TABLES[1], year) for year in (2011, 2012)]
    revised = replace(measured(TABLES[1], 2011, 1), values=(40, 2))
    found, before = estimated(spec, first, [revised, first[1]]), published(spec, first)
    alone = published(spec, [revised])
    assert found.cells == before.cells | alone.cells
    assert set(alone.cells) == {revised.id}
    kept = [row for row in before.rows["victims"].rows if row[0] == "2012"]
    assert sorted(found.rows["victims"].rows) == sorted([*alone.rows["victims"].rows, *kept])
    assert estimated(spec, first, first) == before


def test_a_count_by_itself_is_cut_off_at_zero_with_both_ends() -> None:
    alone = replace(MEASURED, values=(10, -2, -9, 6), margin=6)
    assert as_measured(alone) == [(10, 4, 16), (0, 0, 4), (0, 0, 0), (6, 0, 12)]
