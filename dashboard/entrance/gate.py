"""The gate of a closed room: it lets the script go on, or shows what to do instead and stops it.

It comes before the release is opened and before the pages are listed, in every run of the script.
What runs without the script (a file made on demand) asks again here. It must never admit anybody
whose sign-in could not be written down.
"""

from datetime import UTC, datetime

import streamlit as st

from dashboard.access import audit, sessions
from dashboard.access.rules import Mode, mode, rules
from dashboard.access.standing import PUBLIC, Claims, Rules, Standing, account_of
from dashboard.access.taking import standing_now
from dashboard.entrance.arrival import lead_to_asked
from dashboard.entrance.refusal import refusal, sign_out_button
from dashboard.release.file import NoReleaseError, NotAReleaseError, current_release, own_audience

LOOK_AGAIN = 20.0  # seconds: how often an open page asks whether its session has ended


def admit() -> None:
    """Go on only where the visitor may see this server's room."""
    how = mode()
    if own_audience() == PUBLIC or how is Mode.UNLOCKED:
        return
    if how is Mode.DEMONSTRATION and is_of_examples():
        return
    whom = rules()
    if how is not Mode.LOGIN or whom is None or audit.log_path() is None:
        refusal(None)
        st.stop()
    claims, now = st.user.to_dict(), datetime.now(UTC)
    standing = standing_now(claims, whom, now)
    tell(standing, claims, whom, now)
    if standing is not Standing.ADMITTED:
        refusal(standing)
        st.stop()
    sessions.touch(sessions.sign_in_of(claims), now)
    watch(whom)
    lead_to_asked()


def is_of_examples() -> bool:
    """Asked in every run: a release of real persons may have come since the server was started."""
    try:
        return current_release().fictional
    except (NoReleaseError, NotAReleaseError):
        return True  # There is nothing to keep: the page says what is missing.


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
        st.stop()


def tell(standing: Standing, claims: Claims, whom: Rules, now: datetime) -> None:
    """Write down what is new about this sign-in; one that has ended stays so."""
    if standing is Standing.SIGNED_OUT:
        return
    sign_in = sessions.sign_in_of(claims)
    if standing is Standing.ENDED:
        sessions.end(sign_in, now)
    if not sessions.is_told(sign_in, standing):
        audit.record(ACTS[standing], account_of(claims, whom) or "")
        sessions.remember_told(sign_in, standing, now)  # Only now: what failed is tried again.


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
