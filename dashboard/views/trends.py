"""Page: one breakdown over the years, two periods or two groups beside each other."""

import streamlit as st

from dashboard.figures.series import series_of_groups
from dashboard.frame.downloads import download
from dashboard.frame.masthead import opening
from dashboard.frame.page_filters import PageFilters
from dashboard.language.texts import _
from dashboard.release.file import current_release
from dashboard.trends.breakdown import agreement_note, breakdown_table
from dashboard.trends.comparison import choose_comparison
from dashboard.trends.comparison_views import show_view
from dashboard.trends.selection import PAGE, as_csv, choose

release = current_release()
opening(_("Trends"), release)

filters = PageFilters(PAGE)
with st.container(border=True):
    selection = choose(release, filters)
    comparison = choose_comparison(release, selection, filters)
filters.record()
show_view(release, selection, comparison)

if note := agreement_note(selection):
    st.caption(note)
download(
    _("Download these figures with their codes (CSV)"),
    lambda: as_csv(release, selection).encode(),
    f"{release.name}_{selection.table.name}.csv",
    "text/csv",
)

if selection.residual_groups:
    st.header(_("Recorded without this detail"), anchor=False)
    st.write(
        _(
            "“Unknown” was asked and not known, “not collected” was never asked, and a word may "
            "not be understood yet. These are kept apart and never added to other groups."
        )
    )
    apart = series_of_groups(release, selection.table, selection.residual_groups, selection.periods)
    st.html(breakdown_table(selection, _("Recorded without this detail"), apart))
