"""Processes that measure and publish for an office, and may be killed at a given step."""

import os
import signal
import sys
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

from privacy.measuring import run as measuring
from privacy.publishing import publication as publishing
from privacy.publishing import store as release_store
from privacy.records import durable
from tests.support.privacy_fixtures import Office

# A fork server has loaded the libraries once, so that starting a process takes little.
processes = get_context("forkserver")
processes.set_forkserver_preload(
    ["pandas", "pyarrow", "duckdb", "opendp.prelude", "tests.support.privacy_fixtures"]
)


def start(work: Callable[..., None], *arguments: Any) -> BaseProcess:
    process = processes.Process(target=work, args=arguments)
    # Tests of pages leave a page in the main module's place, which a new process would run first.
    with patch.dict(sys.modules, {"__main__": ModuleType("__main__")}):
        process.start()
    return process


def measure(office: Office) -> None:
    office.measure()


def measure_and_publish(office: Office) -> None:
    office.measure()
    office.publish()


def measure_and_die(office: Office, step: str) -> None:
    """Measure, and be killed by SIGKILL at the given step of the third measurement."""
    die_at(step, number=3)
    office.measure()


def die_at(step: str, number: int) -> None:
    """Let this process be killed at the given step of its measurement of that number."""
    dying = dying_at_call(number)
    match step:
        case "before the charge":
            measuring.charge = dying(measuring.charge, before=True)
        case "in the middle of the charge":
            durable.append = dying(durable.append, before=True, and_first=write_half, only=".jsonl")
        case "after the charge":
            measuring.charge = dying(measuring.charge)
        case "after the draw":
            measuring.draw_noisy = dying(measuring.draw_noisy)
        case "before the rename":
            durable.put_in_place = dying(durable.put_in_place, before=True)
        case "after the rename":
            durable.put_in_place = dying(durable.put_in_place)


def publish_and_die(office: Office, step: str) -> None:
    first = dying_at_call(1)
    match step:
        case "while the draft is written":
            release_store.write_sheet = dying_at_call(2)(release_store.write_sheet)
        case "before the version is in place":
            durable.put_in_place = first(durable.put_in_place, before=True)
        case "before the pointer":
            publishing.point_to = first(publishing.point_to, before=True)
        case "after the pointer":
            publishing.point_to = first(publishing.point_to)
    office.publish()


def dying_at_call(number: int) -> Callable[..., Callable[..., Any]]:
    def wrap(
        real: Callable[..., Any],
        before: bool = False,
        and_first: Callable[..., None] | None = None,
        only: str = "",
    ) -> Callable[..., Any]:
        calls = 0

        def dying(*arguments: Any, **named: Any) -> Any:
            nonlocal calls
            calls += only in str(arguments[-1])
            if calls == number and before:
                if and_first:
                    and_first(*arguments)
                os.kill(os.getpid(), signal.SIGKILL)
            result = real(*arguments, **named)
            if calls == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return dying

    return wrap


def write_half(file: int, data: bytes, path: Path) -> None:
    os.write(file, data[: len(data) // 2])
