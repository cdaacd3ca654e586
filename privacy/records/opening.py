"""Open an archive: its ledger is locked, its measurements are read, and its history is checked.

Whoever measures, revises or publishes begins here. Nothing is charged, drawn or changed by it.
Inside, the ledger is `file.ledger`: a second lock of the same file would wait for ever.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from privacy.errors import WrongLedgerError
from privacy.records.archive import Archive, Register
from privacy.records.ledger import LedgerFile, locked_ledger
from privacy.records.measurements import Measurement, read_measurements
from privacy.records.verifying import check_paid


@dataclass(frozen=True, kw_only=True)
class OpenArchive:
    """The ledger, locked until the work is over, and what was stored when it was opened."""

    archive: Archive
    register: Register
    file: LedgerFile
    stored: dict[str, Measurement]


@contextmanager
def opened(archive: Archive, register: Register) -> Iterator[OpenArchive]:
    with locked_ledger(archive.ledger_path) as file:
        stored = read_measurements(archive.measurement_dir)
        open_archive = OpenArchive(archive=archive, register=register, file=file, stored=stored)
        check_history(open_archive)
        yield open_archive


def check_history(open_archive: OpenArchive) -> None:
    """All that was measured so far was paid for, and comes from the persons we are now to count."""
    check_register(open_archive.file, open_archive.register)
    check_paid(open_archive.file.ledger, open_archive.stored, open_archive.file.path)
    for measurement in open_archive.stored.values():
        check_same_persons(measurement, open_archive.register)


def check_register(file: LedgerFile, register: Register) -> None:
    others = {charge.register for charge in file.ledger.charges} - {register.name}
    if others:
        raise WrongLedgerError(
            f"The ledger {file.path} is that of the register '{min(others)}', and this is "
            f"'{register.name}': each register needs a data folder of its own."
        )


def check_same_persons(stored: Measurement, register: Register) -> None:
    if stored.register != register.name:
        raise WrongLedgerError(
            f"{stored.id} was measured from the register '{stored.register}', and this is "
            f"'{register.name}': each register needs a data folder of its own."
        )
    if stored.fictional != register.fictional:
        kinds = {True: "fictional persons", False: "real persons"}
        raise WrongLedgerError(
            f"{stored.id} was measured from {kinds[stored.fictional]}, and this database holds "
            f"{kinds[register.fictional]}: keep the two in data folders of their own."
        )
