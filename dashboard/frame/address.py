"""A page's state in its address, as codes: a bookmark means the same in every language.

Streamlit's own binding writes the translated label of an option, so that a bookmark would break
with the language; these few lines write codes instead.
"""

from collections.abc import Sequence

import streamlit as st

ON_PAGE = "address_on_page"
WRITTEN = "address_written"
LANGUAGE = "lang"

State = dict[str, list[str]]


def taken_over(page: str) -> State | None:
    """The state that the widgets must take over; None where they already hold the right one.

    That is the address at arrival (or what was left behind on an earlier visit to the page), and
    later any address that this session did not write itself, such as after the Back button.
    """
    in_address = shown_state()
    written = st.session_state.setdefault(WRITTEN, {}).get(page, {})
    arrived = st.session_state.get(ON_PAGE) != page
    st.session_state[ON_PAGE] = page
    if arrived:
        return in_address or written
    return None if in_address == written else in_address


def left(page: str) -> None:
    """A page without state of its own was shown."""
    st.session_state[ON_PAGE] = page


def record(page: str, state: State) -> None:
    """Write what differs from the defaults."""
    state = {key: values for key, values in state.items() if values}
    st.session_state.setdefault(WRITTEN, {})[page] = state
    if state == shown_state():
        return
    language = {LANGUAGE: st.query_params[LANGUAGE]} if LANGUAGE in st.query_params else {}
    st.query_params.from_dict({**language, **state})


def shown_state() -> State:
    return {key: st.query_params.get_all(key) for key in st.query_params if key != LANGUAGE}


def seed(
    key: str,
    incoming: State | None,
    allowed: Sequence[str],
    default: list[str],
) -> list[str]:
    """The values that a widget starts from. Values that it does not know are dropped."""
    if incoming is None:
        return [value for value in held(key) if value in allowed] or default
    return [value for value in incoming.get(key, []) if value in allowed] or default


def held(key: str) -> list[str]:
    """What a widget holds now, as codes."""
    value = st.session_state.get(key, [])
    return [str(item) for item in (value if isinstance(value, list | tuple) else [value])]


def with_language(state: dict[str, str]) -> dict[str, str]:
    """The address of another page with these filters, in the language of this one."""
    return {LANGUAGE: st.query_params[LANGUAGE], **state} if LANGUAGE in st.query_params else state
