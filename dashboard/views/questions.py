"""Page: what readers ask, and the answers."""

import streamlit as st

from dashboard.content.office_texts import questions
from dashboard.frame import address
from dashboard.frame.masthead import opening
from dashboard.language.texts import _
from dashboard.public.answers import (
    anchor,
    answer,
    contacts_html,
    contents,
    example_citation,
    totals_table,
)
from dashboard.release.file import current_release

release = current_release()
address.left("questions")
opening(_("Questions and answers"), release)

with st.container(key="screen_only_contents"):
    st.markdown(contents(questions()))
for question in questions():
    st.header(question["question"], anchor=anchor(question))
    st.markdown(answer(release, question))
    match question["id"]:
        case "differ":
            with st.expander(_("Table: this figure and the officially published totals")):
                st.html(totals_table(release))
        case "cite":
            st.code(example_citation(release), language=None, wrap_lines=True)
        case "help":
            st.html(contacts_html())
