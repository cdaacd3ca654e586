"""How long a test waits for what must come: the one place that knows.

Only what fails ever reaches a limit, so limits are generous; no test may pass because of one.
"""

import os

A_STEP = 60.0  # seconds: for one step of a page, a server or a command, where nobody else works


def seconds(limit: float = A_STEP) -> float:
    return limit * patience()


def milliseconds(limit: float = A_STEP) -> float:
    return 1000 * seconds(limit)


def patience() -> float:
    """How many times longer than where nobody else works; TESTS_PATIENCE=3 says it.

    Otherwise the machine does, each time it is asked: its load is how many processes wanted a core
    in the last minute, and with eight for two cores each of them gets a quarter of the time.
    """
    told = os.environ.get("TESTS_PATIENCE")
    return float(told) if told else max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
