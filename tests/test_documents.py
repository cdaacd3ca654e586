"""Documents lead somewhere: every file that README, docs or a docstring names is there."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.support import ROOT
from tests.support.kept import kept

HOUSE = (
    "bin", "benchmarks", "dashboard", "deploy", "docs", "examples", "ingest", "portal", "privacy",
    "tests", "warehouse",
)  # fmt: skip
PATH = re.compile(rf"(?<![\w/.~-])((?:{'|'.join(HOUSE)})/[\w./-]*\w)(?![*\w.{{<]*[*{{<])")
MODULE = re.compile(rf"python -m ((?:{'|'.join(HOUSE)})\.[\w.]*\w)")
# Made by a command, not kept here.
MADE = ("dashboard/pdf_writer/node_modules", "docs/dictionary")


def leading_nowhere(texts: list[Path]) -> Iterator[str]:
    for text in texts:
        content = text.read_text(encoding="utf-8")
        for path in PATH.findall(content):
            named = ROOT / path
            is_there = named.exists() or named.with_name(f"{named.name}.py").exists()
            if not is_there and not path.startswith(MADE) and "NAME" not in path:
                yield f"{text.relative_to(ROOT)}: {path}"
        for module in MODULE.findall(content):
            path = ROOT / module.replace(".", "/")
            if not path.with_suffix(".py").exists() and not (path / "__init__.py").exists():
                yield f"{text.relative_to(ROOT)}: python -m {module}"


def test_every_file_that_a_document_names_is_there() -> None:
    documents = kept("*.md", "deploy/*", "bin/*")
    assert len(documents) > 20
    assert sorted(leading_nowhere(documents)) == []


def test_every_file_that_the_code_names_is_there() -> None:
    code = [path for path in kept("*.py", "*.toml", "*.yml", "*.sql") if path.exists()]
    assert len(code) > 300
    assert sorted(leading_nowhere(code)) == []
