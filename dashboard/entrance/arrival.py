"""The page and the language that a visitor asked for before the sign-in, and gets after it.

A sign-in ends at the room's first page. Until then the visitor's own browser keeps what the address
asked for. It must never lead anywhere but to a page of this room.
"""

from pathlib import Path
from urllib.parse import urlencode, urlsplit

import streamlit as st

from dashboard.frame.menu import addresses
from dashboard.release.file import own_audience

DASHBOARD = Path(__file__).parents[1]
arrival_component = st.components.v2.component(
    "arrival", js=(DASHBOARD / "static" / "arrival.js").read_text(encoding="utf-8")
)


def keep_asked() -> None:
    """From a page that nobody is shown yet."""
    with st.container(key="arrival"):
        arrival_component(key="arrival_kept", data={"asked": asked()})


def lead_to_asked() -> None:
    """From the first page after the sign-in; on any other one this forgets what was kept."""
    with st.container(key="arrival"):
        arrival_component(key="arrival_led", data={"pages": ["", *addresses(own_audience())]})


def asked() -> str:
    """A page takes over the filters that it knows, so that others may stand in the address."""
    last = urlsplit(st.context.url or "").path.rsplit("/", 1)[-1]
    page = last if last in addresses(own_audience()) else ""
    query = {key: st.query_params.get_all(key) for key in st.query_params}
    return f"{page}?{urlencode(query, doseq=True)}" if query else page
