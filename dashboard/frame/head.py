"""What a page says to the browser: its language, its title, and the names of Streamlit's controls.

Streamlit says in every page's head that the page is English, which makes a screen reader read
Bosnian with English sounds, and names its own controls in English only. A few lines in the
visitor's browser correct both. They come with the page itself, so that no request is made for them.
"""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from dashboard.language.texts import _, language

DASHBOARD = Path(__file__).parents[1]
NO_SUCH_PAGE = (
    "The page that you have requested does not seem to exist. Running the app's main page."
)
SCRIPTS = [DASHBOARD / "static" / name for name in ("page_print.js", "page_head.js")]
head_component = st.components.v2.component(
    "page_head", js="\n".join(script.read_text(encoding="utf-8") for script in SCRIPTS)
)


def tell_language() -> None:
    with st.container(key="page_head"):
        head_component(
            key="page_head_told", data={"language": language_tag(language()), "words": words()}
        )


def language_tag(locale: str) -> str:
    """As browsers and screen readers know it (BCP 47)."""
    return locale.replace("_", "-")


def words() -> Mapping[str, str]:
    """Streamlit's own words to ours."""
    return {
        "Skip to main content": _("Skip to main content"),
        "App pages": _("App pages"),
        "Link to heading": _("Link to heading"),
        "Open": _("Open"),
        "Sidebar": _("Sidebar"),
        "Expand sidebar": _("Expand sidebar"),
        "Collapse sidebar": _("Collapse sidebar"),
        "Copy to clipboard": _("Copy to clipboard"),
        "Close": _("Close"),
        "start": _("start"),
        "end": _("end"),
        "Page not found": _("Page not found"),
        NO_SUCH_PAGE: _("There is no page at this address. The first page is shown instead."),
    }


def tell_title(page: str) -> None:
    """The page first: that is what a narrow tab and a list of bookmarks show."""
    site = _("Counter-trafficking statistics")
    st.set_page_config(page_title=f"{page} \N{MIDDLE DOT} {site}")
