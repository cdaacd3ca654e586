"""The ledger's text: one charge a line, each holding the hash of the line before.

Pure functions between bytes and charges; files are privacy.records.ledger's work. Because every
hash covers the one before, a line can't be changed, removed or moved without the chain breaking
there. What the chain can't see, whole lines cut off at the end, privacy.records.verifying sees:
every stored measurement holds the hash of its charge.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from privacy.errors import LedgerTamperedError

START = "0" * 64


@dataclass(frozen=True, kw_only=True)
class Charge:
    """So much was spent of these cohorts for this measurement, before its noise was drawn.

    `why` a period was measured once more; empty where it is measured for the first time.
    """

    number: int
    charged_at: str
    register: str
    population: str
    measurement: str
    cohorts: tuple[int, ...]
    spans_years: bool
    rho: Decimal
    why: str
    spec: str
    previous: str
    hash: str = ""


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """`torn` is the beginning of a line that a crash cut short; nothing was ever drawn on it."""

    charges: tuple[Charge, ...] = ()
    torn: bytes = b""
    last_line_ended: bool = True

    @property
    def head(self) -> str:
        return self.charges[-1].hash if self.charges else START


def sealed(charge: Charge) -> Charge:
    return replace(charge, hash=hashlib.sha256(as_json(charge, without="hash")).hexdigest())


def line_of(charge: Charge) -> bytes:
    return as_json(charge) + b"\n"


def as_json(charge: Charge, without: str = "") -> bytes:
    fields = {name: value for name, value in asdict(charge).items() if name != without}
    return json.dumps({**fields, "rho": str(charge.rho)}).encode()


def read_lines(data: bytes) -> Ledger:
    """Check the chain from its start; the first line that breaks it is named."""
    *lines, last = data.split(b"\n")
    charges: list[Charge] = []
    for line in lines:
        charges.append(next_charge(line, charges))
    if not last:
        return Ledger(charges=tuple(charges))
    try:
        # Only the line break is missing: it may have been paid for, so it counts.
        complete = next_charge(last, charges)
    except LedgerTamperedError:
        return Ledger(charges=tuple(charges), torn=last)
    return Ledger(charges=(*charges, complete), last_line_ended=False)


def next_charge(line: bytes, before: list[Charge]) -> Charge:
    number, previous = len(before) + 1, before[-1].hash if before else START
    charge = charge_of(line)
    if charge is None or line + b"\n" != line_of(charge) or sealed(charge) != charge:
        raise LedgerTamperedError(f"line {number} was changed after it was written")
    if charge.number != number:
        raise LedgerTamperedError(
            f"line {number} is charge {charge.number}: a line was removed, added or moved"
        )
    if charge.previous != previous:
        raise LedgerTamperedError(
            f"line {number} does not continue the line before it, which was changed or replaced"
        )
    return charge


def charge_of(line: bytes) -> Charge | None:
    try:
        fields: dict[str, Any] = json.loads(line)
        return Charge(
            **{**fields, "cohorts": tuple(fields["cohorts"]), "rho": Decimal(fields["rho"])}
        )
    except (ValueError, TypeError, KeyError, InvalidOperation):
        return None
