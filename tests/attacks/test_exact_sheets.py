"""What is published without noise must be the same whoever is in the register, or nobody.

The examples are built a second time without a single record of a victim or a defendant. And an
official's own test result must not follow from the means that are published.
"""

import shutil
from collections import defaultdict
from pathlib import Path

import duckdb
import pytest

from ingest.kinds import read_kinds
from portal.keys import read_key_file
from privacy.declared.spec_file import read_spec
from privacy.publishing.seeds import exact_sheet
from tests.support.chain import Portal
from warehouse.database import open_restricted

pytestmark = pytest.mark.chain
OF_OFFICIALS_AND_BODIES = {"trainings", "activities"}
MEANS = """
select period, dimension, code, value, based_on from indicator_values
where indicator = 'training_test_gain' and based_on > 0
"""


@pytest.fixture(scope="module")
def without_anybody(finished_portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """The same deliveries, of which every record of a protected person was taken out."""
    empty = Portal(folder=tmp_path_factory.mktemp("empty"))
    empty.data.mkdir()
    shutil.copyfile(finished_portal.data / "restricted.duckdb", empty.data / "restricted.duckdb")
    shutil.copytree(finished_portal.key_file.parent, empty.key_file.parent)
    with restricted(empty, read_only=False) as connection:
        for kind in set(read_kinds()) - OF_OFFICIALS_AND_BODIES:
            connection.execute(f"delete from raw.{kind}")
        connection.execute("delete from raw.builds")
    empty.run("build")
    return empty


def restricted(portal: Portal, read_only: bool = True) -> duckdb.DuckDBPyConnection:
    keys = read_key_file(portal.key_file)
    return open_restricted(portal.data / "restricted.duckdb", keys.database, read_only)


def test_sheets_without_noise_are_the_same_without_any_protected_person(
    finished_portal: Portal, without_anybody: Portal
) -> None:
    with_all, victims = exact_sheets(finished_portal)
    with_nobody, none = exact_sheets(without_anybody)
    assert victims > 500
    assert none == 0
    assert with_all.keys() == with_nobody.keys() > set()
    for name, rows in with_all.items():
        assert rows == with_nobody[name], name


def exact_sheets(portal: Portal) -> tuple[dict[str, list[tuple[object, ...]]], int]:
    """The rows of each by its name, and how many victims there are."""
    with restricted(portal) as connection:
        sheets = {
            declared.name: exact_sheet(connection, declared).rows for declared in read_spec().exact
        }
        (victims,) = connection.execute("select count(*) from marts.victims").fetchone()
    return sheets, victims


def test_no_officials_result_follows_from_the_means_of_the_others_and_of_all(
    finished_portal: Portal,
) -> None:
    parts: dict[tuple[str, str], list[tuple[float | None, int]]] = defaultdict(list)
    for period, dimension, _code, mean, persons in published(finished_portal, "donor"):
        parts[period, dimension].append((mean, persons))
    assert any(mean for split in parts.values() for mean, _persons in split)
    for split in parts.values():
        means = [mean for mean, _persons in split if mean is not None]
        assert len(means) in (0, len(split))
        assert all(mean == round(mean) for mean in means)
        assert not means or min(persons for _mean, persons in split) >= 5


def published(portal: Portal, audience: str) -> list[tuple[str, str, str, float | None, int]]:
    path = Path(portal.releases / audience / f"{audience}-0001.duckdb")
    with duckdb.connect(path, read_only=True) as connection:
        return connection.execute(MEANS).fetchall()
