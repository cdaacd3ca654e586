"""The two secrets: the database's key and the pseudonyms' key.

They come from the environment, or from a file that only its owner may read, made on first use.
A key never appears in a message.
"""

import os
import secrets
import stat
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from portal.settings import Settings


class KeyFileError(Exception):
    """The key file can't be used: the message says what to do."""


@dataclass(frozen=True, kw_only=True)
class Keys:
    database: str = field(repr=False)
    pseudonym: str = field(repr=False)


def read_keys(settings: Settings) -> Keys:
    if settings.database_key and settings.pseudonym_key:
        return Keys(database=settings.database_key, pseudonym=settings.pseudonym_key)
    if not settings.key_file.exists():
        if settings.database.exists():
            raise KeyFileError(
                f"{settings.key_file} is missing, but {settings.database} exists and needs its "
                "key: put the file back, or set PORTAL_DATABASE_KEY and PORTAL_PSEUDONYM_KEY."
            )
        make_key_file(settings.key_file)
    kept = read_key_file(settings.key_file)
    return Keys(
        database=settings.database_key or kept.database,
        pseudonym=settings.pseudonym_key or kept.pseudonym,
    )


def make_key_file(path: Path) -> None:
    """Write new keys; nobody but the owner may read them from the first byte on."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    text = "".join(
        [
            "# Keys of the counter-trafficking statistical portal. Without them the database\n",
            "# can't be opened and persons can't be linked: keep a copy in a safe.\n",
            f'database = "{secrets.token_hex(32)}"\n',
            f'pseudonym = "{secrets.token_hex(32)}"\n',
        ]
    )
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # Another first run was faster: its keys are the keys.
    finally:
        draft.unlink()


def read_key_file(path: Path) -> Keys:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeyFileError(f"{path} may be read by others: run 'chmod 600 {path}'.")
    try:
        content = tomllib.loads(path.read_text())
        return Keys(database=content["database"], pseudonym=content["pseudonym"])
    except (tomllib.TOMLDecodeError, KeyError, UnicodeDecodeError):
        raise KeyFileError(
            f"{path} does not hold the two keys `database` and `pseudonym`: "
            "restore it from your copy."
        ) from None
