"""What lives as long as the server does is kept out of Python's search for garbage.

Streamlit searches all objects of the process after every run of a page, which took three times as
long as the page itself: modules, words and the release, walked through again for every visitor.
They are set aside here, once a minute. It must never set aside for good: what visitors have left
behind is found the next time.
"""

import gc

import streamlit as st

EVERY = 60  # seconds


@st.cache_resource(ttl=EVERY, show_spinner=False)
def set_aside() -> int:
    """All that is there after a page has run, and so has loaded what it needs. How many objects."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    return gc.get_freeze_count()
