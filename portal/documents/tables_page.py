"""The page docs/tables.md: every published table, from release.toml, the vocabulary and the marts.

It is derived from what stands elsewhere and must not say anything that only it knows.
"""

import math
import re
from collections import Counter
from functools import cache
from pathlib import Path

import warehouse
from ingest.locales import Locale
from portal.documents.lineage import lineage_picture
from portal.labels import code_counts, labels_in
from privacy.declared.spec import ReleaseSpec, Table, closed_periods, tables_of
from privacy.planning.margins import Margins, margins_of

MART_DIR = Path(warehouse.__file__).parent / "models" / "marts"
DOCUMENTED = re.compile(r"{% docs (\w+) %}\n(.*?)\n{% enddocs %}", re.DOTALL)

HEADER = """\
# Published tables

Every table that leaves the restricted side, and nothing else does. This page is made by
`portal docs --tables --out docs` from `privacy/release.toml`, the vocabulary and the marts: change
those, not this page.

Every count is of persons or of what happened to them, and carries random noise. *Within* says how
far a published figure may be off, 95 times in 100, for each audience in the order in which they
are named; in years of which less is measured, and after a revision, it is less sure. *rho* is what
each period of the table costs each person in it. Every code of a dimension has a cell, empty or
not, and *unknown*, *not collected* and *word not understood yet* are codes of their own.
"""


def tables_page(spec: ReleaseSpec) -> str:
    margins = margins_of(spec, code_counts())
    marts = Counter(table.mart for table in spec.tables)
    dimensions = dict.fromkeys(name for table in spec.tables for name in table.dimensions)
    parts = [
        HEADER,
        "## Tables\n",
        markdown_table(
            ["Table", "Counts", "Split by", "Period", "Periods", "Cells", "Cells a person", "rho",
             "Within", "Seen by"],
            [table_row(spec, table, margins[table.name]) for table in spec.tables],
        ),
        "## Who sees what\n",
        markdown_table(["Audience", "Figures as sure as if spent", "Tables"], audiences(spec)),
        "## Published without noise\n",
        markdown_table(
            ["Table", "From", "Why it may be"],
            [[f"`{exact.name}`", f"`{exact.mart}`", exact.reason] for exact in spec.exact],
        ),
        "## What is counted\n",
        markdown_table(["Mart", "Rows"], [[f"`{mart}`", mart_meaning(mart)] for mart in marts]),
        f"## Where it comes from\n\n```\n{lineage_picture(marts)}\n```\n",
        "## What it is split by\n",
        markdown_table(
            ["Dimension", "Heading", "Meaning", "Codes"], list(map(dimension_row, dimensions))
        ),
    ]  # fmt: skip
    return "\n".join(parts)


def table_row(spec: ReleaseSpec, table: Table, margins: Margins) -> list[str]:
    periods = closed_periods(spec, table)
    cells = math.prod(len(labels()[dimension]) for dimension in table.dimensions)
    return [
        f"`{table.name}`",
        f"{table.count} (`{table.mart}`)",
        ", ".join(labels()["dimension"][name].lower() for name in table.dimensions) or "nothing",
        table.period.replace("_", " "),
        f"{periods[0]} to {periods[-1]}" if periods else "none closed yet",
        str(cells),
        str(table.cells_per_person),
        str(table.rho),
        ", ".join(f"±{margin}" for margin in margins.published.values()),
        ", ".join(margins.published),
    ]


def audiences(spec: ReleaseSpec) -> list[list[str]]:
    return [
        [audience.name, f"{audience.share:%} of rho", str(len(tables_of(spec, audience)))]
        for audience in spec.audiences
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
    grain = re.search(r'^ {4}description: "Grain: (.*)"$', text, re.MULTILINE)
    if grain is None:
        raise ValueError(f"{mart}.yml does not begin its description with its grain.")
    meaning = grain[1].removesuffix(" RESTRICTED.")
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
