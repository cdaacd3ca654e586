"""Page: the last year at a glance, the years before it, and what changed."""

import streamlit as st

from dashboard import address, charts
from dashboard.chart_frame import Words
from dashboard.key_figures import TOTAL, clear_changes, comparisons, last_two_years
from dashboard.masthead import opening
from dashboard.overview_parts import (
    changes_table,
    key_figures_html,
    published_points,
    published_table,
    yearly_total,
)
from dashboard.page_parts import show_chart
from dashboard.release_file import current_release
from dashboard.texts import _, ngettext

release = current_release()
address.left("overview")
before, last = last_two_years(release)

opening(_("Identified victims of trafficking in human beings"), release)
st.header(_("Key figures, {year}", year=last), anchor=False)
st.html(key_figures_html(release, before, last))

years = yearly_total(release)
words = Words(
    title=_("Identified victims by year"),
    subtitle=_("Persons, {first} to {last}", first=min(years.figures), last=max(years.figures)),
)
show_chart(
    charts.trend(release, words, years, published_points(release)), words, [years], release, TOTAL
)
with st.expander(_("Table: this figure and the officially published totals")):
    st.html(published_table(release, years))
    st.write(
        _(
            "The published totals were counted by others, for other periods or definitions. "
            "“Method and privacy” says why they differ."
        )
    )

if before:
    st.header(_("What changed most, {before} to {last}", before=before, last=last), anchor=False)
    everything = comparisons(release, before, last)
    clear = clear_changes(everything)
    if clear:
        st.html(changes_table(clear, before, last))
    else:
        st.write(_("Nothing changed clearly."))
    st.caption(
        ngettext(
            "{n} group was compared, so the bar for a clear change is that of the key figures.",
            "{n} groups were compared at once, so the bar for a clear change is higher than for "
            "the key figures.",
            len(everything),
        )
    )
