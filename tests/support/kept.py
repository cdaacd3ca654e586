"""The files of this house as they are kept: not what was installed or made beside them."""

import subprocess
from pathlib import Path

from tests.support import ROOT


def kept(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.split()]
