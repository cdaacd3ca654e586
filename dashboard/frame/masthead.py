"""What every page begins with: who publishes these statistics, the language, the release.

It must say on every page when the figures are an example.
"""

from collections.abc import Callable
from html import escape

import streamlit as st

from dashboard.access.rules import HERE_ONLY, mode
from dashboard.access.standing import PUBLIC
from dashboard.charts.captions import example_note
from dashboard.content.office_texts import office_name
from dashboard.frame.address import LANGUAGE
from dashboard.language.texts import LANGUAGES, _, day, nearest_language
from dashboard.release.facts import Release
from dashboard.release.file import NoReleaseError, own_audience

CHOICE = "language"


def chosen_language() -> str:
    """The reader's choice, else the address, else the browser's.

    It stands in the address once it was asked for there or differs from the browser's, so that
    whoever gets the link reads the same language.
    """
    own = nearest_language(st.context.locale)
    asked = st.query_params.get(LANGUAGE, "").replace("-", "_")
    if CHOICE not in st.session_state:
        st.session_state[CHOICE] = asked if asked in LANGUAGES else own
    chosen = st.session_state[CHOICE] or own
    if chosen != own or LANGUAGE in st.query_params:
        st.query_params[LANGUAGE] = chosen
    return chosen


def menu_words() -> None:
    """The menu's own words are English or none: style.css hides them."""
    more, menu = escape(_("More")), escape(_("Menu"))
    st.html(
        f'<style>.rc-overflow-item-rest button p::after {{ content: "{more}"; }}'
        f'[data-testid="stExpandSidebarButton"]::after {{ content: "{menu}"; }}</style>'
    )


def masthead(at_end: Callable[[], None] = lambda: None) -> None:
    """`at_end` puts what a closed room has more into the same row."""
    menu_words()
    name, publisher = escape(_("Counter-trafficking statistics")), escape(office_name())
    with st.container(key="masthead", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(f'<div class="masthead">{name}<small>{publisher}</small></div>', width="stretch")
        st.segmented_control(
            _("Language"),
            list(LANGUAGES),
            format_func=lambda code: LANGUAGES[code],
            key=CHOICE,
            required=True,
            label_visibility="collapsed",
        )
        at_end()


def opening(title: str, release: Release) -> None:
    if notes := [*([example_note()] if release.fictional else []), *without_login()]:
        lines = "<br>".join(map(escape, notes))
        st.html(f'<div class="example" role="note">{lines}</div>')
    st.title(title, anchor=False)
    made = _("Release: {name}, {date}", name=release.name, date=day(release.released_on))
    st.html(f'<p class="release">{escape(made)}</p>')


def without_login() -> list[str]:
    """A closed room that has no login says so on every page."""
    if own_audience() == PUBLIC or mode() not in HERE_ONLY:
        return []
    return [_("No login: this room answers this computer only.")]


def no_release(error: Exception) -> None:
    if isinstance(error, NoReleaseError):
        st.title(_("There is no release yet"), anchor=False)
        st.write(_("The dashboard shows published releases only. To make the first one, run:"))
    else:
        st.title(_("The release file cannot be shown"), anchor=False)
        st.write(_("It is damaged or meant for another audience. To publish a new one, run:"))
    st.code("portal run", language=None)
    st.write(_("Then load this page again."))
