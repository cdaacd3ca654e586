"""The PDF writer that browsers load is what its sources make, byte for byte."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support import ROOT

FOLDER = ROOT / "dashboard" / "pdf_writer"
PICTURES = ROOT / "dashboard" / "static" / "pictures"
SOURCES = ("absent.js", "make.mjs", "package-lock.json", "parts.js", "pdf_writer.js", "tags.js")
MEND = "make it again: cd dashboard/pdf_writer && npm ci && npm run make"


def test_the_committed_writer_was_made_of_the_sources_as_they_are() -> None:
    digest = hashlib.sha256()
    for name in SOURCES:
        digest.update(f"{name}\n".encode())
        digest.update((FOLDER / name).read_bytes())
    first_line = (PICTURES / "pdf_writer.js").read_text(encoding="utf-8").split("\n", 1)[0]
    assert first_line.endswith(f"sha256 {digest.hexdigest()}"), MEND


@pytest.mark.slow
def test_making_the_writer_again_gives_the_same_bytes(tmp_path: Path) -> None:
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed: the writer can't be made again here")
    shutil.copytree(FOLDER, tmp_path / "writer", ignore=shutil.ignore_patterns("node_modules"))
    (tmp_path / "made").mkdir()
    for command in (["npm", "ci"], ["node", "make.mjs", str(tmp_path / "made")]):
        subprocess.run(command, cwd=tmp_path / "writer", check=True, capture_output=True)
    for name in ("pdf_writer.js", "pdf_writer_licences.txt"):
        assert (tmp_path / "made" / name).read_bytes() == (PICTURES / name).read_bytes(), MEND
