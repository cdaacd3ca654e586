"""The ledger of what was spent: charged and on the disk before any noise is drawn.

It only ever grows. Nothing here changes or removes a line that was written whole.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from privacy import durable
from privacy.budget import check_affordable, spent_by_cohort
from privacy.errors import LedgerTamperedError, WrongLedgerError
from privacy.ledger_lines import Charge, Ledger, line_of, read_lines, sealed
from privacy.spec import ReleaseSpec, Table, cohorts_of, measurement_id, spec_hash


@dataclass(frozen=True, kw_only=True)
class LedgerFile:
    """The ledger, open and locked: whoever holds one is the only process that may draw."""

    path: Path
    descriptor: int


@contextmanager
def locked_ledger(path: Path) -> Iterator[LedgerFile]:
    """Make it if need be, wait until no other process holds it, and hold it."""
    durable.make_folder(path.parent)
    with durable.told_as_storage_error(path):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        durable.sync_folder(path.parent)
        yield LedgerFile(path=path, descriptor=descriptor)
    finally:
        os.close(descriptor)


def read_ledger(path: Path) -> Ledger:
    """Read and check it, without changing anything. A ledger that does not exist is empty."""
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH)
            return checked(file.read(), path)
    except FileNotFoundError:
        return Ledger()


def charge(file: LedgerFile, spec: ReleaseSpec, table: Table, period: str, register: str) -> Charge:
    """Spend the table's rho of every cohort in the period; return when the disk has it.

    What would exceed a cohort's lifetime is refused, and then nothing is written.
    """
    ledger = read_locked(file)
    cohorts, measurement = cohorts_of(period), measurement_id(table, period)
    spent, lifetime = spent_by_cohort(ledger.charges), spec.guarantee.lifetime_rho
    check_affordable(spent, lifetime, measurement, cohorts, table.rho)
    made = sealed(
        Charge(
            number=len(ledger.charges) + 1,
            charged_at=datetime.now(UTC).isoformat(timespec="seconds"),
            register=register,
            measurement=measurement,
            cohorts=tuple(cohorts),
            rho=table.rho,
            spec=spec_hash(spec),
            previous=ledger.head,
        )
    )
    durable.append(file.descriptor, line_of(made), file.path)
    return made


def heal(file: LedgerFile) -> int:
    """Repair the end of a ledger whose last write was cut short; return how many bytes were cut.

    A torn charge was never acted on, because noise is drawn only after the disk has the whole line.
    A line that lacks nothing but its line break is kept and paid: that can only cost too much.
    """
    ledger = read_locked(file)
    if not ledger.last_line_ended:
        durable.append(file.descriptor, b"\n", file.path)
    if ledger.torn:
        os.ftruncate(file.descriptor, os.fstat(file.descriptor).st_size - len(ledger.torn))
        os.fsync(file.descriptor)
    return len(ledger.torn)


def read_locked(file: LedgerFile) -> Ledger:
    size = os.fstat(file.descriptor).st_size
    return checked(os.pread(file.descriptor, size, 0), file.path)


def checked(data: bytes, path: Path) -> Ledger:
    try:
        return read_lines(data)
    except LedgerTamperedError as error:
        raise LedgerTamperedError(
            f"The ledger {path} can't be trusted: {error}. Nothing is drawn or published on it. "
            "Put back the copy from your backup."
        ) from None


def check_register(ledger: Ledger, register: str, path: Path) -> None:
    others = {charge.register for charge in ledger.charges} - {register}
    if others:
        raise WrongLedgerError(
            f"The ledger {path} is that of the register '{min(others)}', and this is '{register}': "
            "each register needs a data folder of its own."
        )
