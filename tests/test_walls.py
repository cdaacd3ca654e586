"""The walls of the house, each tried on the real thing."""

import ast
import re
import tomllib
from pathlib import Path

import duckdb
import pytest

from portal.keys import read_key_file
from privacy.declared.spec import audience_named, cohorts_of, tables_of
from privacy.declared.spec_file import read_spec
from privacy.records.measurements import read_measurements
from tests.support import ROOT
from tests.support.chain import Portal
from tests.support.privacy_fixtures import published_cells
from warehouse.database import open_restricted

PACKAGES = ("portal", "ingest", "examples", "warehouse", "privacy", "dashboard")
AUDIENCES = ("coordinator", "donor", "public")
FURNITURE = {
    "tables", "measurements", "budget", "vocabulary", "published_totals", "release", "populations",
    "structural_zeros", "synthetic_victims", "synthetic_defendants",
}  # fmt: skip


def declared_tables() -> dict[str, dict[str, object]]:
    return tomllib.loads((ROOT / "privacy" / "release.toml").read_text())["tables"]


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_only_one_module_imports_opendp() -> None:
    sources = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    assert len(sources) > 40
    assert [
        path.relative_to(ROOT).as_posix() for path in sources if "opendp" in imports_of(path)
    ] == ["privacy/noise.py"]


def test_the_dashboard_imports_nothing_of_the_restricted_side() -> None:
    forbidden = set(PACKAGES) - {"dashboard"} | {"opendp", "dbt"}
    for path in (ROOT / "dashboard").rglob("*.py"):
        assert not imports_of(path) & forbidden, path


def test_cells_refer_only_to_marts_seeds_and_who_was_counted_before() -> None:
    macro = (ROOT / "warehouse" / "macros" / "cells.sql").read_text()
    assert set(re.findall(r"ref\(([^)]+)\)", macro)) == {"'vocabulary'", "table.mart"}
    assert set(re.findall(r"source\(([^)]+)\)", macro)) == {"'raw', 'counted_years'"}
    marts = {path.stem for path in (ROOT / "warehouse" / "models" / "marts").glob("*.sql")}
    assert {table["mart"] for table in declared_tables().values()} <= marts


def test_there_is_one_cells_model_for_each_declared_table_and_no_other() -> None:
    models = {path.stem: path for path in (ROOT / "warehouse" / "models" / "cells").glob("*.sql")}
    assert set(models) == set(declared_tables())
    for name, path in models.items():
        assert path.read_text() == f"{{{{ cells('{name}') }}}}\n"


@pytest.mark.chain
class TestTheReleaseFile:
    @pytest.mark.parametrize("audience", AUDIENCES)
    def test_it_holds_exactly_the_tables_declared_for_its_audience(
        self, finished_portal: Portal, audience: str
    ) -> None:
        spec = read_spec()
        viewer = audience_named(spec, audience)
        with newest_release(finished_portal, audience) as release:
            found = {name for (name,) in release.execute("show tables").fetchall()}
        declared = {table.name for table in tables_of(spec, viewer)} | set(viewer.exact)
        assert found == declared | FURNITURE | ({"ledger"} if audience == "coordinator" else set())

    def test_every_published_number_is_computed_from_stored_measurements_alone(
        self, finished_portal: Portal
    ) -> None:
        """Computed again here, from the measurement files and the spec, and nothing else."""
        stored = read_measurements(finished_portal.data / "measurements")
        cells = published_cells(read_spec(), stored.values())
        compared = 0
        with newest_release(finished_portal) as release:
            for name, table in declared_tables().items():
                keyed = ", ".join(["measurement", *table["dimensions"]])
                published = {
                    tuple(key): figures
                    for *key, value, lower, upper in release.execute(
                        f"select {keyed}, {table['count']}, lower, upper from {name}"
                    ).fetchall()
                    for figures in [(value, lower, upper)]
                }
                expected = {
                    (measurement.id, *key): cell
                    for measurement in stored.values()
                    if measurement.table.name == name
                    for key, cell in zip(measurement.keys, cells[measurement.id], strict=True)
                }
                assert published == expected
                compared += len(published)
        assert compared > 1500

    def test_all_tables_of_a_period_agree(self, finished_portal: Portal) -> None:
        compared = 0
        for audience in AUDIENCES:
            with newest_release(finished_portal, audience) as release:
                for name, count in tables_without_several_codes(release):
                    first = {"victims": "victims_by_year", "defendants": "defendants_by_year"}
                    whole = first.get(count, "defendants_by_stage_year")
                    year = "split_part(period, '-Q', 1)"
                    sums = release.execute(
                        f"select {year}, sum({count}) from {name} group by all"
                    ).fetchall()
                    totals = dict(
                        release.execute(
                            f"select period, sum({count}) from {whole} group by all"
                        ).fetchall()
                    )
                    for period, found in sums:
                        years = map(str, cohorts_of(period))
                        assert found == sum(totals[year] for year in years), (name, period)
                        compared += 1
        assert compared > 800

    def test_its_numbers_are_not_the_exact_ones(self, finished_portal: Portal) -> None:
        """Were the noise missing, all cells would agree; with it, far fewer than half do."""
        keys = read_key_file(finished_portal.key_file)
        database = finished_portal.data / "restricted.duckdb"
        with (
            open_restricted(database, keys.database, read_only=True) as exact,
            newest_release(finished_portal) as release,
        ):
            for name in declared_tables():
                columns = ", ".join(
                    column
                    for (column, *_) in release.execute(f"describe {name}").fetchall()
                    if column not in {"lower", "upper", "measurement"}
                )
                published = release.execute(f"select {columns} from {name}").fetchall()
                counted = set(exact.execute(f"select {columns} from cells.{name}").fetchall())
                positive = [row for row in published if row[-1] > 0]
                same = sum(row in counted for row in positive)
                assert same < len(positive) / 2, name

    def test_its_intervals_hold_the_exact_counts_about_95_times_in_100(
        self, finished_portal: Portal
    ) -> None:
        keys = read_key_file(finished_portal.key_file)
        database = finished_portal.data / "restricted.duckdb"
        inside = cells = 0
        with (
            open_restricted(database, keys.database, read_only=True) as exact,
            newest_release(finished_portal) as release,
        ):
            for name, table in declared_tables().items():
                keyed = ", ".join(["period", *table["dimensions"]])
                counts = {
                    key: count
                    for *key_parts, count in exact.execute(
                        f"select {keyed}, {table['count']} from cells.{name}"
                    ).fetchall()
                    for key in [tuple(key_parts)]
                }
                for *key_parts, lower, upper in release.execute(
                    f"select {keyed}, lower, upper from {name}"
                ).fetchall():
                    inside += lower <= counts[tuple(key_parts)] <= upper
                    cells += 1
        # Some 1,900 independent cells: five standard errors are 2.5 points.
        assert 0.925 < inside / cells < 1


def tables_without_several_codes(release: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    return release.execute("select name, \"count\" from tables where several = ''").fetchall()


def newest_release(portal: Portal, audience: str = "coordinator") -> duckdb.DuckDBPyConnection:
    folder = portal.releases / audience
    path = folder / (folder / "current").read_text().strip()
    return duckdb.connect(str(path), read_only=True)


def test_no_setting_and_no_argument_turns_noise_off() -> None:
    from portal.settings import Settings
    from privacy import noise

    assert not [name for name in Settings.model_fields if "noise" in name or "seed" in name]
    assert noise.draw_noisy.__code__.co_varnames[:3] == ("counts", "cells_per_person", "rho")
    assert noise.draw_noisy.__code__.co_argcount == 3
