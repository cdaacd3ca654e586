"""Run the real command line in a folder of its own, as a user would."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.support import ROOT


@dataclass(frozen=True, kw_only=True)
class Portal:
    """One office's folder: data, releases, extracts and keys, all inside `folder`."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def releases(self) -> Path:
        return self.folder / "releases"

    @property
    def extracts(self) -> Path:
        return self.folder / "extracts"

    @property
    def key_file(self) -> Path:
        return self.folder / "keys" / "keys.toml"

    def ledger_lines(self) -> list[str]:
        return (self.data / "ledger.jsonl").read_text().splitlines()

    def environment(self) -> dict[str, str]:
        return {name: value for name, value in os.environ.items() if name[:7] != "PORTAL_"} | {
            "PYTHONPATH": str(ROOT),
            "PORTAL_DATA_DIR": str(self.data),
            "PORTAL_RELEASE_DIR": str(self.releases),
            "PORTAL_EXTRACT_DIR": str(self.extracts),
            "PORTAL_KEY_FILE": str(self.key_file),
            "COLUMNS": "200",
        }

    def command(self, *arguments: str | Path) -> list[str]:
        return [sys.executable, "-m", "portal", *map(str, arguments)]

    def run(self, *arguments: str | Path, code: int = 0) -> str:
        """What the command says, both streams; fails unless it ends with exit code `code`."""
        done = subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            text=True,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr
