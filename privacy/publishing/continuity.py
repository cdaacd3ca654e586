"""Whether the ledger is the one that the releases on the disk were published from.

Ledger and measurements put back together from an old copy agree with each other, and can't tell
that they lack what was drawn since; the releases can. Drawing on them would draw a second time.
"""

from pathlib import Path

from privacy.declared.spec import Audience
from privacy.errors import LedgerTamperedError
from privacy.publishing.store import all_versions, read_sheets
from privacy.records.archive import Archive, Register
from privacy.records.ledger import read_ledger
from privacy.records.ledger_lines import START


def check_continuity(
    archive: Archive, register: Register, release_dir: Path, audiences: tuple[Audience, ...]
) -> None:
    """Refuse to go on where a release of the register names a charge that the ledger lacks."""
    known = {START, *(charge.hash for charge in read_ledger(archive.ledger_path).charges)}
    for audience in audiences:
        path, ledger_hash = last_published(release_dir / audience.name, audience.name, register)
        if ledger_hash not in known:
            raise LedgerTamperedError(
                f"{path} was published from charges that the ledger {archive.ledger_path} "
                "does not have: ledger and measurements are an older copy. Nothing is drawn: it "
                "would be a second time. Put back the newest copy from your backup; if there is "
                "none, publish into another release folder, and count all that was published as "
                "spent."
            )


def last_published(folder: Path, audience: str, register: Register) -> tuple[Path, object]:
    """The newest release of the register, and the ledger's last hash then.

    A newer one that is damaged, or of another register, says nothing: then the one before speaks.
    """
    for version in all_versions(folder, audience):
        title = title_of(version.path)
        if title and title["register"] == register.name:
            return version.path, title["ledger_hash"]
    return folder, START


def title_of(path: Path) -> dict[str, object] | None:
    """The one row that says what a release is; None of a file that can't be read."""
    sheet = read_sheets(path).get("release")
    return dict(zip(sheet.columns, sheet.rows[0], strict=True)) if sheet else None
