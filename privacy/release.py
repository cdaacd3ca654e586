"""What the command line can ask of this package: plan, draw, revise, verify, history and budget.

Only `draw` and `revise` spend anything. The others read the release spec, the ledger and the stored
measurements, and never the restricted database.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from privacy import verifying
from privacy.budget import CohortBudget, cohort_budgets
from privacy.ledger import read_ledger
from privacy.ledger_lines import Charge
from privacy.planning import plan as plan
from privacy.revision_price import Price, price_of
from privacy.spec import Population, ReleaseSpec

if TYPE_CHECKING:
    import duckdb

    from privacy.measuring import Measured

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """`prices` are those of a revision, of each population that it was made for."""

    measured: "Measured"
    releases: tuple[Path, ...]
    prices: tuple[Price, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PastCharge:
    charge: Charge
    is_lost: bool


def draw(
    spec: ReleaseSpec,
    connection: "duckdb.DuckDBPyConnection",
    *,
    ledger_path: Path,
    measurement_dir: Path,
    release_dir: Path,
    register: str,
    fictional: bool,
    on_progress: Progress = lambda measurement, done, of: None,
) -> Drawn:
    """Measure what is closed and not measured yet, then publish to every audience."""
    from privacy.continuity import check_continuity
    from privacy.measuring import measure_closed_periods

    check_continuity(ledger_path, release_dir, spec.audiences, register)
    kept = {"ledger_path": ledger_path, "measurement_dir": measurement_dir}
    persons = {"register": register, "fictional": fictional}
    measured = measure_closed_periods(spec, connection, **kept, **persons, on_progress=on_progress)
    releases = published_to_all(spec, connection, release_dir, **kept, **persons)
    return Drawn(measured=measured, releases=releases)


def revise(
    spec: ReleaseSpec,
    connection: "duckdb.DuckDBPyConnection",
    *,
    year: int,
    populations: tuple[Population, ...],
    share: Decimal,
    why: str,
    ledger_path: Path,
    measurement_dir: Path,
    release_dir: Path,
    register: str,
    fictional: bool,
    on_progress: Progress = lambda measurement, done, of: None,
) -> Drawn:
    """Measure the year tables of a year once more, then publish to every audience."""
    from privacy import revising
    from privacy.continuity import check_continuity

    check_continuity(ledger_path, release_dir, spec.audiences, register)
    kept = {"ledger_path": ledger_path, "measurement_dir": measurement_dir}
    persons = {"register": register, "fictional": fictional}
    asked = {"year": year, "populations": populations, "share": share, "why": why.strip()}
    prices, measured = revising.revise(
        spec, connection, **asked, **kept, **persons, on_progress=on_progress
    )
    releases = published_to_all(spec, connection, release_dir, **kept, **persons)
    return Drawn(measured=measured, releases=releases, prices=prices)


def published_to_all(
    spec: ReleaseSpec, connection: "duckdb.DuckDBPyConnection", release_dir: Path, **kept: Any
) -> tuple[Path, ...]:
    from privacy.publishing import publish

    return tuple(
        publish(spec, connection, **kept, release_dir=release_dir, audience=audience.name)
        for audience in spec.audiences
    )


def prices_of_revision(
    spec: ReleaseSpec,
    *,
    year: int,
    populations: tuple[Population, ...],
    share: Decimal,
    ledger_path: Path,
    measurement_dir: Path,
) -> tuple[Price, ...]:
    """What `revise` would cost now. Nothing is spent."""
    verified = verify(ledger_path=ledger_path, measurement_dir=measurement_dir)
    return tuple(
        price_of(spec, verified.charges, verified.measurements, population, year, share, why="")
        for population in populations
    )


def verify(*, ledger_path: Path, measurement_dir: Path) -> verifying.Verified:
    return verifying.verify(ledger_path, measurement_dir)


def history(*, ledger_path: Path, measurement_dir: Path) -> tuple[PastCharge, ...]:
    """Every charge ever made, oldest first; a lost one bought nothing."""
    verified = verifying.verify(ledger_path, measurement_dir)
    return tuple(
        PastCharge(charge=charge, is_lost=charge in verified.lost) for charge in verified.charges
    )


def budget(spec: ReleaseSpec, *, ledger_path: Path) -> list[CohortBudget]:
    return cohort_budgets(spec, read_ledger(ledger_path).charges)
