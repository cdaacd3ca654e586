"""The filters of one page, each kept in the address as codes: bookmarkable, and Back undoes one.

A page asks for its filters in any order and calls `record` when it has them all.
"""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from dashboard.frame import address
from dashboard.language.texts import _

# More options than this go into a list that unfolds.
IN_A_ROW = 6
TEXT_WIDTH = 420


class PageFilters:
    """What the reader has chosen on a page: from the address at first, then from the widgets."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.incoming = address.taken_over(page)
        self.state: address.State = {}

    def choice(
        self,
        name: str,
        label: str,
        options: Sequence[str],
        *,
        usual: str,
        label_of: Callable[[str], str] = str,
        unfolds: bool = False,
    ) -> str:
        """One of the options. A single option leaves nothing to choose and shows no widget."""
        if len(options) == 1:
            return options[0]
        key = self.seeded(name, options, [usual])
        st.session_state[key] = st.session_state[key][0]
        if unfolds or len(options) > IN_A_ROW:
            chosen: Any = st.selectbox(label, options, format_func=label_of, key=key)
        else:
            chosen = st.segmented_control(
                label, options, format_func=label_of, key=key, required=True
            )
        self.state[name] = [] if chosen == usual else [chosen]
        return chosen

    def several(
        self,
        name: str,
        label: str,
        options: Sequence[str],
        *,
        label_of: Callable[[str], str] = str,
        usual: Sequence[str] = (),
    ) -> list[str]:
        """Any of the options, in their order. Nothing chosen means the usual ones, or all."""
        at_first = list(usual or options)
        key = self.seeded(name, options, at_first)
        picked = st.pills(label, options, selection_mode="multi", format_func=label_of, key=key)
        chosen = [option for option in options if option in picked] or at_first
        self.state[name] = [] if chosen == at_first else chosen
        return chosen

    def some(
        self,
        name: str,
        label: str,
        options: Sequence[str],
        *,
        label_of: Callable[[str], str] = str,
    ) -> list[str]:
        """Any of the options, in the order of choice; none of them at first."""
        key = self.seeded(name, options, [])
        chosen = st.multiselect(
            label, options, format_func=label_of, key=key, placeholder=_("Choose")
        )
        self.state[name] = list(chosen)
        return list(chosen)

    def span(
        self, name: str, label: str, years: Sequence[str], *, usual: tuple[str, str] | None = None
    ) -> list[str]:
        """All years between two ends."""
        if len(years) == 1:
            return list(years)
        ends = usual or (years[0], years[-1])
        key = self.seeded(name, years, list(ends))
        picked = [int(year) for year in st.session_state[key]]
        st.session_state[key] = (min(picked), max(picked))
        first_and_last: Any = st.slider(label, int(years[0]), int(years[-1]), key=key)
        first, last = first_and_last
        chosen = [year for year in years if first <= int(year) <= last]
        self.state[name] = [] if (chosen[0], chosen[-1]) == ends else [chosen[0], chosen[-1]]
        return chosen

    def flag(self, name: str, label: str) -> bool:
        key = f"{self.page}_{name}"
        if self.incoming is not None:
            st.session_state[key] = self.incoming.get(name) == ["1"]
        chosen = st.toggle(label, key=key)
        self.state[name] = ["1"] if chosen else []
        return chosen

    def text(self, name: str, label: str) -> str:
        key = f"{self.page}_{name}"
        if self.incoming is not None:
            st.session_state[key] = "".join(self.incoming.get(name, []))
        entered = st.text_input(label, key=key, width=TEXT_WIDTH)
        self.state[name] = [entered] if entered else []
        return entered

    def record(self) -> None:
        address.record(self.page, self.state)

    def seeded(self, name: str, options: Sequence[str], usual: list[str]) -> str:
        """The widget's key, with the codes that it starts from already in its place."""
        key = f"{self.page}_{name}"
        coming = address.held(key) if self.incoming is None else self.incoming.get(name, [])
        st.session_state[key] = [code for code in coming if code in options] or usual
        return key
