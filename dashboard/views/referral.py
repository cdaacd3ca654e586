"""Page: from identification to a service: who refers to whom, how soon, and who was assisted."""

import streamlit as st

from dashboard.coordinator.referral import (
    TABLES,
    choose_window,
    flow_figures,
    shares_html,
    show_flow,
)
from dashboard.frame.breakdown_block import show_panels, show_periods, show_years, years_of
from dashboard.frame.masthead import opening
from dashboard.frame.page_filters import PageFilters
from dashboard.frame.parts import stop_without
from dashboard.language.texts import _
from dashboard.release.file import current_release
from dashboard.release.known_tables import (
    FORM_AND_ASSISTANCE,
    REFERRAL_DELAY,
    SERVICE_DELAY,
    SERVICES,
)

release = current_release()
opening(_("Referral and assistance"), release)
stop_without(release, *TABLES)
filters = PageFilters("referral")
with st.container(border=True):
    window = choose_window(release, SERVICES, filters)
filters.record()
st.caption(_("Five years together: single years are too few persons for most of these figures."))
st.html(shares_html(release, window))

st.header(_("Who identifies, and who receives"), anchor=False)
show_flow(release, flow_figures(release, window), window)

st.header(_("How soon"), anchor=False)
left, right = st.columns(2, gap="large")
with left:
    title = _("Days from identification to referral")
    show_years(release, REFERRAL_DELAY, years_of(release, REFERRAL_DELAY, window), title)
with right:
    title = _("Days from identification to the first service")
    show_years(release, SERVICE_DELAY, years_of(release, SERVICE_DELAY, window), title)

st.header(_("Which services"), anchor=False)
show_periods(release, SERVICES, [window], _("Victims by service received"))

st.header(_("Assistance by form of exploitation"), anchor=False)
title = _("Victims by form of exploitation and assistance")
show_panels(release, FORM_AND_ASSISTANCE, window, title)
