"""What the command line asks: plan, draw, history and budget; and the walls of the package."""

import re
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import privacy
from privacy import release
from privacy.errors import LedgerTamperedError
from tests.support.privacy_fixtures import MEASUREMENTS, SPEC, Office

PACKAGE = Path(privacy.__file__).parent


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(folder=tmp_path)


def test_a_plan_tells_what_a_draw_will_do_and_writes_nothing(office: Office) -> None:
    plan = release.plan(office.spec, office.archive)
    assert sorted(path.name for path in office.folder.iterdir()) == ["release.toml"]
    assert [len(planned.pending) for planned in plan.tables] == [7, 7, 1]
    costs = {cohort.cohort: (cohort.cost_rho, cohort.remaining_rho) for cohort in plan.cohorts}
    assert costs[2014] == (Decimal("0.12"), Decimal("0.38"))

    measured = office.measure()
    planned = [
        f"{planned_table.table.name}/{period}"
        for planned_table in plan.tables
        for period in planned_table.pending
    ]
    assert list(measured.drawn) == planned
    after = release.plan(office.spec, office.archive)
    assert [len(planned.measured) for planned in after.tables] == [7, 7, 1]
    assert {cohort.cost_rho for cohort in after.cohorts} == {0}


def test_a_plan_foresees_what_a_draw_will_refuse(office: Office) -> None:
    office.measure()
    text = SPEC.replace("tables.victims_by_year_sex]", "tables.victims_by_year_form]")
    text = text.replace('["sex"]', '["form"]').replace("rho = 0.04", "rho = 0.39")
    dear = Office(folder=office.folder, spec_text=text)
    planned = release.plan(dear.spec, dear.archive).tables[1]
    assert planned.pending == ("2015", "2016")
    measured = dear.measure()
    assert list(planned.refused.values()) == list(measured.refused.values())
    assert len(measured.drawn) == 2


def test_a_draw_measures_and_publishes_and_a_second_one_does_neither(office: Office) -> None:
    first, second = (office.draw() for _ in range(2))
    assert len(first.measured.drawn) == MEASUREMENTS
    assert second.measured.drawn == ()
    assert first.releases == second.releases


def test_history_and_budget_tell_every_charge_and_what_is_left(office: Office) -> None:
    office.measure()
    (office.measurements / "victims_by_year" / "2014.json").unlink()
    past = release.history(office.archive)
    assert [charge.charge.measurement for charge in past if charge.is_lost] == [
        "victims_by_year/2014"
    ]
    verified = release.verify(office.archive)
    assert len(past) == len(verified.charges) == MEASUREMENTS
    budgets = {budget.cohort: budget for budget in release.budget(office.spec, office.archive)}
    assert budgets[2014].remaining_rho == Decimal("0.38")


def test_only_the_noise_module_imports_opendp_and_only_measuring_draws() -> None:
    texts = {
        path.relative_to(PACKAGE).as_posix(): path.read_text() for path in PACKAGE.rglob("*.py")
    }
    imports = {name for name, text in texts.items() if re.search(r"(import|from) opendp", text)}
    draws = {name for name, text in texts.items() if "draw_noisy(" in text}
    assert imports == {"noise.py"}
    assert draws == {"noise.py", "measuring/run.py"}


def test_only_cells_reads_the_schema_of_exact_counts() -> None:
    texts = {
        path.relative_to(PACKAGE).as_posix(): path.read_text() for path in PACKAGE.rglob("*.py")
    }
    assert {name for name, text in texts.items() if "from cells." in text} == {
        "measuring/exact_counts.py"
    }


def test_the_command_line_can_import_the_verbs_without_loading_opendp() -> None:
    asked = "import sys, privacy.release; sys.exit('opendp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], cwd=PACKAGE.parent).returncode == 0


def test_a_ledger_put_back_from_before_the_last_release_is_refused_before_any_draw(
    office: Office, tmp_path: Path
) -> None:
    first = Office(
        folder=office.folder,
        spec_text=SPEC.replace("closed_through = 2016", "closed_through = 2015"),
    )
    first.draw()
    copy = tmp_path / "copy"
    copy.mkdir()
    shutil.copy(office.ledger, copy)
    shutil.copytree(office.measurements, copy / "measurements")
    newest = office.draw().releases[0]
    put_back(office, copy)
    before = office.ledger.read_bytes()
    with pytest.raises(LedgerTamperedError, match=newest.name):
        office.draw()
    # A damaged release on top does not hide the one below it.
    newest.with_name("coordinator-0003.duckdb").write_bytes(b"torn")
    with pytest.raises(LedgerTamperedError, match=newest.name):
        office.draw()
    assert office.ledger.read_bytes() == before


def put_back(office: Office, copy: Path) -> None:
    shutil.rmtree(office.measurements)
    shutil.copytree(copy / "measurements", office.measurements)
    shutil.copy(copy / office.ledger.name, office.ledger)
