"""The store of measurements: one file for each table and period, written once and kept for ever.

A file holds noisy counts and all that is needed to read them without any later vocabulary. The
exact counts must never be stored.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

from privacy.declared.spec import Table, measurement_id
from privacy.errors import (
    DamagedMeasurementError,
    DefinitionChangedError,
    ShareNotDrawnError,
)
from privacy.records import durable

Codes = tuple[tuple[str, ...], ...]


# What an error is worth beside others may be thought over; it does not change what was measured.
NO_PART_OF_A_DEFINITION = {"weight"}
DECIMALS = {"rho", "weight", "share"}


@dataclass(frozen=True, kw_only=True)
class View:
    """The same counts with further noise, as if only `share` of the rho had been spent.

    `scale` is that of all noise together, and `certified_rho` what it is proven to be worth.
    """

    share: Decimal
    values: tuple[int, ...]
    scale: float
    margin: int
    certified_rho: float


@dataclass(frozen=True, kw_only=True)
class Revision:
    """All `tables` of a period measured once more, since its records were corrected: see `why`.

    So much of each table's rho was paid as `share` says.
    """

    number: int
    share: Decimal
    why: str
    tables: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """Noisy counts, in the order of `keys`. `codes` are those of each dimension of the table.

    `values` are the first audience's. `views` are for later ones and were drawn together with them.
    """

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
    views: tuple[View, ...] = ()
    revision: Revision | None = None

    @property
    def id(self) -> str:
        return revised_id(measurement_id(self.table, self.period), self.revision)

    @property
    def keys(self) -> list[tuple[str, ...]]:
        return keys_of(self.codes)

    @property
    def rho(self) -> Decimal:
        """What it cost each person in it."""
        return self.table.rho * (self.revision.share if self.revision else 1)


def revised_id(measurement: str, revision: Revision | None) -> str:
    return f"{measurement}/revision-{revision.number}" if revision else measurement


def keys_of(codes: Codes) -> list[tuple[str, ...]]:
    """The declared order of cells: the last dimension changes fastest."""
    return list(product(*codes))


def store(measurement: Measurement, folder: Path) -> Path:
    path = folder / f"{measurement.id}.json"
    durable.make_folder(path.parent)
    content = content_of(measurement)
    text = json.dumps({**content, "digest": digest(content)}, indent=1)
    durable.replace_whole(path, text.encode() + b"\n")
    return path


def read_measurements(folder: Path) -> dict[str, Measurement]:
    """All that were ever stored, by their id, also those of tables no longer declared."""
    stored = [read_measurement(path, folder) for path in sorted(folder.rglob("[!.]*.json"))]
    return {measurement.id: measurement for measurement in stored}


def read_measurement(path: Path, folder: Path) -> Measurement:
    try:
        content = json.loads(path.read_bytes())
        is_whole = content.pop("digest") == digest(content)
        measurement = measurement_of(content)
    except (ValueError, TypeError, KeyError, AttributeError, InvalidOperation):
        raise damaged(path) from None
    cells = prod(len(codes) for codes in measurement.codes)
    is_here = path == folder / f"{measurement.id}.json"
    rows = [measurement.values, *(view.values for view in measurement.views)]
    if not (is_whole and is_here and all(len(values) == cells for values in rows)):
        raise damaged(path)
    return measurement


def damaged(path: Path) -> DamagedMeasurementError:
    return DamagedMeasurementError(
        f"{path} is not what was once written there. Put back the copy from your backup. It is not "
        "drawn anew: that would cost its persons a second time."
    )


def content_of(measurement: Measurement) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(json.dumps(asdict(measurement), default=str))
    return content


def measurement_of(content: dict[str, Any]) -> Measurement:
    read = dict(content)
    read["table"] = Table(**typed(content["table"]))
    read["codes"] = tuple(map(tuple, content["codes"]))
    read["values"] = tuple(content["values"])
    read["views"] = tuple(View(**typed(view)) for view in content["views"])
    read["revision"] = content["revision"] and Revision(**typed(content["revision"]))
    return Measurement(**read)


def typed(facts: dict[str, Any]) -> dict[str, Any]:
    """Lists were tuples before they were written, and costs decimals."""
    lists = {name: tuple(value) for name, value in facts.items() if isinstance(value, list)}
    costs = {name: Decimal(facts[name]) for name in DECIMALS & set(facts)}
    return facts | lists | costs


def digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def check_definition(stored: Iterable[Measurement], table: Table, codes: Codes) -> None:
    """A name stands for one meaning, in all periods that were ever measured under it."""
    for measurement in stored:
        if measurement.table.name == table.name:
            check_same_definition(measurement, table, codes)


def check_same_definition(stored: Measurement, table: Table, codes: Codes) -> None:
    """The order of codes may change: a measurement is read by its own."""
    old, new = asdict(stored.table), asdict(table)
    changed = [
        name for name in new if new[name] != old[name] and name not in NO_PART_OF_A_DEFINITION
    ]
    if not changed:
        pairs = zip(table.dimensions, stored.codes, codes, strict=True)
        changed = [f"the codes of {name}" for name, had, has in pairs if set(had) != set(has)]
    if changed:
        raise DefinitionChangedError(
            f"{table.name} was measured for {stored.period} with another definition: "
            f"{', '.join(changed)} changed since. Undo the change, or declare the new definition "
            "as a table with a new name, which costs its own rho."
        )


def seen_by(measurement: Measurement, share: Decimal) -> Measurement:
    """The measurement with the values of the surest view that is no surer than `share` allows.

    Shares and audiences may be declared anew; what was drawn stays, and nothing is drawn for them.
    """
    if share == 1:
        return replace(measurement, views=())
    allowed = [view for view in measurement.views if view.share <= share]
    if not allowed:
        drawn = ["1", *(str(view.share) for view in measurement.views)]
        raise ShareNotDrawnError(
            f"{measurement.id} was drawn for the shares {', '.join(drawn)}, and for none as small "
            f"as {share}. Give the audience in release.toml a share that was drawn, or not this "
            "table. Nothing is drawn anew."
        )
    view = max(allowed, key=lambda view: view.share)
    noise = {name: getattr(view, name) for name in ("values", "scale", "margin", "certified_rho")}
    return replace(measurement, **noise, views=())
