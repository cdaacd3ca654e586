"""What a small release file declares: the tables of release.toml, some codes of the vocabulary.

The lists themselves stand in the project's own files, so that this fixture cannot fall behind.
"""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tests.support import ROOT

SEEDS = ROOT / "warehouse" / "seeds"
RESIDUALS = ("unknown", "not_collected", "unmapped")
LABELS = ("label_en", "label_bs", "label_hr", "label_sr_latn", "label_sr_cyrl")
# Of long lists only these codes; a list that is not named here is kept whole.
KEPT = {
    "sex": ("female", "male"),
    "age_group": ("0_8", "9_17", "18_29"),
    "form": ("sexual_exploitation", "forced_begging"),
    "citizenship_group": ("bih", "neighbouring"),
    "identifying_institution": ("police", "social_work", "shelter_ngo"),
    "receiving_body": ("social_work", "shelter_ngo"),
    "deciding_body": ("police", "ngo"),
    "recruiter_relation": ("family", "stranger"),
    "means_of_control": ("physical_threats", "debt_bondage", "false_promises"),
    "service": ("accommodation", "health", "legal"),
    "charge": ("trafficking", "organised_trafficking"),
    "profession": ("police_officer", "social_worker"),
    "institution": ("police", "social_work"),
    "course": ("victim_identification", "child_victims"),
}

Vocabulary = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, kw_only=True)
class Declared:
    name: str
    mart: str
    population: str
    count: str
    period: str
    dimensions: tuple[str, ...]
    cells_per_person: int
    rho: float
    several: str

    @property
    def scale(self) -> float:
        return (self.cells_per_person / (2 * self.rho)) ** 0.5

    @property
    def margin(self) -> int:
        return round(1.96 * self.scale)

    @property
    def half_width(self) -> int:
        """Of the published intervals. It stays when the declared costs change."""
        return round((5 + len(self.dimensions)) * self.cells_per_person**0.5)


@cache
def spec() -> Mapping[str, Mapping]:
    return tomllib.loads((ROOT / "privacy" / "release.toml").read_text(encoding="utf-8"))


def declared_tables(audience: str) -> Mapping[str, Declared]:
    seen = spec()["audiences"][audience]
    names = seen.get("tables", list(spec()["tables"]))
    return {name: declared(name, float(seen["share"])) for name in names}


def declared(name: str, share: float) -> Declared:
    table = spec()["tables"][name]
    populations = spec()["populations"].items()
    return Declared(
        name=name,
        mart=table["mart"],
        population=next(name for name, marts in populations if table["mart"] in marts["marts"]),
        count=table["count"],
        period=table["period"],
        dimensions=tuple(table["dimensions"]),
        cells_per_person=table["cells_per_person"],
        rho=table["rho"] * share,
        several=table.get("several", ""),
    )


@cache
def structural_zeros() -> list[tuple[str, str, str, str]]:
    return [
        (zero["dimension"], zero["code"], zero["other"], code)
        for zero in spec().get("structural_zeros", [])
        for code in zero["codes"]
    ]


@cache
def small_vocabulary() -> Vocabulary:
    vocabulary: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in seed("vocabulary"):
        dimension, code = row["dimension"], row["code"]
        if code in (*KEPT.get(dimension, (code,)), *RESIDUALS):
            vocabulary.setdefault(dimension, {})[code] = tuple(row[label] for label in LABELS)
    return vocabulary


@cache
def seed(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
