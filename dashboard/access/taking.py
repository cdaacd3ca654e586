"""Write down that a file leaves a room, or refuse: asked again at the moment of taking.

It must never hand a file to a session that has ended, nor one that could not be written down.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from dashboard.access import audit, sessions
from dashboard.access.rules import Mode, mode, rules
from dashboard.access.standing import Claims, Rules, Standing, account_of, standing_of

TAKEN, NO_SUCH_FILE = "export", "refusal: no such file"


class SessionEndedError(Exception):
    """A file was asked for by a session that has ended."""


def taking(act: str = TAKEN) -> Callable[[str], None]:
    """Writes down that a file is taken, in a later moment and a thread that knows no visitor.

    The page with its button may then be gone or its session ended: such a session takes nothing.
    """
    whom = rules() if mode() is Mode.LOGIN else None
    claims = st.user.to_dict() if whom else {}

    def taken(file_name: str) -> None:
        account, now = "", datetime.now(UTC)
        if whom is not None:
            if standing_now(claims, whom, now) is not Standing.ADMITTED:
                raise SessionEndedError
            sessions.touch(sessions.sign_in_of(claims), now)
            account = account_of(claims, whom) or ""
        audit.record(act, account, taken=file_name)

    return taken


def standing_now(claims: Claims, whom: Rules, now: datetime) -> Standing:
    sign_in = sessions.sign_in_of(claims)
    standing = standing_of(claims, whom, sessions.last_seen(sign_in), now)
    if standing is Standing.ADMITTED and sessions.has_ended(sign_in):
        return Standing.ENDED
    return standing
