"""Page: what the figures mean, how people are protected, and what it has cost so far."""

import streamlit as st

from dashboard.frame import address
from dashboard.frame.masthead import opening
from dashboard.frame.parts import definitions
from dashboard.language.texts import _
from dashboard.public.method import (
    budget_table,
    definition_list,
    measurements_table,
    paragraphs,
    published_list,
    release_facts,
)
from dashboard.release.file import current_release

release = current_release()
address.left("method")
opening(_("Method and privacy"), release)

for heading, text in paragraphs():
    st.header(heading, anchor=False)
    st.write(text)

st.header(_("Privacy budget, by year of first record"), anchor=False)
st.write(
    _(
        "Every measurement uses up a part of a budget that is fixed for life. A person belongs to "
        "the year in which she or he was first recorded. The last column says what the spent "
        "budget means at worst: of 100 guesses whether a given person is in the records, how many "
        "would be right for someone who knows everything about everybody else. A coin is right 50 "
        "times."
    )
)
st.html(budget_table(release))

st.header(_("Measurements made"), anchor=False)
st.write(
    _(
        "Each table was measured once per period. The random change was drawn on that day, is kept "
        "for good and is never drawn again."
    )
)
with st.expander(_("Table: all measurements")):
    st.html(measurements_table(release))

st.header(_("Definitions"), anchor=False)
definitions(definition_list(release))

st.header(_("Officially published totals"), anchor=False)
st.html(published_list(release))

st.header(_("This release"), anchor=False)
definitions(release_facts(release))
