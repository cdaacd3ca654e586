"""Page: one breakdown over the years, group by group."""

import streamlit as st

from dashboard.cells import series, split_label
from dashboard.chart_frame import Words
from dashboard.masthead import opening
from dashboard.page_parts import show_chart
from dashboard.release_file import current_release
from dashboard.texts import _
from dashboard.trend_filters import as_csv, choose
from dashboard.trend_parts import breakdown_chart, breakdown_table, period_line

release = current_release()
opening(_("Trends"), release)

with st.container(border=True):
    selection = choose(release)
shown = series(release, selection.table, selection.groups, selection.periods)
split = split_label(release, selection.table)
words = Words(title=_("Identified victims: {split}", split=split), subtitle=period_line(selection))

with st.container(key="chart" if selection.is_yearly else "wide"):
    chart = breakdown_chart(release, selection, words, shown)
    show_chart(chart, words, shown, release, selection.table.name)

with st.expander(_("Table: figures with their intervals")):
    st.html(breakdown_table(selection, words.title, shown))
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

st.caption(
    _(
        "All tables are adjusted to each other: parts add up to totals, and the same group shows "
        "the same figure in every table of the same period."
    )
)
