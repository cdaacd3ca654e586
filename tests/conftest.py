"""Fixtures that many tests share."""

import pytest
from chain import Portal


@pytest.fixture(scope="session")
def finished_portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """The whole chain, run once on the examples by the real command. Tests must not change it."""
    portal = Portal(folder=tmp_path_factory.mktemp("finished"))
    portal.run("run", "--no-serve")
    return portal
