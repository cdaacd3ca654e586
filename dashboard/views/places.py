"""Page: where victims were found, on a map and as tiles of equal size."""

import streamlit as st

from dashboard.coordinator.places import (
    area_figures,
    area_table,
    choose_drawing,
    choose_form,
    choose_period,
    is_pooled,
    leader_sentence,
    show_areas,
    title,
)
from dashboard.frame.masthead import opening
from dashboard.frame.page_filters import PageFilters
from dashboard.frame.parts import stop_without
from dashboard.language.texts import _
from dashboard.release.file import current_release
from dashboard.release.known_tables import VICTIMS_BY_AREA, VICTIMS_BY_AREA_AND_FORM

release = current_release()
opening(_("Places"), release)
stop_without(release, VICTIMS_BY_AREA, VICTIMS_BY_AREA_AND_FORM)
filters = PageFilters("places")
with st.container(border=True):
    left, right = st.columns(2, gap="medium")
    with left:
        within = choose_period(release, filters)
    with right:
        form = choose_form(release, within, filters)
    drawing = choose_drawing(filters)
filters.record()

figures = area_figures(release, within, form)
st.write(leader_sentence(release, figures))
if is_pooled(within):
    st.caption(_("Five years together: single years are too few persons for most areas."))
else:
    st.caption(
        _(
            "In a single year most areas have too few persons to tell them apart. Five years "
            "together say more: choose them above."
        )
    )
show_areas(release, figures, within, form, drawing)
residual = area_figures(release, within, form, residual=True)
with st.expander(_("Table: figures with their intervals")):
    st.html(area_table(release, figures, residual, title(release, form)))
st.caption(
    _(
        "The area is where the person was identified. Areas are in no order of size: where "
        "intervals overlap, no order can be told."
    )
)
