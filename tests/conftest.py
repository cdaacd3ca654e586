"""Fixtures that many tests share."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.chain import Portal

if TYPE_CHECKING:
    from tests.support.closed_room import ClosedRoom


@pytest.fixture(scope="session")
def finished_portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """The whole chain, run once on the examples by the real command. Tests must not change it.

    Parallel workers share it: the first one runs it, the others wait.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    portal = Portal(folder=folder / "finished")
    with (folder / "finished.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not portal.folder.exists():
            portal.folder.mkdir()
            portal.run("run", "--no-serve")
    return portal


@pytest.fixture(scope="session")
def room_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """The address of an audience's dashboard on a small release, which tests must not change.

    It is started when it is first asked for and serves all tests of this process.
    """
    from tests.support.dashboard_server import served

    with ExitStack() as started:
        yield cache(
            lambda audience: started.enter_context(
                served(tmp_path_factory.mktemp("releases"), audience)
            )
        )


@pytest.fixture(scope="session")
def closed_room_of_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator["ClosedRoom"]:
    """A room behind a sign-in, for all tests of this process: each signs in and out for itself."""
    from tests.support.closed_room import closed_room

    with closed_room(tmp_path_factory.mktemp("room")) as room:
        yield room


@pytest.fixture(scope="session")
def examples_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example extracts, written once. Tests must not change them."""
    from examples import write_examples

    folder = tmp_path_factory.mktemp("extracts")
    write_examples(folder)
    return folder
