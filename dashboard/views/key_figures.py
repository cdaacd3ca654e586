"""Page: what the figures say, at a glance and in five sentences with their charts."""

import streamlit as st

from dashboard.figures.series import periods
from dashboard.frame import address
from dashboard.frame.masthead import opening
from dashboard.frame.parts import latest_year_note, nothing_yet
from dashboard.language.texts import _
from dashboard.public.glance import cards_html, show_key_figure
from dashboard.public.headline import key_figures_of
from dashboard.release.file import current_release

release = current_release()
address.left("key_figures")
opening(_("Trafficking in human beings: key figures"), release)
key_figures = key_figures_of(release)
if not key_figures:
    nothing_yet(_("This release holds none of the key figures."))
    st.stop()
last = periods(release, key_figures[0].name)[-1]
st.header(_("Key figures, {year}", year=last), anchor=False)
st.html(cards_html(release, key_figures))
latest_year_note(release, last)
st.write(
    _(
        "These are people identified by authorities, not all victims. Each figure carries a small "
        "random change that protects each person; the range given with it is right 19 times out of "
        "20. “Questions and answers” says why a figure often stands near one end of its range."
    )
)
for key_figure in key_figures:
    show_key_figure(release, key_figure)
