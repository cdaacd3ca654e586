"""Page: the words of these statistics, in the alphabetical order of the reader's language."""

import streamlit as st

from dashboard.content.glossary import by_letter, entries_with, glossary
from dashboard.frame.masthead import opening
from dashboard.frame.page_filters import PageFilters
from dashboard.frame.parts import definitions
from dashboard.language.texts import _
from dashboard.release.file import current_release

release = current_release()
filters = PageFilters("glossary")
opening(_("Glossary"), release)

search = filters.text("words", _("Search the glossary"))
filters.record()
matching = entries_with(glossary(release), search)
if not matching:
    st.write(_("No entry holds these words. Try fewer or shorter ones."))
for letter, entries in by_letter(matching).items():
    st.header(letter, anchor=False)
    definitions([(entry.term, entry.text) for entry in entries])
