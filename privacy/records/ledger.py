"""The ledger of what was spent: charged and on the disk before any noise is drawn.

It only ever grows. Nothing here changes or removes a line that was written whole.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from privacy.declared.spec import ReleaseSpec, Table, measurement_id, spec_hash
from privacy.errors import LedgerTamperedError
from privacy.records import durable
from privacy.records.budget import FULL, Spending, cost_of, spend, spending_of
from privacy.records.ledger_lines import Charge, Ledger, line_of, read_lines, sealed
from privacy.records.measurements import Revision, revised_id


@dataclass(kw_only=True)
class LedgerFile:
    """The ledger, open and locked: whoever holds one is the only process that may draw.

    `ledger` is what the file holds, read when it was locked, and `spending` what that adds up to.
    """

    path: Path
    descriptor: int
    ledger: Ledger
    spending: Spending


@contextmanager
def locked_ledger(path: Path) -> Iterator[LedgerFile]:
    """Make it if need be, wait until no other process holds it, and hold it."""
    durable.make_folder(path.parent)
    with durable.told_as_storage_error(path):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        durable.sync_folder(path.parent)
        size = os.fstat(descriptor).st_size
        ledger = checked(os.pread(descriptor, size, 0), path)
        spending = spending_of(ledger.charges)
        yield LedgerFile(path=path, descriptor=descriptor, ledger=ledger, spending=spending)
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


def charge(
    file: LedgerFile,
    spec: ReleaseSpec,
    table: Table,
    period: str,
    register: str,
    revision: Revision | None = None,
) -> Charge:
    """Spend the table's rho of every cohort in the period; return when the disk has it.

    What would exceed a cohort's lifetime is refused, and then nothing is written.
    """
    cost = cost_of(spec, table, period, revision.share if revision else FULL)
    spend(spec, file.spending, cost)
    made = sealed(
        Charge(
            number=len(file.ledger.charges) + 1,
            charged_at=datetime.now(UTC).isoformat(timespec="seconds"),
            register=register,
            population=cost.population,
            measurement=revised_id(measurement_id(table, period), revision),
            cohorts=cost.cohorts,
            spans_years=cost.spans_years,
            rho=cost.rho,
            why=revision.why if revision else "",
            spec=spec_hash(spec),
            previous=file.ledger.head,
        )
    )
    durable.append(file.descriptor, line_of(made), file.path)
    file.ledger = replace(file.ledger, charges=(*file.ledger.charges, made))
    return made


def heal(file: LedgerFile) -> int:
    """Repair the end of a ledger whose last write was cut short; return how many bytes were cut.

    A torn charge was never acted on, because noise is drawn only after the disk has the whole line.
    A line that lacks nothing but its line break is kept and paid: that can only cost too much.
    """
    ledger = file.ledger
    if not ledger.last_line_ended:
        durable.append(file.descriptor, b"\n", file.path)
    if ledger.torn:
        os.ftruncate(file.descriptor, os.fstat(file.descriptor).st_size - len(ledger.torn))
        os.fsync(file.descriptor)
    file.ledger = Ledger(charges=ledger.charges)
    return len(ledger.torn)


def checked(data: bytes, path: Path) -> Ledger:
    try:
        return read_lines(data)
    except LedgerTamperedError as error:
        raise LedgerTamperedError(
            f"The ledger {path} can't be trusted: {error}. Nothing is drawn or published on it. "
            "Put back the copy from your backup."
        ) from None
