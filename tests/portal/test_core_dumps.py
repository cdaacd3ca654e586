"""What a process of the portal holds in memory is never written to the disk when it dies."""

import subprocess
import sys

from tests.support import ROOT


def test_the_command_line_and_what_it_starts_leave_no_core_dump() -> None:
    script = (
        "import os, resource, sys, runpy\n"
        "sys.argv = ['portal', '--help']\n"
        "try: runpy.run_module('portal', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "os.execlp('sh', 'sh', '-c', 'ulimit -H -c')\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.rstrip().endswith("\n0")


def test_the_rooms_service_forbids_core_dumps() -> None:
    unit = (ROOT / "deploy" / "systemd" / "portal-room@.service").read_text()
    assert "LimitCORE=0" in unit.splitlines()
