"""Entry of the dashboard: language, frame, gate and navigation. The pages are in views/.

Start it from the project's root: python -m streamlit run dashboard/app.py
"""

from pathlib import Path

import streamlit as st

from dashboard.entrance.gate import admit, leave
from dashboard.frame.head import tell_language, tell_title
from dashboard.frame.masthead import chosen_language, masthead, no_release
from dashboard.frame.menu import pages
from dashboard.language.texts import _, use_language
from dashboard.release.file import NoReleaseError, NotAReleaseError, current_release, own_audience
from dashboard.server.long_lived import set_aside
from dashboard.server.prompt_sockets import send_at_once

HERE = Path(__file__).parent

use_language(chosen_language())
st.set_page_config(
    page_title=_("Counter-trafficking statistics"),
    page_icon=str(HERE / "static" / "mark.svg"),
    layout="wide",
)
st.html(HERE / "style.css")
st.html(HERE / "audiences.css")
st.html(HERE / "print.css")
tell_language()
admit()
is_embedded = bool(st.context.is_embedded)
page = st.navigation(pages(own_audience()), position="hidden" if is_embedded else "top")
tell_title(page.title)
if is_embedded:
    st.html(HERE / "embedded.css")
else:
    masthead(at_end=leave)
try:
    release = current_release()
except (NoReleaseError, NotAReleaseError) as error:
    no_release(error)
    st.stop()
page.run()
send_at_once()
set_aside()
