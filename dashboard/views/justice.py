"""Page: from a report to a verdict: how far defendants have come, courts, charges, sentences."""

import streamlit as st

from dashboard.coordinator.justice import (
    TABLES,
    choose_cohorts,
    show_funnel,
    show_sentences,
    show_stages,
)
from dashboard.frame.breakdown_block import show_panels, show_years, window_of, years_of
from dashboard.frame.masthead import opening
from dashboard.frame.page_filters import PageFilters
from dashboard.frame.parts import stop_without
from dashboard.language.texts import _
from dashboard.release.file import current_release
from dashboard.release.known_tables import CHARGES, STAGE_REACHED_BY_COURT

release = current_release()
opening(_("Justice"), release)
stop_without(release, *TABLES)
filters = PageFilters("justice")
with st.container(border=True):
    within = choose_cohorts(release, filters)
filters.record()
window = window_of(release, STAGE_REACHED_BY_COURT, within)

show_funnel(release, within)
left, right = st.columns(2, gap="large")
with left:
    show_years(release, CHARGES, years_of(release, CHARGES, within), _("Defendants by charge"))
with right:
    if window:
        show_sentences(release, window)

if window:
    st.header(_("By level of the court"), anchor=False)
    title = _("Defendants by level of the court and furthest stage")
    show_panels(release, STAGE_REACHED_BY_COURT, window, title)
else:
    st.info(
        _(
            "Courts and sentences are published for five years together. Choose five years above "
            "to see them."
        )
    )

st.header(_("Stages, year by year"), anchor=False)
show_stages(release)
