"""Page: one breakdown over the years, two periods or two groups beside each other."""

import streamlit as st

from dashboard.cells import series
from dashboard.masthead import opening
from dashboard.page_filters import PageFilters
from dashboard.page_parts import show_chart
from dashboard.release_file import current_release
from dashboard.texts import _
from dashboard.trend_compare_views import show_two_groups, show_two_periods
from dashboard.trend_filters import PAGE, TWO_GROUPS, TWO_PERIODS, as_csv, choose
from dashboard.trend_parts import (
    agreement_note,
    breakdown_chart,
    breakdown_table,
    breakdown_words,
)

release = current_release()
opening(_("Trends"), release)

filters = PageFilters(PAGE)
with st.container(border=True):
    selection = choose(release, filters)
shown = series(release, selection.table, selection.groups, selection.periods)
words = breakdown_words(release, selection)

if selection.view == TWO_PERIODS:
    show_two_periods(release, selection, words, shown, filters)
elif selection.view == TWO_GROUPS:
    show_two_groups(release, selection, words, shown, filters)
else:
    with st.container(key="wide" if selection.is_pooled else "chart"):
        chart = breakdown_chart(release, selection, words, shown)
        show_chart(chart, words, shown, release, selection.table.name)
    with st.expander(_("Table: figures with their intervals")):
        st.html(breakdown_table(selection, words.title, shown))
filters.record()

if note := agreement_note(selection):
    st.caption(note)
st.download_button(
    _("Download these figures (CSV)"),
    as_csv(release, selection),
    file_name=f"{release.name}_{selection.table.name}.csv",
    mime="text/csv",
    on_click="ignore",
)

if selection.residual_groups:
    st.header(_("Recorded without this detail"), anchor=False)
    st.write(
        _(
            "“Unknown” was asked and not known, “not collected” was never asked, and a word may "
            "not be understood yet. These are kept apart and never added to other groups."
        )
    )
    apart = series(release, selection.table, selection.residual_groups, selection.periods)
    st.html(breakdown_table(selection, _("Recorded without this detail"), apart))
