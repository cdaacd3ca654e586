"""What each test costs and which functions it comes through, found out without any change.

Only calls are looked at. A fixture that several tests share counts for all tests of its file, and
what the project keeps (functools.cache) is forgotten before each test. Where something is missed
all the same, a mutant is shown to fewer tests and may survive: figures are never too good.
"""

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.mutations.forking import forked, spent
from tests.support import ROOT

SLOW = 0.5  # seconds of the processor: what takes longer is no fast test


class TooSlowError(Exception):
    """The test is none of the fast ones."""


@dataclass(kw_only=True)
class Seen:
    """`functions` are named as "file:first line"."""

    seconds: float = 0.0
    passes: bool = True
    functions: set[str] = field(default_factory=set)

    def reaches(self, module: Path, within: tuple[int, int] | None) -> bool:
        """Whether it comes through the lines; without lines, through the module."""
        names = [name.rpartition(":") for name in self.functions]
        lines = [int(line) for path, _, line in names if path == str(module)]
        return any(within is None or within[0] <= line <= within[1] for line in lines)


def watched(items: list[pytest.Item], told: Path) -> dict[str, Seen]:
    """The fast tests, by their names."""

    def work() -> int:
        watch = Watch()
        items[0].config.pluginmanager.register(watch)
        signal.signal(signal.SIGPROF, too_slow)
        for item, following in zip(items, [*items[1:], None], strict=True):
            watch.run(item, following)
        told.write_text(json.dumps({name: as_json(one) for name, one in watch.tests().items()}))
        return 0

    if not items or forked(work, seconds=3600) != 0:
        return {}
    facts = json.loads(told.read_text())
    seen = {
        name: Seen(seconds=seconds, passes=passes, functions=set(functions))
        for name, (seconds, passes, functions) in facts.items()
    }
    return {name: one for name, one in seen.items() if one.passes and one.seconds <= SLOW}


def as_json(seen: Seen) -> list[Any]:
    return [seen.seconds, seen.passes, sorted(seen.functions)]


def too_slow(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlowError


class Watch:
    """A plugin of pytest that notes calls."""

    def __init__(self) -> None:
        self.seen: dict[str, Seen] = {}
        self.shared: dict[str, set[str]] = {}
        self.known: dict[CodeType, str] = {}
        self.noting: list[set[str]] = []

    def run(self, item: pytest.Item, following: pytest.Item | None) -> None:
        forget()
        seen = self.seen[item.nodeid] = Seen()
        start = spent()
        signal.setitimer(signal.ITIMER_PROF, 3 * SLOW)
        with self.notes(seen.functions):
            reports = runtestprotocol(item, log=False, nextitem=following)
        signal.setitimer(signal.ITIMER_PROF, 0)
        seen.seconds = spent() - start
        seen.passes = not any(report.failed for report in reports)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Iterator[None]:
        if fixturedef.scope == "function":
            return (yield)
        place = "" if fixturedef.scope == "session" else request.node.nodeid.split("::")[0]
        with self.notes(self.shared.setdefault(place, set())):
            return (yield)

    @contextmanager
    def notes(self, functions: set[str]) -> Iterator[None]:
        self.noting.append(functions)
        sys.settrace(self.look)
        try:
            yield
        finally:
            self.noting.pop()
            sys.settrace(self.look if self.noting else None)

    def look(self, frame: FrameType, _event: str, _argument: object) -> None:
        code = frame.f_code
        if code not in self.known:
            path = code.co_filename
            inside = path.startswith(str(ROOT)) and "/tests/" not in path
            self.known[code] = f"{path[len(str(ROOT)) + 1 :]}:{code.co_firstlineno}" * inside
        if self.noting and (name := self.known[code]):
            self.noting[-1].add(name)

    def tests(self) -> dict[str, Seen]:
        everywhere = self.shared.get("", set())
        for name, one in self.seen.items():
            one.functions |= everywhere | self.shared.get(name.split("::")[0], set())
        return self.seen


def forget() -> None:
    """Empty what the project's functions keep."""
    for module in list(sys.modules.values()):
        path = getattr(module, "__file__", None) or ""
        if path.startswith(str(ROOT)) and "/tests/" not in path and "site-packages" not in path:
            for value in list(vars(module).values()):
                if isinstance(value, _lru_cache_wrapper):
                    value.cache_clear()
