"""The secrets: the database's key and the chain of pseudonym keys.

They come from the environment, or from a file that only its owner may read, made on first use.
A key never appears in a message.
"""

import os
import secrets
import stat
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portal.settings import Settings

HEADING = (
    "# Keys of the counter-trafficking statistical portal. Without them the database can't be\n"
    "# opened and persons can't be linked: keep a copy in a safe. Old pseudonym keys stay in the\n"
    "# list: a pseudonym passes through all of them.\n"
)


class KeyFileError(Exception):
    """The key file can't be used: the message says what to do."""


@dataclass(frozen=True, kw_only=True)
class Keys:
    database: str = field(repr=False)
    pseudonym: tuple[str, ...] = field(repr=False)


def read_keys(settings: Settings) -> Keys:
    """The keys in use; from the environment, PORTAL_PSEUDONYM_KEY may list several, with commas."""
    if settings.database_key and settings.pseudonym_key:
        return Keys(
            database=settings.database_key, pseudonym=tuple(settings.pseudonym_key.split(","))
        )
    if not settings.key_file.exists():
        if settings.database.exists():
            raise KeyFileError(
                f"{settings.key_file} is missing, but {settings.database} exists and needs its "
                "key: put the file back, or set PORTAL_DATABASE_KEY and PORTAL_PSEUDONYM_KEY."
            )
        make_key_file(settings.key_file)
    settle_rotation(settings)
    in_use = read_key_file(settings.key_file)
    return Keys(
        database=settings.database_key or in_use.database,
        pseudonym=(
            tuple(settings.pseudonym_key.split(",")) if settings.pseudonym_key else in_use.pseudonym
        ),
    )


def make_key_file(path: Path) -> None:
    """Write new keys, unless another first run was faster: then its keys are the keys."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    keys = Keys(database=secrets.token_hex(32), pseudonym=(secrets.token_hex(32),))
    draft = write_draft(path, as_toml(keys))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def rotated(keys: Keys) -> Keys:
    """A new database key, and one pseudonym key more at the end of the chain."""
    return Keys(database=secrets.token_hex(32), pseudonym=(*keys.pseudonym, secrets.token_hex(32)))


def announce_rotation(path: Path, keys: Keys, following: Keys) -> None:
    """Keep both sets until the database has moved: a crash in between loses neither."""
    write_draft(path, as_toml(keys) + "\n[next]\n" + as_toml(following, heading="")).replace(path)


def settle_rotation(settings: Settings) -> None:
    """After a rotation, done or interrupted: keep the set that opens the database."""
    content = read_content(settings.key_file)
    if "next" not in content:
        return
    from warehouse.database import open_restricted
    from warehouse.errors import WrongKeyError

    following = keys_of(content["next"], settings.key_file)
    try:
        open_restricted(settings.database, following.database, read_only=True).close()
        in_use = following
    except WrongKeyError:
        in_use = keys_of(content, settings.key_file)
    write_draft(settings.key_file, as_toml(in_use)).replace(settings.key_file)


def read_key_file(path: Path) -> Keys:
    return keys_of(read_content(path), path)


def read_content(path: Path) -> dict[str, Any]:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeyFileError(f"{path} may be read by others: run 'chmod 600 {path}'.")
    try:
        return tomllib.loads(path.read_text())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise damaged(path) from None


def keys_of(content: dict[str, Any], path: Path) -> Keys:
    try:
        return Keys(database=content["database"], pseudonym=tuple(content["pseudonym"]))
    except (KeyError, TypeError):
        raise damaged(path) from None


def damaged(path: Path) -> KeyFileError:
    return KeyFileError(
        f"{path} does not hold the keys `database` and `pseudonym`: restore it from your copy."
    )


def as_toml(keys: Keys, heading: str = HEADING) -> str:
    chain = ", ".join(f'"{key}"' for key in keys.pseudonym)
    return f'{heading}database = "{keys.database}"\npseudonym = [{chain}]\n'


def write_draft(path: Path, text: str) -> Path:
    """A file beside `path`, on the disk, that nobody but the owner may read from its first byte."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return draft
