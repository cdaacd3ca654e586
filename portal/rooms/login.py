"""How a closed room is kept: by a login, or by answering this computer only; and what that needs.

The dashboard's process gets its own secrets in a file of their own, mode 600, and none of the
restricted side's.
"""

import json
import secrets
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from dashboard.access.standing import is_loopback
from portal.audience import Audience
from portal.errors import AccessError
from portal.keys import write_draft
from portal.settings import Access, Settings


class Keeping(StrEnum):
    """The words are those of dashboard/access/rules.py; a public room needs neither."""

    LOGIN = "login"
    DEMONSTRATION = "demonstration"
    UNLOCKED = "unlocked"
    OPEN = "open"


def keeping(audience: Audience, settings: Settings, fictional: bool) -> Keeping:
    """Refuses what would open a closed room to others; `fictional`: the release's persons are."""
    if audience is Audience.PUBLIC:
        return Keeping.OPEN
    check_log(settings)
    if settings.access is not None:
        check_login(audience, settings, settings.access)
        return Keeping.LOGIN
    if not is_loopback(settings.host) or settings.public_url:
        raise AccessError(
            f"The {audience} dashboard has no login and may answer this computer only: set up "
            "[access] in portal.toml (docs/deploy.md), or set PORTAL_HOST to 127.0.0.1 and no "
            "PORTAL_PUBLIC_URL."
        )
    if settings.without_login:
        return Keeping.UNLOCKED
    if not fictional:
        raise AccessError(
            f"The {audience} dashboard has no login and its release is about real persons: set up "
            "[access] in portal.toml (docs/deploy.md), or, on a computer that nobody else uses, "
            "set PORTAL_WITHOUT_LOGIN=1."
        )
    return Keeping.DEMONSTRATION


def check_log(settings: Settings) -> None:
    if settings.audit_log.resolve().is_relative_to(settings.release_dir.resolve()):
        raise AccessError(
            f"{settings.audit_log} lies among the releases, which are handed on: set "
            "PORTAL_AUDIT_LOG to a file elsewhere."
        )


def check_login(audience: Audience, settings: Settings, access: Access) -> None:
    if not access.admitted(audience):
        raise AccessError(
            f"[access] in portal.toml names no group that may see the {audience} room: "
            f'add {audience} = ["..."].'
        )
    if not access.client_secret:
        raise AccessError("Set PORTAL_ACCESS__CLIENT_SECRET: the provider has given it out.")
    here_only = is_loopback(settings.host)
    for address, may_be_open in ((address_of(settings), here_only), (access.metadata_url, True)):
        parts = urlsplit(address)
        is_open = parts.scheme != "https"
        if is_open and not (may_be_open and is_loopback(parts.hostname or "")):
            raise AccessError(
                f"{address} is not https: a sign-in may cross the network encrypted only. "
                "PORTAL_PUBLIC_URL is the address that visitors type."
            )


def address_of(settings: Settings) -> str:
    """What visitors type, without a slash at its end."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return (settings.public_url or f"http://{host}:{settings.port}").rstrip("/")


def write_secrets(audience: Audience, settings: Settings, access: Access) -> Path:
    """The file that Streamlit reads; its cookie secret is new, so a restart ends all sessions."""
    path = settings.serving_dir.resolve() / f"serving-{audience}.toml"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    login = {
        "redirect_uri": f"{address_of(settings)}/oauth2callback",
        "cookie_secret": secrets.token_hex(32),
        "client_id": access.client_id,
        "client_secret": access.client_secret,
        "server_metadata_url": access.metadata_url,
    }
    rules = {
        "claim": access.claim,
        "admitted": list(access.admitted(audience)),
        "account": access.account,
        "idle_minutes": access.idle_minutes,
        "session_minutes": access.session_minutes,
    }
    text = (
        "# Written by 'portal serve' at each start.\n"
        + as_toml("auth", login)
        + as_toml("auth.client_kwargs", {"scope": access.scope})
        + as_toml("access", rules)
    )
    write_draft(path, text).replace(path)
    return path


def as_toml(name: str, values: Mapping[str, object]) -> str:
    """One table; what JSON writes of texts, numbers and lists of texts, TOML reads the same."""
    lines = [f"{key} = {json.dumps(value)}" for key, value in values.items()]
    return "\n".join([f"[{name}]", *lines, ""])
