"""The coordinator's dashboard on a finished release, started as the portal starts it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

STARTS_WITHIN = 60.0


@dataclass(frozen=True, kw_only=True)
class Server:
    """Where it answers, and which process it is."""

    address: str
    process: int

    def processor_seconds(self) -> float:
        """What it has worked so far, however busy the machine was with other things."""
        text = Path(f"/proc/{self.process}/stat").read_text(encoding="utf-8")
        user, system = text.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served_release(releases: Path) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {
        "PORTAL_RELEASE_DIR": str(releases.resolve()),
        "PORTAL_AUDIENCE": "coordinator",
        "PORTAL_ACCESS": "demonstration",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", "--server.port", str(port)],
        env=os.environ | own,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/_stcore/health")
        yield Server(address=address, process=process.pid)
    finally:
        process.terminate()
        process.wait(timeout=10)


def wait_for(address: str) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=2)
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.25)
    raise RuntimeError(f"the dashboard did not answer within {STARTS_WITHIN:.0f} s")
