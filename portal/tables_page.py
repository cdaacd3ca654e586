"""The page docs/tables.md: every published table, from release.toml, the vocabulary and the marts.

It is derived from what stands elsewhere and must not say anything that only it knows.
"""

import math
import re
from functools import cache
from pathlib import Path

import warehouse
from ingest.locales import Locale
from portal.labels import labels_in
from privacy.spec import ReleaseSpec, Table, closed_periods

MART_DIR = Path(warehouse.__file__).parent / "models" / "marts"
DOCUMENTED = re.compile(r"{% docs (\w+) %}\n(.*?)\n{% enddocs %}", re.DOTALL)
IN_95_OF_100 = 1.96
# Every release file holds all tables; what an audience other than the coordinator sees is noisier.
SEEN_BY = "coordinator"

HEADER = """\
# Published tables

Every table that leaves the restricted side, and nothing else does. This page is made by
`portal docs --tables --out docs` from `privacy/release.toml`, the vocabulary and the marts: change
those, not this page.

Every count is of persons, and carries random noise. *Within* says how far a measured cell lies
from the exact count, 95 times in 100; published figures are surer, because all tables of a period
are reconciled. *rho* is what each period of the table costs each person in it. Every code of a
dimension has a cell, empty or not, and *unknown*, *not collected* and *word not understood yet*
are codes of their own.
"""


def tables_page(spec: ReleaseSpec) -> str:
    marts = dict.fromkeys(table.mart for table in spec.tables)
    dimensions = dict.fromkeys(name for table in spec.tables for name in table.dimensions)
    parts = [
        HEADER,
        "## Tables\n",
        markdown_table(
            ["Table", "Counts", "Split by", "Period", "Periods", "Cells", "Cells a person", "rho",
             "Within", "Seen by"],
            [table_row(spec, table) for table in spec.tables],
        ),
        "## What is counted\n",
        markdown_table(["Mart", "Rows"], [[f"`{mart}`", mart_meaning(mart)] for mart in marts]),
        "## What it is split by\n",
        markdown_table(
            ["Dimension", "Heading", "Meaning", "Codes"], list(map(dimension_row, dimensions))
        ),
    ]  # fmt: skip
    return "\n".join(parts)


def table_row(spec: ReleaseSpec, table: Table) -> list[str]:
    periods = closed_periods(spec, table)
    cells = math.prod(len(labels()[dimension]) for dimension in table.dimensions)
    margin = IN_95_OF_100 * math.sqrt(table.cells_per_person / (2 * float(table.rho)))
    return [
        f"`{table.name}`",
        f"{table.count} (`{table.mart}`)",
        ", ".join(labels()["dimension"][name].lower() for name in table.dimensions) or "nothing",
        table.period.replace("_", " "),
        f"{periods[0]} to {periods[-1]}" if periods else "none closed yet",
        str(cells),
        str(table.cells_per_person),
        str(table.rho),
        f"±{round(margin)}",
        SEEN_BY,
    ]


def dimension_row(name: str) -> list[str]:
    return [
        f"`{name}`",
        labels()["dimension"][name],
        column_meanings().get(name, ""),
        "; ".join(labels()[name].values()),
    ]


def mart_meaning(mart: str) -> str:
    text = (MART_DIR / f"{mart}.yml").read_text(encoding="utf-8")
    found = re.search(r'^ {4}description: "Grain: (.*)"$', text, re.MULTILINE)
    if found is None:
        raise ValueError(f"{mart}.yml does not begin its description with its grain.")
    meaning = found[1].removesuffix(" RESTRICTED.")
    return meaning[0].upper() + meaning[1:]


@cache
def column_meanings() -> dict[str, str]:
    """What each column of the marts means, as columns.md has it."""
    return dict(DOCUMENTED.findall((MART_DIR / "columns.md").read_text(encoding="utf-8")))


@cache
def labels() -> dict[str, dict[str, str]]:
    return labels_in(Locale.EN)


def markdown_table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
