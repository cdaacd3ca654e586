"""Page: the project indicators at a glance, by reporting period."""

import streamlit as st

from dashboard.frame.masthead import opening
from dashboard.frame.page_filters import PageFilters
from dashboard.frame.parts import nothing_yet
from dashboard.indicators.choice import choose_period
from dashboard.indicators.downloads import download_all
from dashboard.indicators.page import context_note, goal_tables, reading_notes, summary
from dashboard.indicators.periods import period_days
from dashboard.indicators.registry import indicators
from dashboard.indicators.sheet import reference_sheet
from dashboard.language.texts import _
from dashboard.release.file import current_release

release = current_release()
filters = PageFilters("indicators")
opening(_("Indicators"), release)
if release.indicators.empty:
    nothing_yet(_("This release holds no indicators."))
    st.stop()

with st.container(border=True):
    period = choose_period(release, filters)
filters.record()

sheets = [reference_sheet(release, indicator, period) for indicator in indicators(release)]
st.write(_("Period shown: {days}", days=period_days(period)))
st.html(summary(sheets))
for title, html in goal_tables(sheets, period):
    st.header(title, anchor=False)
    if title == _("Context"):
        st.write(context_note())
    st.html(html)

st.header(_("How to read this page"), anchor=False)
for note in reading_notes():
    st.write(note)
with st.container(key="screen_only_downloads"):
    st.header(_("Download all indicators"), anchor=False)
    download_all(release, period)
