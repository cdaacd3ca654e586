"""What a module brings into a new Python: what is not there it cannot ask."""

import subprocess
import sys

from tests.support import ROOT


def loaded_by(module: str) -> set[str]:
    """The names of all modules that importing this one loads, its own among them."""
    script = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def knows(module: str, *others: str) -> list[str]:
    """Which of the others, or of what lies in them, it loads."""
    inside = tuple(f"{other}." for other in others)
    return sorted(name for name in loaded_by(module) if f"{name}.".startswith(inside))
