"""What a visitor sees of a closed room who is not admitted: why, and what to do.

It must never say anything of the release, nor who else has access.
"""

import streamlit as st

from dashboard.access.standing import Standing
from dashboard.entrance.arrival import keep_asked
from dashboard.frame.masthead import masthead
from dashboard.language.texts import _


def refusal(standing: Standing | None) -> None:
    """`standing` is None where the server itself has no login yet."""
    masthead()
    title, what_to_do = words(standing)
    st.title(title, anchor=False)
    st.write(what_to_do)
    if standing is None:
        return
    keep_asked()
    if standing is Standing.SIGNED_OUT:
        st.button(_("Sign in"), on_click=st.login, type="primary")
    else:
        # Signing out first lets the visitor choose another account.
        st.button(_("Sign in with another account"), on_click=st.logout, type="primary")


def words(standing: Standing | None) -> tuple[str, str]:
    match standing:
        case Standing.SIGNED_OUT:
            return _("Sign in"), _(
                "These statistics are for the offices that take part in the referral mechanism "
                "and for their donors. Use the account that your office has given you."
            )
        case Standing.ENDED:
            return _("Your session has ended"), _(
                "It was open for too long or nothing was done in it. Sign in again to go on."
            )
        case Standing.UNVERIFIED:
            return _("Your account is not confirmed"), _(
                "The sign-in service has not confirmed your e-mail address. Confirm it there, or "
                "ask the State Coordinator's office, then sign in again."
            )
        case Standing.NO_ROLE:
            return _("You have no access to this room"), _(
                "You are signed in, but your account does not belong to the group that may see "
                "this room. Ask the State Coordinator's office for access."
            )
        case _unset:
            return _("This room is closed"), _(
                "No login is set up for it. Whoever runs the portal starts it with:"
            ) + " `portal serve`"


def sign_out_button() -> bool:
    return st.button(_("Sign out"), type="tertiary", key="sign_out")
