"""Page: what the figures say, in five sentences with their charts."""

import streamlit as st

from dashboard import address
from dashboard.masthead import opening
from dashboard.page_parts import nothing_yet
from dashboard.public_figures import key_figures
from dashboard.public_parts import show_key_figure
from dashboard.release_file import current_release
from dashboard.texts import _

release = current_release()
address.left("key_figures")
opening(_("Trafficking in human beings: key figures"), release)
st.write(
    _(
        "These are people identified by authorities, not all victims. Each figure carries a small "
        "random change that protects each person; the range in brackets is right 19 times out of "
        "20. “Questions and answers” says why a figure often stands near one end of its range."
    )
)
found = key_figures(release)
if not found:
    nothing_yet(_("This release holds none of the key figures."))
for one in found:
    show_key_figure(release, one)
