"""Who may see a room: decided from what the identity provider has said and signed.

The public room is open to everybody. The others are closed to whoever is not clearly admitted. It
must never look at a release: the decision comes before anything is opened or shown.
"""

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeGuard

Claims = Mapping[str, object]
PUBLIC = "public"
E_MAIL = "email"
CLOCKS_APART = timedelta(minutes=5)


class Standing(StrEnum):
    """What a visitor is to the room; only one of them opens it."""

    ADMITTED = "admitted"
    SIGNED_OUT = "signed_out"
    ENDED = "ended"
    UNVERIFIED = "unverified"
    NO_ROLE = "no_role"


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Whom this server admits, as `portal serve` has written it down.

    `claim` names where the provider tells a person's groups, with dots where it lies deeper
    (realm_access.roles); one of `admitted` must be among them. `account` is the claim by which a
    person is named in the audit log.
    """

    claim: str
    admitted: frozenset[str]
    account: str
    idle: timedelta
    longest: timedelta


def standing_of(
    claims: Claims, rules: Rules, last_seen: datetime | None, now: datetime
) -> Standing:
    """`last_seen`: when this sign-in was last at work here; None if it never was."""
    if claims.get("is_logged_in") is not True:
        return Standing.SIGNED_OUT
    began = signed_in_at(claims)
    if began is None or began > now + CLOCKS_APART or now - began > rules.longest:
        return Standing.ENDED
    if now - max(began, last_seen or began) > rules.idle:
        return Standing.ENDED
    if account_of(claims, rules) is None:
        return Standing.UNVERIFIED
    if not groups_of(claims, rules.claim) & rules.admitted:
        return Standing.NO_ROLE
    return Standing.ADMITTED


def signed_in_at(claims: Claims) -> datetime | None:
    """When the provider has issued the token, by its own clock."""
    issued = claims.get("iat")
    if isinstance(issued, bool) or not isinstance(issued, int | float):
        return None
    try:
        return datetime.fromtimestamp(issued, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def account_of(claims: Claims, rules: Rules) -> str | None:
    """The person's name in the audit log; None if the provider has not made sure of it.

    A name with signs that nobody sees could pass for another line of the log, or steer a screen.
    """
    account = claims.get(rules.account)
    if not isinstance(account, str) or not account or not account.isprintable():
        return None
    if rules.account == E_MAIL and claims.get("email_verified") is not True:
        return None
    return account


def groups_of(claims: Claims, claim: str) -> frozenset[str]:
    """The values of a claim that may be one text or a list; empty where it is anything else."""
    value: object = claims
    for part in [claim] if claim in claims else claim.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    listed = [value] if isinstance(value, str) else value
    return frozenset(listed) if is_texts(listed) else frozenset()


def is_texts(value: object) -> TypeGuard[Sequence[str]]:
    return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach the address. Names but 'localhost' are not trusted."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
