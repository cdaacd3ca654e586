"""Verify: the ledger's chain is whole, and every stored measurement was paid for.

Only reads, and only what is safe to show: no database is opened.
"""

from dataclasses import dataclass
from pathlib import Path

from privacy.declared.spec import cohorts_of, spans_years
from privacy.errors import UnpaidMeasurementError
from privacy.records.archive import Archive
from privacy.records.ledger import read_ledger
from privacy.records.ledger_lines import Charge, Ledger
from privacy.records.measurements import Measurement, read_measurements


@dataclass(frozen=True, kw_only=True)
class Verified:
    """`lost` charges bought nothing; `torn_bytes` of an unfinished line await the next draw."""

    charges: tuple[Charge, ...]
    measurements: dict[str, Measurement]
    lost: tuple[Charge, ...]
    torn_bytes: int


def verify(archive: Archive) -> Verified:
    ledger, stored = read_ledger(archive.ledger_path), read_measurements(archive.measurement_dir)
    check_paid(ledger, stored, archive.ledger_path)
    return Verified(
        charges=ledger.charges,
        measurements=stored,
        lost=lost_charges(ledger, stored),
        torn_bytes=len(ledger.torn),
    )


def check_paid(ledger: Ledger, stored: dict[str, Measurement], path: Path) -> None:
    """Each measurement holds the hash of its charge, so a ledger cut at its end is found out."""
    charges = {charge.hash: charge for charge in ledger.charges}
    for measurement in stored.values():
        charge = charges.get(measurement.ledger_hash)
        if charge is None or not pays_for(charge, measurement):
            raise UnpaidMeasurementError(
                f"The ledger {path} has no charge for the stored measurement {measurement.id}: "
                "lines at its end were cut off, or another ledger was put in its place. Nothing is "
                "drawn or published on it. Put back the copy from your backup."
            )


def pays_for(charge: Charge, measurement: Measurement) -> bool:
    return (
        charge.measurement == measurement.id
        and charge.register == measurement.register
        and charge.cohorts == tuple(cohorts_of(measurement.period))
        and charge.spans_years == spans_years(measurement.table)
        and charge.rho == measurement.rho
    )


def lost_charges(ledger: Ledger, stored: dict[str, Measurement]) -> tuple[Charge, ...]:
    """Charges whose measurement was never stored: a crash came in between. They stay spent."""
    used = {measurement.ledger_hash for measurement in stored.values()}
    return tuple(charge for charge in ledger.charges if charge.hash not in used)
