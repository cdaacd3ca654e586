"""Fixtures that many tests share."""

import fcntl
import os

import pytest
from chain import Portal


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
