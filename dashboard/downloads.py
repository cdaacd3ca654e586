"""A download whose file is made when it is asked for, in the reader's language."""

from collections.abc import Callable

import streamlit as st

from dashboard.texts import language, use_language

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(label: str, made: Callable[[], bytes], file_name: str, kind: str) -> None:
    """The file is made in a thread that knows no language yet."""
    chosen = language()

    def in_language() -> bytes:
        use_language(chosen)
        return made()

    st.download_button(
        label, in_language, file_name=file_name, mime=kind, on_click="ignore", key=file_name
    )
