"""The examples, through the whole chain: what was planted is found, who counts is counted."""

import csv
from collections import Counter

import pytest

from examples.dirt import PLANTED_ROWS, misspelt_words
from portal.keys import read_key_file
from tests.support import ROOT
from tests.support.chain import Portal
from tests.support.examples_reading import word_key
from warehouse.database import open_restricted

pytestmark = pytest.mark.chain


def exact(portal: Portal, query: str) -> list[tuple[object, ...]]:
    keys = read_key_file(portal.key_file)
    with open_restricted(portal.data / "restricted.duckdb", keys.database, True) as connection:
        return connection.execute(query).fetchall()


def test_the_planted_rows_and_no_others_are_in_quarantine(finished_portal: Portal) -> None:
    planted = {(row.file, row.row, row.reason, row.field) for row in PLANTED_ROWS}
    quarantined = exact(
        finished_portal,
        "select file_name, row_number, reason, field "
        "from raw.quarantine inner join raw.deliveries using (delivery_id)",
    )
    assert set(quarantined) == planted
    assert len(quarantined) == len(planted)


def test_a_file_sent_twice_under_two_names_is_loaded_once(finished_portal: Portal) -> None:
    files = len(list(finished_portal.extracts.iterdir()))
    assert exact(finished_portal, "select count(*) from raw.deliveries") == [(files - 1,)]


def test_the_persons_of_each_year_are_those_of_the_published_totals(
    finished_portal: Portal,
) -> None:
    wanted: Counter[int] = Counter()
    with (ROOT / "examples" / "targets.csv").open() as file:
        for row in csv.DictReader(file):
            wanted[int(row["year"])] += int(row["victims"])
    query = "select identified_year, count(*) from marts.victims group by all"
    assert dict(exact(finished_portal, query)) == wanted
    assert wanted[2017] == 83


def test_each_misspelt_word_is_named_with_its_dimension_and_source(finished_portal: Portal) -> None:
    unmapped = exact(
        finished_portal, "select dimension, source, case_records from staging.stg_unmapped_words"
    )
    assert {source for _, source, _ in unmapped} == {"centres for social work"}
    words = [word for misspelt in misspelt_words().values() for word in misspelt]
    assert len(unmapped) == len(words)
    output = finished_portal.run("status")
    output_with_words = finished_portal.run("status", "--words")
    assert "Words not understood yet" in output
    for word in words:
        assert word not in output
        assert word_key(word) in output_with_words


def test_status_says_what_is_loaded_built_released_and_spent(finished_portal: Portal) -> None:
    output = finished_portal.run("status")
    for part in (
        "policija_2007_2015.csv (example)",
        "a cell longer than 200 characters",
        "Warehouse built and tested",
        "coordinator-0001.duckdb",
        "0.46",
        "5.22",
    ):
        assert part in output


def test_the_example_release_says_that_its_persons_are_fictional(finished_portal: Portal) -> None:
    import duckdb

    path = finished_portal.releases / "coordinator" / "coordinator-0001.duckdb"
    with duckdb.connect(str(path), read_only=True) as release:
        assert release.execute("select fictional, register from release").fetchall() == [
            (True, "national")
        ]


def test_help_answers_in_half_a_second_and_loads_nothing_heavy(finished_portal: Portal) -> None:
    import subprocess
    import sys

    script = (
        "import sys; from portal.cli import app; "
        "heavy = {'streamlit', 'dbt', 'opendp', 'duckdb', 'pandas', 'pyarrow', 'pydantic'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
