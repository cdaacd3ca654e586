"""Names of the bodies that deliver data. A release knows them by the name of their deliveries only.

The office enters its own in content/bodies.csv: `source` is that of ingest/calendar.toml, and
`fictional` is no. The names of the examples never stand for a real body: they are used for
fictional releases only. A body without a name is shown by its source and never left out.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from dashboard.language.texts import language

BODIES = Path(__file__).with_name("bodies.csv")


def body_name(source: str, fictional: bool) -> str:
    names = bodies().get((source, "yes" if fictional else "no"), {})
    return names.get(language().lower()) or source


@cache
def bodies() -> Mapping[tuple[str, str], Mapping[str, str]]:
    with BODIES.open(encoding="utf-8", newline="") as file:
        return {(row["source"], row["fictional"]): row for row in csv.DictReader(file)}
