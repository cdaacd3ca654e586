"""Parts that several pages show the same way."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard.figures.leading import waits_for_more
from dashboard.frame.chart_block import show_chart as show_chart
from dashboard.language.texts import _, ngettext
from dashboard.release.facts import Release


def definitions(entries: Sequence[tuple[str, str]]) -> None:
    body = "".join(f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>" for term, text in entries)
    st.html(f'<dl class="definitions">{body}</dl>')


def bar_note(comparisons: int) -> None:
    """How the number of comparisons has moved the bar for a clear change."""
    st.caption(
        ngettext(
            "{n} group was compared, so the bar for a clear change is that of the key figures.",
            "{n} groups were compared at once, so the bar for a clear change is higher than for "
            "the key figures.",
            comparisons,
        )
    )


def latest_year_note(release: Release, last: str) -> None:
    """Why a reader of today finds no newer figures."""
    if waits_for_more(release, last):
        st.caption(
            _(
                "Latest year published: {year}. Later years follow once their data are complete.",
                year=last,
            )
        )


def stop_without(release: Release, *names: str) -> None:
    """A page whose tables the release does not hold says so and ends."""
    if not set(names) <= set(release.tables):
        nothing_yet(_("This release does not hold the figures of this page."))
        st.stop()


def nothing_yet(what: str) -> None:
    """An empty state: what is missing, and how it comes to be there."""
    st.info(
        " ".join(
            [what, _("It may be an older release: publish a new one, then load this page again.")]
        )
    )
    st.code("portal run --no-serve", language=None)
