"""The release of every audience and the ledger, through the real command line."""

import duckdb
import pytest

from privacy.declared.spec import audience_named, tables_of
from privacy.declared.spec_file import read_spec
from privacy.publishing.store import read_sheets
from privacy.records.measurements import read_measurements
from tests.support.chain import Portal

pytestmark = pytest.mark.chain
AUDIENCES = ("coordinator", "donor", "public")
WITH_INDICATORS = ("coordinator", "donor")


def newest(portal: Portal, audience: str) -> duckdb.DuckDBPyConnection:
    folder = portal.releases / audience
    return duckdb.connect(folder / (folder / "current").read_text().strip(), read_only=True)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_audience_gets_its_tables_its_exact_sheets_and_no_other(
    finished_portal: Portal, audience: str
) -> None:
    spec = read_spec()
    viewer = audience_named(spec, audience)
    with newest(finished_portal, audience) as connection:
        names = {name for (name,) in connection.execute("show tables").fetchall()}
        columns = {
            exact.name: [row[0] for row in connection.execute(f"describe {exact.name}").fetchall()]
            for exact in spec.exact
            if exact.name in viewer.exact
        }
    about = {
        "tables", "measurements", "budget", "structural_zeros", "vocabulary", "published_totals",
        "populations", "release", "synthetic_victims", "synthetic_defendants",
    }  # fmt: skip
    of_the_office = {"ledger"} if audience == "coordinator" else set()
    tables = {table.name for table in tables_of(spec, viewer)}
    assert names == tables | set(viewer.exact) | about | of_the_office
    assert columns == {
        exact.name: list(exact.columns) for exact in spec.exact if exact.name in columns
    }


def test_later_audiences_have_less_sure_measurements_of_the_same_noise(
    finished_portal: Portal,
) -> None:
    stored = read_measurements(finished_portal.data / "measurements")
    for measurement in stored.values():
        scales = [measurement.scale, *(view.scale for view in measurement.views)]
        assert scales == sorted(scales)
        assert len(set(scales)) == 3
    scales_seen = {}
    for audience in AUDIENCES:
        with newest(finished_portal, audience) as connection:
            scales_seen[audience] = dict(
                connection.execute(
                    "select measurement, scale from measurements where table_name in "
                    "('victims_by_year', 'defendants_by_year')"
                ).fetchall()
            )
    assert len(scales_seen["public"]) == 36
    for name, scale in scales_seen["public"].items():
        assert scales_seen["coordinator"][name] < scales_seen["donor"][name] < scale


@pytest.mark.parametrize("audience", AUDIENCES)
def test_intervals_of_a_year_are_as_wide_as_the_margin_that_was_told(
    finished_portal: Portal, audience: str
) -> None:
    with newest(finished_portal, audience) as connection:
        ((margin,),) = connection.execute(
            "select published_margin from tables where name = 'victims_by_year'"
        ).fetchall()
        ((half,),) = connection.execute(
            "select median((upper - lower) / 2) from victims_by_year where period >= '2010'"
        ).fetchall()
    # One interval may be cut off at zero, or widened to its figure.
    assert abs(half - margin) <= 1


def test_the_dimensions_of_indicators_have_labels_for_every_audience_that_has_them(
    finished_portal: Portal,
) -> None:
    for audience in WITH_INDICATORS:
        with newest(finished_portal, audience) as connection:
            unnamed = connection.execute(
                "select distinct dimension, code from indicator_values where dimension <> 'all' "
                "and (dimension, code) not in (select (dimension, code) from vocabulary)"
            ).fetchall()
        assert unnamed == []


def test_no_protected_indicator_has_an_exact_value(finished_portal: Portal) -> None:
    for audience in WITH_INDICATORS:
        with newest(finished_portal, audience) as connection:
            bases = connection.execute(
                "select distinct basis from indicator_values "
                "inner join indicators on indicators.code = indicator_values.indicator"
            ).fetchall()
        assert bases == [("programme",)]


def test_publishing_twice_leaves_one_version_for_each_audience(finished_portal: Portal) -> None:
    for audience in AUDIENCES:
        folder = finished_portal.releases / audience
        assert {path.name for path in folder.iterdir()} == {f"{audience}-0001.duckdb", "current"}
        path = folder / f"{audience}-0001.duckdb"
        assert read_sheets(path)["release"].rows[0][:3] == (f"{audience}-0001", 1, audience)


def test_the_ledger_is_whole_and_read_in_words(finished_portal: Portal) -> None:
    assert "The ledger is whole: 515 charges" in finished_portal.run("ledger", "verify")
    output = finished_portal.run("ledger", "show")
    assert "everything ever published about the victims first recorded in" in output
    assert "wins at most 74 of 100 even bets" in output
    assert "5.22" in output


def test_plans_prices_and_proposals_spend_nothing(finished_portal: Portal) -> None:
    before = finished_portal.ledger_lines()
    plan = finished_portal.run("release", "plan")
    assert "2020-2024" in plan
    assert "Reserve" in plan
    price = finished_portal.run("release", "ask", "victims by area, form, 2019-2023")
    assert "[tables.victims_by_year_area_form]" in price
    revision = finished_portal.run("release", "revise", "--year", "2019")
    assert "Nothing was spent" in revision
    assert "Proposed" in finished_portal.run("release", "shares")
    refused = finished_portal.run("release", "revise", "--year", "2019", "--share", "0.9",
                                  "--why", "too much", code=2)  # fmt: skip
    assert "is left to them after all that is declared" in refused
    assert finished_portal.ledger_lines() == before
