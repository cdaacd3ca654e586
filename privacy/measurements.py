"""The store of measurements: one file for each table and period, written once and kept for ever.

A file holds noisy counts and all that is needed to read them without any later vocabulary. The
exact counts must never be stored.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

from privacy import durable
from privacy.errors import DamagedMeasurementError, DefinitionChangedError, WrongLedgerError
from privacy.spec import Table, measurement_id

Codes = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """Noisy counts, in the order of `keys`. `codes` are those of each dimension of the table."""

    table: Table
    period: str
    codes: Codes
    register: str
    fictional: bool
    values: tuple[int, ...]
    scale: float
    margin: int
    certified_rho: float
    ledger_hash: str
    drawn_on: str

    @property
    def id(self) -> str:
        return measurement_id(self.table, self.period)

    @property
    def keys(self) -> list[tuple[str, ...]]:
        return keys_of(self.codes)


def keys_of(codes: Codes) -> list[tuple[str, ...]]:
    """The declared order of cells: the last dimension changes fastest."""
    return list(product(*codes))


def store(measurement: Measurement, folder: Path) -> Path:
    path = folder / measurement.table.name / f"{measurement.period}.json"
    durable.make_folder(path.parent)
    content = content_of(measurement)
    text = json.dumps({**content, "digest": digest(content)}, indent=1)
    durable.replace_whole(path, text.encode() + b"\n")
    return path


def read_measurements(folder: Path) -> dict[str, Measurement]:
    """All that were ever stored, by their id, also those of tables no longer declared."""
    stored = [read_measurement(path) for path in sorted(folder.glob("*/*.json"))]
    return {measurement.id: measurement for measurement in stored}


def read_measurement(path: Path) -> Measurement:
    try:
        content = json.loads(path.read_bytes())
        is_whole = content.pop("digest") == digest(content)
        measurement = measurement_of(content)
    except (ValueError, TypeError, KeyError, AttributeError, InvalidOperation):
        raise damaged(path) from None
    cells = prod(len(codes) for codes in measurement.codes)
    is_here = measurement.id == f"{path.parent.name}/{path.stem}"
    if not (is_whole and is_here and len(measurement.values) == cells):
        raise damaged(path)
    return measurement


def damaged(path: Path) -> DamagedMeasurementError:
    return DamagedMeasurementError(
        f"{path} is not what was once written there. Put back the copy from your backup. It is not "
        "drawn anew: that would cost its persons a second time."
    )


def content_of(measurement: Measurement) -> dict[str, Any]:
    return json.loads(json.dumps(asdict(measurement), default=str))


def measurement_of(content: dict[str, Any]) -> Measurement:
    table = content["table"]
    typed_table = Table(
        **{**table, "dimensions": tuple(table["dimensions"]), "rho": Decimal(table["rho"])}
    )
    codes = tuple(tuple(codes) for codes in content["codes"])
    values = tuple(content["values"])
    return Measurement(**{**content, "table": typed_table, "codes": codes, "values": values})


def digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def check_definition(stored: Iterable[Measurement], table: Table, codes: Codes) -> None:
    """A name stands for one meaning, in all periods that were ever measured under it."""
    for measurement in stored:
        if measurement.table.name == table.name:
            check_same_definition(measurement, table, codes)


def check_same_definition(stored: Measurement, table: Table, codes: Codes) -> None:
    """The order of codes may change: a measurement is read by its own."""
    changed = [name for name, value in asdict(table).items() if asdict(stored.table)[name] != value]
    if not changed:
        pairs = zip(table.dimensions, stored.codes, codes, strict=True)
        changed = [f"the codes of {name}" for name, old, new in pairs if set(old) != set(new)]
    if changed:
        raise DefinitionChangedError(
            f"{table.name} was measured for {stored.period} with another definition: "
            f"{', '.join(changed)} changed since. Undo the change, or declare the new definition "
            "as a table with a new name, which costs its own rho."
        )


def check_same_persons(stored: Measurement, register: str, fictional: bool) -> None:
    if stored.register != register:
        raise WrongLedgerError(
            f"{stored.id} was measured from the register '{stored.register}', and this is "
            f"'{register}': each register needs a data folder of its own."
        )
    if stored.fictional != fictional:
        kinds = {True: "fictional persons", False: "real persons"}
        raise WrongLedgerError(
            f"{stored.id} was measured from {kinds[stored.fictional]}, and this database holds "
            f"{kinds[fictional]}: keep the two in data folders of their own."
        )
