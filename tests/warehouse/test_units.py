"""The unit tests of the dbt models: each rule on a few rows of its own."""

import shutil
from pathlib import Path

import pytest

from portal.keys import read_key_file
from privacy.declared.spec import as_dbt_vars
from privacy.declared.spec_file import read_spec
from tests.support.chain import Portal
from warehouse.build import prove_models

pytestmark = pytest.mark.chain
RULES = 32


def test_every_rule_of_the_models_holds_on_its_own_rows(
    finished_portal: Portal, tmp_path: Path
) -> None:
    database = tmp_path / "restricted.duckdb"
    shutil.copyfile(finished_portal.data / "restricted.duckdb", database)
    proven: list[str] = []
    prove_models(
        database,
        read_key_file(finished_portal.key_file).database,
        {"register": "national", **as_dbt_vars(read_spec())},
        tmp_path / "dbt",
        lambda name, done, total: proven.append(name),
    )
    assert len(proven) >= RULES
