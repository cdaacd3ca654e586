"""Entry of the dashboard: language, frame and navigation. The pages are in views/.

Start it from the project's root: python -m streamlit run dashboard/app.py
"""

from pathlib import Path

import streamlit as st

from dashboard.masthead import chosen_language, masthead, no_release
from dashboard.release_file import NoReleaseError, NotAReleaseError, current_release
from dashboard.texts import _, use_language

HERE = Path(__file__).parent

use_language(chosen_language())
st.set_page_config(
    page_title=_("Counter-trafficking statistics"),
    page_icon=str(HERE / "static" / "mark.svg"),
    layout="wide",
)
st.html(HERE / "style.css")
page = st.navigation(
    [
        st.Page("views/overview.py", title=_("Overview"), url_path="overview", default=True),
        st.Page("views/trends.py", title=_("Trends"), url_path="trends"),
        st.Page("views/method.py", title=_("Method and privacy"), url_path="method"),
    ],
    position="top",
)
masthead()
try:
    release = current_release()
except (NoReleaseError, NotAReleaseError) as error:
    no_release(error)
    st.stop()
page.run()
