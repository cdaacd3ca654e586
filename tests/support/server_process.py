"""A server in a process of its own, from its first answer to its end."""

import random
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from tests.support.patience import seconds

# Below those that the system gives to every outgoing connection, by which one might be taken
# between being found free and being used.
PORTS = range(10_000, 32_000)


@contextmanager
def answering(
    command: Sequence[str], *, address: str, cwd: Path, env: Mapping[str, str]
) -> Iterator[str]:
    """The address, once Streamlit answers there that it is well."""
    with TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=cwd, env=env, stdout=said, stderr=said)
        try:
            wait_until_well(f"{address}/_stcore/health", process, said)
            yield address
        finally:
            stop(process)


def free_port() -> int:
    while True:
        port = random.choice(PORTS)
        with socket.socket() as free:
            try:
                free.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port


def wait_until_well(health: str, process: subprocess.Popen[bytes], said: IO[bytes]) -> None:
    limit = seconds()
    last = time.monotonic() + limit
    while time.monotonic() < last:
        if process.poll() is not None:
            raise AssertionError(f"the server has ended instead of answering:\n{told(said)}")
        try:
            urllib.request.urlopen(health, timeout=limit).close()
            return
        except OSError:  # Nobody listens there yet, and nothing tells when somebody does.
            time.sleep(0.1)
    raise AssertionError(f"the server does not answer within {limit:.0f} seconds:\n{told(said)}")


def told(said: IO[bytes]) -> str:
    said.seek(0)
    return said.read().decode(errors="replace")


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(seconds())
    finally:
        process.kill()
        process.wait()
