"""What has to stay together: a ledger with its measurements, and the register that they count.

Only facts. `opening` is what locks an archive and checks that it fits the register.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Archive:
    """Where one register's charges are, and the measurements that they paid for."""

    ledger_path: Path
    measurement_dir: Path


@dataclass(frozen=True, kw_only=True)
class Register:
    """Whose persons are counted, and whether any of them are fictional."""

    name: str
    fictional: bool
