"""Page: the last year at a glance, the years before it, what changed, and where to look on."""

import streamlit as st

from dashboard.charts import gallery as charts
from dashboard.charts.captions import Words
from dashboard.coordinator.overview import (
    changes_table,
    common_questions,
    flash_quarters,
    flash_table,
    key_figures_html,
)
from dashboard.figures.leading import clear_changes, comparisons, last_two_years
from dashboard.frame import address
from dashboard.frame.masthead import opening
from dashboard.frame.parts import bar_note, latest_year_note, show_chart
from dashboard.frame.printed_totals import published_points, published_table, yearly_total
from dashboard.language.texts import _
from dashboard.release.file import current_release
from dashboard.release.known_tables import VICTIMS

release = current_release()
address.left("overview")
before, last = last_two_years(release)

opening(_("Identified victims of trafficking in human beings"), release)
st.header(_("Key figures, {year}", year=last), anchor=False)
st.html(key_figures_html(release, before, last))
latest_year_note(release, last)

with st.container(key="screen_only_questions"):
    st.header(_("Common questions"), anchor=False)
    with st.container(key="links", horizontal=True, gap="medium"):
        for question, page, state in common_questions():
            asked = address.with_language(state)
            st.page_link(f"views/{page}.py", label=question, query_params=asked)

if quarters := flash_quarters(release):
    st.header(_("First figures of the running year"), anchor=False)
    st.html(flash_table(release, quarters))

years = yearly_total(release)
words = Words(
    title=_("Identified victims by year"),
    subtitle=_("Persons, {first} to {last}", first=min(years.figures), last=max(years.figures)),
)
show_chart(
    charts.trend(release, words, years, published_points(release)), words, [years], release, VICTIMS
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
        st.write(_("Of all groups compared at once, none changed clearly."))
    bar_note(len(everything))
    st.caption(_("So a key figure can be clearly up or down above and still not stand here."))
