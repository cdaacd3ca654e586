"""Page: a chart of the reader's own choice, to download, cite and embed."""

import streamlit as st

from dashboard.charts.breakdown import breakdown_words, panels_on_phones
from dashboard.figures.series import series_of_groups
from dashboard.frame.masthead import opening
from dashboard.frame.page_filters import PageFilters
from dashboard.frame.parts import show_chart
from dashboard.language.texts import _
from dashboard.release.file import current_release
from dashboard.trends.breakdown import agreement_note
from dashboard.trends.builder import built_chart, built_table, show_embedding, show_origin
from dashboard.trends.builder_choice import PAGE, POINTS, choose

release = current_release()
filters = PageFilters(PAGE)
is_embedded = bool(st.context.is_embedded)
if not is_embedded:
    opening(_("Chart builder"), release)

with st.container(border=True, key="embedded_choices" if is_embedded else "choices"):
    selection = choose(release, filters)
filters.record()
all_series = series_of_groups(release, selection.table, selection.groups, selection.periods)
words = breakdown_words(release, selection)

chart = built_chart(release, selection, words, all_series)
narrow = panels_on_phones(release, selection, all_series) if selection.view == POINTS else ""
show_chart(chart, words, all_series, release, selection.table.name, on_phones=narrow)
if is_embedded:
    show_origin()
else:
    with st.expander(_("Table: figures with their intervals")):
        st.html(built_table(selection, words, all_series))
    if note := agreement_note(selection):
        st.caption(note)
    show_embedding(words, chart)
