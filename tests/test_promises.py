"""What a module promises in its head is kept by a test: promises.csv says which one would fail.

A promise is a sentence with "must never" or "must not". A clause that only describes something
("rows that must not be loaded", "what must not come in") promises nothing and is left out.
"""

import ast
import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.support import ROOT
from tests.support.kept import kept
from tests.test_walls import PACKAGES

LIST = "tests/promises.csv"
PROMISE = re.compile(r"\bmust (?:never|not)\b", re.IGNORECASE)
DESCRIPTION = re.compile(r"\b(?:that|what|which|who) must (?:never|not)\b", re.IGNORECASE)
END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^a-z])")
Promise = tuple[str, str]


def promises_in(head: str) -> Iterator[str]:
    for paragraph in head.split("\n\n"):
        for sentence in END_OF_SENTENCE.split(" ".join(paragraph.split())):
            if PROMISE.search(DESCRIPTION.sub("", sentence)):
                yield sentence


def promised() -> set[Promise]:
    heads = {path: ast.get_docstring(ast.parse(path.read_text("utf-8"))) for path in modules()}
    return {
        (path.relative_to(ROOT).as_posix(), sentence)
        for path, head in heads.items()
        for sentence in promises_in(head or "")
    }


def modules() -> list[Path]:
    return [path for package in PACKAGES for path in kept(f"{package}/*.py")]


def listed() -> list[dict[str, str]]:
    with (ROOT / LIST).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def names_in(path: str) -> frozenset[str]:
    """As pytest names them after the file: a function, or a method after its class."""
    content = ast.parse((ROOT / path).read_text("utf-8")) if (ROOT / path).is_file() else None
    found = set()
    for node in content.body if content else []:
        own = node.body if isinstance(node, ast.ClassDef) else [node]
        before = f"{node.name}::" if isinstance(node, ast.ClassDef) else ""
        found |= {before + one.name for one in own if isinstance(one, ast.FunctionDef)}
    return frozenset(name for name in found if name.split("::")[-1].startswith("test_"))


def test_every_promise_in_the_head_of_a_module_has_a_test() -> None:
    found = promised()
    assert len(found) > 30
    kept_by_a_test = {(row["module"], row["sentence"]) for row in listed()}
    without = [
        f"No test would fail if {module} broke this: {sentence!r} Write one that does, in the "
        f"folder of tests/ that mirrors the module's, and add a row to {LIST}."
        for module, sentence in sorted(found - kept_by_a_test)
    ]
    assert not without, "\n".join(without)


def test_every_promise_in_the_list_still_stands_in_its_module() -> None:
    gone = [
        f"{module} does not say any more: {sentence!r} Correct its row in {LIST}, or take it out."
        for module, sentence in sorted(
            {(row["module"], row["sentence"]) for row in listed()} - promised()
        )
    ]
    assert not gone, "\n".join(gone)


def test_every_test_in_the_list_is_there() -> None:
    missing = [
        f"{row['test']} is not there, and keeps a promise of {row['module']}: name the test that "
        f"keeps it now in {LIST}, or write it."
        for row in listed()
        if row["test"].partition("::")[2] not in names_in(row["test"].partition("::")[0])
    ]
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize(
    ("head", "promises"),
    [
        ("What is read. It must never\nwrite.", ["It must never write."]),
        ("Sums: a part must not\nbe lost. It adds.", ["Sums: a part must not be lost."]),
        ("Rows that must not be loaded. Columns are looked at for what must not come in.", []),
        ("It reads what must not be lost, and must never write.", None),
        ("It must be read first. Nothing must go.", []),
    ],
)
def test_a_promise_is_told_from_a_description(head: str, promises: list[str] | None) -> None:
    assert list(promises_in(head)) == ([head] if promises is None else promises)
