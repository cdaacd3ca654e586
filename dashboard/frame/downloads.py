"""A download: its file is made when it is asked for, in the reader's language, and written down."""

from collections.abc import Callable

import streamlit as st

from dashboard.access.taking import taking
from dashboard.language.texts import language, use_language

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(label: str, made: Callable[[], bytes], file_name: str, kind: str) -> None:
    """The file is made in a thread that knows neither the language nor the visitor yet."""
    chosen, write_down = language(), taking()

    def in_language() -> bytes:
        use_language(chosen)
        write_down(file_name)
        return made()

    st.download_button(
        label, in_language, file_name=file_name, mime=kind, on_click="ignore", key=file_name
    )
