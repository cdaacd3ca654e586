"""Run tests on mutants: which of them does no test notice?

The tests of a folder are collected once. Each mutant of a function is then put in its place in a
forked process, which runs the fast tests that come through that function until one fails. So a
mutant costs what its tests cost. A mutant of what runs at import needs everything read anew.
"""

import importlib
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.mutations.forking import forked
from tests.mutations.mutants import Mutant
from tests.mutations.watching import Seen, too_slow, watched
from tests.support import ROOT

QUIET = [
    "-x",
    "-s",
    "-qq",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "--no-header",
    "--no-summary",
]
FAST = ["-m", "not slow and not chain and not browser"]

Told = Callable[[Path, Mutant, bool], None]


@dataclass(kw_only=True)
class Run:
    """A plugin of pytest, which runs mutants in place of tests. `told` hears of each, and whether
    it survived."""

    mutants: list[tuple[Path, Mutant]]
    told: Told

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        read_ahead()
        with tempfile.TemporaryDirectory() as folder:
            seen = watched(session.items, Path(folder) / "seen.json")
        for module, mutant in self.mutants:
            through = [
                item
                for item in session.items
                if item.nodeid in seen and seen[item.nodeid].reaches(module, mutant.within)
            ]
            ordered = sorted(through, key=lambda item: seen[item.nodeid].seconds)
            if mutant.within:
                lives = survives(module, mutant, ordered, seen)
            else:
                lives = survives_anew(module, mutant, [item.nodeid for item in ordered], seen)
            self.told(module, mutant, lives)
        return True


def run_mutants(tests: list[str], mutants: list[tuple[Path, Mutant]], told: Told) -> None:
    """Show the mutants to these files and folders of tests."""
    code = pytest.main([*QUIET, *FAST, *tests], plugins=[Run(mutants=mutants, told=told)])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise SystemExit(f"The tests in {', '.join(tests)} cannot be collected: mend them first.")


def read_ahead() -> None:
    """DuckDB reads these when it is first asked: once here, and not in every mutant's process."""
    if "duckdb" in sys.modules:
        for name in ("pandas", "pyarrow"):
            importlib.import_module(name)


def survives(module: Path, mutant: Mutant, items: list[pytest.Item], seen: dict[str, Seen]) -> bool:
    """Whether all of the items pass on a mutant of a function."""

    def work() -> int:
        put_in_place(module, mutant)
        signal.signal(signal.SIGPROF, too_slow)
        for item, following in zip(items, [*items[1:], None], strict=True):
            # A mutant may run for ever: a test that takes far longer than usual has failed.
            signal.setitimer(signal.ITIMER_PROF, 1 + 5 * seen[item.nodeid].seconds)
            if any(one.failed for one in runtestprotocol(item, log=False, nextitem=following)):
                return 1
        return 0

    return not items or forked(work, seconds=time_for(items, seen)) == 0


def time_for(items: list[pytest.Item], seen: dict[str, Seen]) -> float:
    return 5 + 3 * sum(seen[item.nodeid].seconds for item in items)


def put_in_place(module: Path, mutant: Mutant) -> None:
    """Give the functions of the module their changed code."""
    name = ".".join(module.with_suffix("").parts)
    path = str(ROOT / module)
    old = functions_of(compile((ROOT / module).read_text(encoding="utf-8"), path, "exec"))
    for place, code in functions_of(compile(mutant.source, path, "exec")).items():
        if code != old[place]:
            plain(importlib.import_module(name), place.split(".")).__code__ = code


def functions_of(code: CodeType) -> dict[str, CodeType]:
    """Functions and methods by their names with dots."""
    found = {}
    for inner in code.co_consts:
        if isinstance(inner, CodeType) and not inner.co_name.startswith("<"):
            is_function = inner.co_flags & 0x2  # its names are its own: no body of a class
            if is_function:
                found[inner.co_name] = inner
            else:
                found |= {f"{inner.co_name}.{n}": c for n, c in functions_of(inner).items()}
    return found


def plain(holder: Any, names: list[str]) -> FunctionType:
    """The function itself, from under what decorates it."""
    for name in names:
        holder = vars(holder)[name]
    while not isinstance(holder, FunctionType):
        holder = next(
            inner
            for inner in (getattr(holder, name, None) for name in ("fget", "func", "__wrapped__"))
            if inner is not None
        )
    return holder


def survives_anew(module: Path, mutant: Mutant, tests: list[str], seen: dict[str, Seen]) -> bool:
    """The same with everything of the project imported once more, the module from its mutant."""
    files = sorted({name.split("::")[0] for name in tests})

    def work() -> int:
        for name in [name for name, one in sys.modules.items() if is_ours(one)]:
            del sys.modules[name]
        sys.meta_path.insert(0, Mutated(module, mutant.source))
        return pytest.main([*QUIET, *FAST, *files], plugins=[Only(tests)])

    usual = sum(seen[name].seconds for name in tests)
    return not tests or forked(work, seconds=20 + 3 * usual) == 0


def is_ours(module: Any) -> bool:
    path = getattr(module, "__file__", None) or ""
    return path.startswith(f"{ROOT}/") and "/.venv/" not in path and "/mutations/" not in path


class Only:
    """A plugin of pytest: runs these tests alone, in this order."""

    def __init__(self, tests: list[str]) -> None:
        self.places = {name: place for place, name in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        kept = [item for item in items if item.nodeid in self.places]
        items[:] = sorted(kept, key=lambda item: self.places[item.nodeid])


class Mutated(MetaPathFinder):
    """Gives out the mutant where its module is imported."""

    def __init__(self, module: Path, source: str) -> None:
        self.name = ".".join(module.with_suffix("").parts)
        self.path, self.source = str(ROOT / module), source

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if fullname != self.name:
            return None
        return spec_from_file_location(fullname, self.path, loader=Loader(self))


class Loader(SourceFileLoader):
    def __init__(self, mutated: Mutated) -> None:
        super().__init__(mutated.name, mutated.path)
        self.mutated = mutated

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.mutated.source, self.mutated.path, "exec", dont_inherit=True)
