"""What a page's head says: its language and its title.

Streamlit says in every page's head that the page is English, which makes a screen reader read
Bosnian with English sounds. A few lines in the visitor's browser correct that. They come with the
page itself, so that no request is made for them.
"""

from pathlib import Path

import streamlit as st

from dashboard.texts import _, language

HERE = Path(__file__).parent
told = st.components.v2.component(
    "page_language", js=(HERE / "static" / "page_language.js").read_text(encoding="utf-8")
)


def tell_language() -> None:
    with st.container(key="page_language"):
        told(key="page_language_told", data={"language": language_tag(language())})


def language_tag(locale: str) -> str:
    """As browsers and screen readers know it (BCP 47)."""
    return locale.replace("_", "-")


def tell_title(page: str) -> None:
    """The page first: that is what a narrow tab and a list of bookmarks show."""
    site = _("Counter-trafficking statistics")
    st.set_page_config(page_title=f"{page} \N{MIDDLE DOT} {site}")
