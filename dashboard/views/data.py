"""Page: the published data to download, with what must be known to use them."""

import streamlit as st

from dashboard.files.about import protection
from dashboard.files.citation import citation
from dashboard.files.readme import counted, synthetic_note
from dashboard.frame.masthead import opening
from dashboard.frame.page_filters import PageFilters
from dashboard.language.texts import _
from dashboard.public.answers import licence_line
from dashboard.public.data_parts import codes_table, download_package, download_table, tables_list
from dashboard.release.file import current_release

release = current_release()
filters = PageFilters("data")
opening(_("Download the data"), release)

st.write(counted())
st.write(protection())

st.header(_("Everything in one file"), anchor=False)
download_package(release)

st.header(_("One table"), anchor=False)
with st.container(border=True):
    table = download_table(release, filters)
filters.record()
st.html(codes_table(release, table))

st.header(_("All tables"), anchor=False)
st.html(tables_list(release))

st.header(_("Made-up rows"), anchor=False)
st.write(synthetic_note())

st.header(_("Licence and citation"), anchor=False)
st.write(licence_line())
st.code(
    citation(release, _("Statistics on trafficking in human beings")),
    language=None,
    wrap_lines=True,
)
