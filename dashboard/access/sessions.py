"""When each sign-in was last at work here, and which have ended: those open nothing any more.

One memory for the whole server, since a visitor's pages and windows share one sign-in, and a copy
of its cookie is the same sign-in. It must never hold anything of a release.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

KEPT = timedelta(days=31)  # A browser keeps the cookie for 30 days.

_last_seen: dict[str, datetime] = {}
_ended: dict[str, datetime] = {}
_told: dict[tuple[str, str], datetime] = {}
_lock = Lock()


def sign_in_of(claims: Mapping[str, object]) -> str:
    """What tells one sign-in from another: the provider, the person, and when."""
    return "|".join(str(claims.get(name, "")) for name in ("iss", "sub", "iat", "nonce"))


def last_seen(sign_in: str) -> datetime | None:
    """None if it was never at work here, as after a restart."""
    with _lock:
        return _last_seen.get(sign_in)


def touch(sign_in: str, now: datetime) -> None:
    with _lock:
        _last_seen[sign_in] = now
        memories: tuple[dict[Any, datetime], ...] = (_last_seen, _ended, _told)
        for memory in memories:
            for key in [key for key, when in memory.items() if now - when > KEPT]:
                del memory[key]


def end(sign_in: str, now: datetime) -> None:
    with _lock:
        _ended[sign_in] = now


def has_ended(sign_in: str) -> bool:
    with _lock:
        return sign_in in _ended


def is_told(sign_in: str, act: str) -> bool:
    """Whether the audit log has this act of this sign-in."""
    with _lock:
        return (sign_in, act) in _told


def remember_told(sign_in: str, act: str, now: datetime) -> None:
    with _lock:
        _told[sign_in, act] = now
