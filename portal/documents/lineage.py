"""Which models and extracts each counted mart is made of, read from the models themselves.

It reads SQL files and no data, and follows only what the models name.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import warehouse

MODEL_DIR = Path(warehouse.__file__).parent / "models"
NAMED_MODEL = re.compile(r"ref\('(\w+)'\)")
NAMED_EXTRACT = re.compile(r"decoded_records\('(\w+)'")


def lineage_picture(tables: Mapping[str, int]) -> str:
    """One line a mart, from the extracts on the left to the number of its tables on the right."""
    return "\n".join(
        f"{' ─▶ '.join(steps_to(mart))} ─▶ {number} tables" for mart, number in tables.items()
    )


def steps_to(mart: str) -> list[str]:
    """'extracts: cases', 'stg_cases', 'case_records', 'cases', 'victims'."""
    above = ancestors(mart)
    staging = [name for name in above if name.startswith("stg_")]
    extracts = [kind for name in staging for kind in NAMED_EXTRACT.findall(sql_of(name))]
    between = [name for name in above if not name.startswith("stg_")]
    return [f"extracts: {', '.join(extracts)}", ", ".join(staging), *between, mart]


def ancestors(model: str) -> list[str]:
    """All models before this one, each after those that it is made of."""
    models: list[str] = []
    for name in dict.fromkeys(NAMED_MODEL.findall(sql_of(model))):
        if is_made_of_records(name):
            models += [above for above in [*ancestors(name), name] if above not in models]
    return models


def is_made_of_records(name: str) -> bool:
    """Seeds and the tables of words are not about persons: the picture leaves them out."""
    is_mart = (MODEL_DIR / "marts" / f"{name}.sql").exists()
    return is_mart or bool(NAMED_EXTRACT.search(sql_of(name)))


def sql_of(model: str) -> str:
    paths = [MODEL_DIR / layer / f"{model}.sql" for layer in ("staging", "marts")]
    return next((path.read_text(encoding="utf-8") for path in paths if path.exists()), "")
