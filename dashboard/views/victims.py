"""Page: who the victims are: age and sex, forms, recruiters, means of control."""

import streamlit as st

from dashboard.coordinator.victims import blocks, cards_html, show_pyramid, show_rest
from dashboard.figures.series import periods
from dashboard.frame.breakdown_block import show_periods, window_of
from dashboard.frame.masthead import opening
from dashboard.frame.page_filters import PageFilters
from dashboard.frame.parts import stop_without
from dashboard.language.texts import _
from dashboard.release.file import current_release
from dashboard.release.known_tables import VICTIMS, VICTIMS_BY_MEANS, VICTIMS_BY_RECRUITER

release = current_release()
opening(_("Victims"), release)
stop_without(release, VICTIMS)

years = periods(release, VICTIMS)
filters = PageFilters("victims")
with st.container(border=True):
    year = filters.choice("year", _("Year"), years[::-1], usual=years[-1])
    beside = filters.flag("beside", _("Show the year before beside it"))
filters.record()
*_earlier, before = [None, *(code for code in years if code < year)]
within = [before, year] if beside and before else [year]

st.html(cards_html(release, before, year))
show_rest(release, year)
show_pyramid(release, year)
left, right = st.columns(2, gap="large")
for name, title in blocks(release):
    # Beside each other stand about as many rows.
    with right if name == VICTIMS_BY_RECRUITER else left:
        show_periods(release, name, within, title)
with right:
    if window := window_of(release, VICTIMS_BY_MEANS, year):
        show_periods(release, VICTIMS_BY_MEANS, [window], _("Victims by means of control"))
    else:
        st.info(
            _(
                "Means of control are published for five years together, and these five years "
                "are not over yet. Choose an earlier year above to see them."
            )
        )
