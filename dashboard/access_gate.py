"""The gate of a closed room: it lets the script go on, or shows what to do instead and stops it.

It comes before the release is opened and before the pages are listed, in every run of the script.
"""

from datetime import UTC, datetime

import streamlit as st

from dashboard import access_sessions as sessions
from dashboard import audit
from dashboard.access import PUBLIC, Claims, Rules, Standing, account_of, standing
from dashboard.access_page import refusal, sign_out_button
from dashboard.access_rules import Mode, mode, rules
from dashboard.release_file import own_audience

LOOK_AGAIN = 20.0  # seconds: how often an open page asks whether its session has ended


def admit() -> None:
    """Go on only where the visitor may see this server's room."""
    if own_audience() == PUBLIC:
        return
    how, whom = mode(), rules()
    if how is Mode.DEMONSTRATION:
        return
    if how is not Mode.LOGIN or whom is None:
        refusal(None)
        st.stop()
    claims, now = st.user.to_dict(), datetime.now(UTC)
    found = standing_now(claims, whom, now)
    tell(found, claims, whom, now)
    if found is not Standing.ADMITTED:
        refusal(found)
        st.stop()
    sessions.touch(sessions.sign_in_of(claims), now)
    watch(whom)


def leave() -> None:
    """The button that ends the session, where there is one."""
    whom = rules()
    if own_audience() == PUBLIC or mode() is not Mode.LOGIN or whom is None:
        return
    if sign_out_button():
        claims, now = st.user.to_dict(), datetime.now(UTC)
        sessions.end(sessions.sign_in_of(claims), now)
        audit.record("sign-out", account_of(claims, whom) or "")
        st.logout()


def visitor() -> str:
    """The visitor's account for the audit log; empty where the room has no login."""
    whom = rules() if mode() is Mode.LOGIN else None
    return (account_of(st.user.to_dict(), whom) or "") if whom else ""


def standing_now(claims: Claims, whom: Rules, now: datetime) -> Standing:
    sign_in = sessions.sign_in_of(claims)
    found = standing(claims, whom, sessions.last_seen(sign_in), now)
    if found is Standing.ADMITTED and sessions.has_ended(sign_in):
        return Standing.ENDED
    return found


def tell(found: Standing, claims: Claims, whom: Rules, now: datetime) -> None:
    """Write down what is new about this sign-in; one that has ended stays so."""
    if found is Standing.SIGNED_OUT:
        return
    sign_in = sessions.sign_in_of(claims)
    if found is Standing.ENDED:
        sessions.end(sign_in, now)
    if sessions.is_first(sign_in, found, now):
        audit.record(ACTS[found], account_of(claims, whom) or "")


ACTS = {
    Standing.ADMITTED: "sign-in",
    Standing.ENDED: "time-out",
    Standing.UNVERIFIED: "refusal: account not verified",
    Standing.NO_ROLE: "refusal: no role",
}


@st.fragment(run_every=LOOK_AGAIN)
def watch(whom: Rules) -> None:
    """Take a page from the screen when its session has ended; looking is not being at work."""
    if standing_now(st.user.to_dict(), whom, datetime.now(UTC)) is not Standing.ADMITTED:
        st.rerun()
