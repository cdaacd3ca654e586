"""Page: the reference sheet of one indicator."""

import streamlit as st

from dashboard.frame.masthead import opening
from dashboard.frame.page_filters import PageFilters
from dashboard.frame.parts import definitions, nothing_yet
from dashboard.indicators.charts import show_split, show_years
from dashboard.indicators.choice import choose_indicator, choose_period
from dashboard.indicators.downloads import download_one
from dashboard.indicators.periods import period_days
from dashboard.indicators.sheet import reference_sheet
from dashboard.indicators.sheet_parts import period_table, stand
from dashboard.language.texts import _
from dashboard.release.file import current_release

release = current_release()
filters = PageFilters("indicator")
opening(_("Indicator sheet"), release)
if release.indicators.empty:
    nothing_yet(_("This release holds no indicators."))
    st.stop()

with st.container(border=True):
    indicator = choose_indicator(release, filters)
    period = choose_period(release, filters, indicator)
filters.record()
sheet = reference_sheet(release, indicator, period)

st.header(indicator.name, anchor=False)
st.write(_("Period shown: {days}", days=period_days(period)))
st.html(stand(sheet))
download_one(release, sheet)

st.header(_("Reference sheet"), anchor=False)
definitions(sheet.facts)

if sheet.dated_rows:
    st.header(_("By period"), anchor=False)
    st.html(period_table(sheet))
show_years(release, sheet)

if sheet.splits:
    st.header(_("Disaggregated"), anchor=False)
    for split in sheet.splits:
        show_split(release, sheet, split)
