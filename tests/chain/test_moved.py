"""A correction that moves a first record to another year never exposes a person to two years.

By the real commands: a year is drawn, the record is corrected, and the next year is drawn.
"""

from pathlib import Path

import duckdb
import pytest

from ingest.raw import create_raw_schema
from privacy.declared.spec_file import read_spec
from tests.chain.test_register import referenced_file, rows_of
from tests.support import ROOT
from tests.support.chain import Portal
from tests.support.ingest_extracts import htcds_row
from warehouse.build import check_built, fingerprint_of
from warehouse.counted import PLACES, remember_counted
from warehouse.errors import BuildError

pytestmark = pytest.mark.chain
BY_YEAR = "select period, victims from cells.victims_by_year where period in ('2019', '2020')"
COUNTED = "select event, year, quarter from raw.counted_years order by all"


def portal_that_has_closed(office: Path, year: int) -> Portal:
    """Its own copy of what is published, with another last year."""
    text = (ROOT / "privacy" / "release.toml").read_text(encoding="utf-8")
    text = text.replace("closed_through = 2024", f"closed_through = {year}")
    text = text.replace("first_quarter_year = 2020", "first_quarter_year = 2019")
    text = text.replace("first_year = 2007", "first_year = 2015").replace("[2010, ", "[")
    office.mkdir(exist_ok=True)
    (office / "portal.toml").write_text('release_spec = "release.toml"\n')
    (office / "release.toml").write_text(text, encoding="utf-8")
    return Portal(folder=office)


def test_a_draw_has_remembered_everybody_of_its_years(finished_portal: Portal) -> None:
    remembered = "select person_key, year, quarter from raw.counted_years where event = ''"
    victims = "select person_key, cohort_year, cohort_quarter from marts.victims"
    counted = rows_of(finished_portal, f"{remembered} and population = 'victims' order by all")
    assert counted == rows_of(finished_portal, f"{victims} where cohort_year <= 2024 order by all")
    assert len(counted) > 500


@pytest.mark.slow
def test_a_person_who_was_drawn_in_a_year_is_never_counted_in_another(tmp_path: Path) -> None:
    portal = portal_that_has_closed(tmp_path / "office", 2019)
    row = htcds_row(number="9900000000001", identified="2019-03-01")
    portal.run("ingest", referenced_file(tmp_path, "first.csv", ("K-1", "", row)))
    portal.run("build")
    portal.run("release", "draw")
    assert rows_of(portal, COUNTED) == [("", 2019, 1)]

    portal_that_has_closed(tmp_path / "office", 2020)
    moved = htcds_row(number="9900000000001", identified="2020-11-01")
    portal.run("ingest", referenced_file(tmp_path, "second.csv", ("K-1", "", moved)))
    portal.run("build")
    assert rows_of(portal, "select cohort_year from marts.victims") == [(2020,)]
    assert dict(rows_of(portal, BY_YEAR)) == {"2019": 1, "2020": 0}


def test_what_is_remembered_is_never_changed_and_only_closed_periods_are() -> None:
    connection = duckdb.connect()
    create_raw_schema(connection)
    connection.execute("create schema marts")
    connection.execute(
        "create table marts.victims as select * from (values "
        "('national', 'a', 2019, 2), ('national', 'b', 2020, 1), ('national', 'c', 2020, 2), "
        "('national', 'd', 2020, 0), ('national', 'e', 2021, 1), ('other', 'f', 2019, 1)) "
        "as rows (register, person_key, cohort_year, cohort_quarter)"
    )
    connection.execute(
        "create table marts.defendants as "
        "select 'national' as register, 'a' as person_key, 2018 as cohort_year"
    )
    connection.execute(
        "create table marts.proceedings as select 'national' as register, 'a' as person_key, "
        "unnest(['reported', 'convicted']) as stage, unnest([2018, 2020]) as stage_year"
    )
    counted = [
        ("defendants", "a", "", 2018, None),
        ("defendants", "a", "reported", 2018, None),
        ("victims", "a", "", 2019, 2),
        ("victims", "b", "", 2020, 1),
    ]
    remember_counted(connection, "national", 2019, 1)
    assert remembered(connection) == counted
    connection.execute("update marts.victims set cohort_year = 2017 where person_key = 'a'")
    remember_counted(connection, "national", 2019, 1)
    assert remembered(connection) == counted


@pytest.mark.parametrize(
    "change",
    [
        "insert into raw.acts values (now()::timestamp, 'erasure', '')",
        "delete from raw.builds",
        "update raw.builds set fingerprint = 'of another release.toml'",
    ],
)
def test_nothing_is_drawn_from_a_build_that_failed_or_is_out_of_date(change: str) -> None:
    connection = duckdb.connect()
    create_raw_schema(connection)
    with pytest.raises(BuildError, match="portal build"):
        check_built(connection, {"tables": {}})
    connection.execute(
        "insert into raw.builds values (?, now()::timestamp)",
        [fingerprint_of(connection, {"tables": {}})],
    )
    check_built(connection, {"tables": {}})
    with pytest.raises(BuildError):
        check_built(connection, {"tables": {"another": {}}})
    connection.execute(change)
    with pytest.raises(BuildError):
        check_built(connection, {"tables": {}})


def remembered(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    columns = "population, person_key, event, year, quarter"
    return connection.execute(f"select {columns} from raw.counted_years order by all").fetchall()


def test_every_population_that_is_drawn_from_is_remembered() -> None:
    for population in read_spec().populations:
        assert f"'{population.name}'" in PLACES
