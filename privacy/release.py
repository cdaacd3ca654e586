"""What the command line can ask of this package: plan, draw, revise, verify, history and budget.

Only `draw` and `revise` spend anything. The others read the release spec, the ledger and the stored
measurements, and never the restricted database.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from privacy.declared.spec import ReleaseSpec
from privacy.measuring.progress import Progress, nobody_is_told
from privacy.measuring.revision_price import Correction, Price, prices_of
from privacy.planning.plan import plan as plan
from privacy.records import verifying
from privacy.records.archive import Archive, Register
from privacy.records.budget import CohortBudget, cohort_budgets
from privacy.records.ledger import read_ledger
from privacy.records.ledger_lines import Charge
from privacy.records.verifying import verify as verify

if TYPE_CHECKING:
    import duckdb

    from privacy.measuring.run import Measured


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
    archive: Archive,
    register: Register,
    *,
    release_dir: Path,
    on_progress: Progress = nobody_is_told,
) -> Drawn:
    """Measure what is closed and not measured yet, then publish to every audience."""
    from privacy.measuring.run import measure_closed_periods
    from privacy.publishing.continuity import check_continuity

    check_continuity(archive, register, release_dir, spec.audiences)
    measured = measure_closed_periods(spec, connection, archive, register, on_progress)
    releases = published_to_all(spec, connection, archive, register, release_dir)
    return Drawn(measured=measured, releases=releases)


def revise(
    spec: ReleaseSpec,
    connection: "duckdb.DuckDBPyConnection",
    archive: Archive,
    register: Register,
    correction: Correction,
    *,
    release_dir: Path,
    on_progress: Progress = nobody_is_told,
) -> Drawn:
    """Measure the year tables of a year once more, then publish to every audience."""
    from privacy.measuring import revising
    from privacy.publishing.continuity import check_continuity

    check_continuity(archive, register, release_dir, spec.audiences)
    asked = replace(correction, why=correction.why.strip())
    prices, measured = revising.revise(spec, connection, archive, register, asked, on_progress)
    releases = published_to_all(spec, connection, archive, register, release_dir)
    return Drawn(measured=measured, releases=releases, prices=prices)


def published_to_all(
    spec: ReleaseSpec,
    connection: "duckdb.DuckDBPyConnection",
    archive: Archive,
    register: Register,
    release_dir: Path,
) -> tuple[Path, ...]:
    from privacy.publishing.publication import publish

    return tuple(
        publish(
            spec, connection, archive, register, release_dir=release_dir, audience=audience.name
        )
        for audience in spec.audiences
    )


def prices_of_revision(
    spec: ReleaseSpec, archive: Archive, correction: Correction
) -> tuple[Price, ...]:
    """What `revise` would cost now. Nothing is spent."""
    verified = verifying.verify(archive)
    return prices_of(spec, verified.charges, verified.measurements, correction)


def history(archive: Archive) -> tuple[PastCharge, ...]:
    """Every charge ever made, oldest first; a lost one bought nothing."""
    verified = verifying.verify(archive)
    return tuple(
        PastCharge(charge=charge, is_lost=charge in verified.lost) for charge in verified.charges
    )


def budget(spec: ReleaseSpec, archive: Archive) -> list[CohortBudget]:
    return cohort_budgets(spec, read_ledger(archive.ledger_path).charges)
