"""What lives as long as the server does is kept out of Python's search for garbage.

Streamlit searches all objects of the process after every run of a page, which took three times as
long as the page itself: modules, words and the release, walked through again for every visitor.
They are set aside here. It must never set aside for good: what a visitor leaves is found later.
"""

import gc

import streamlit as st

FOR = 600  # seconds


@st.cache_resource(ttl=FOR, max_entries=50, show_spinner=False)
def set_aside(page: str) -> int:
    """All objects that are there when `page` has run, and so has loaded what it needs: how many."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    return gc.get_freeze_count()
