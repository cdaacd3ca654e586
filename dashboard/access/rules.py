"""What `portal serve` has written down for this server: whether there is a login, and for whom.

Where nothing was written down, nobody is admitted to a closed room. It must never guess.
"""

import os
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from dashboard.access.standing import Rules, is_loopback


class Mode(StrEnum):
    """How a closed room is kept: by a login, or by answering this computer only.

    A demonstration shows examples and nothing else; an unlocked room shows real persons' figures,
    since whoever runs the portal has said so.
    """

    LOGIN = "login"
    DEMONSTRATION = "demonstration"
    UNLOCKED = "unlocked"
    CLOSED = "closed"


HERE_ONLY = frozenset({Mode.DEMONSTRATION, Mode.UNLOCKED})


def mode() -> Mode:
    written = os.environ.get("PORTAL_ACCESS", "")
    if written == Mode.LOGIN:
        return Mode.LOGIN
    if written in HERE_ONLY and is_loopback(st.get_option("server.address") or ""):
        return Mode(written)
    return Mode.CLOSED


def rules() -> Rules | None:
    """None where the login is not set up whole."""
    try:
        section = st.secrets["access"]
        return rules_from(section)
    except (KeyError, TypeError, ValueError, OverflowError, StreamlitSecretNotFoundError):
        return None


def rules_from(section: Mapping[str, Any]) -> Rules:
    return Rules(
        claim=str(section["claim"]),
        admitted=frozenset(str(group) for group in section["admitted"]),
        account=str(section["account"]),
        idle=timedelta(minutes=float(section["idle_minutes"])),
        longest=timedelta(minutes=float(section["session_minutes"])),
    )
