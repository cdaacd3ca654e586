"""What the price of a table means in words, and how the request for it is handed over."""

from datetime import date
from html import escape
from pathlib import Path

import streamlit as st

from dashboard.desk.price import (
    Asked,
    Price,
    already_published,
    command,
    example,
    hand_over,
    request,
    request_folder,
    request_name,
)
from dashboard.figures.series import table_label
from dashboard.frame import address
from dashboard.language.texts import _, count, small_decimal
from dashboard.release.facts import Release

# Links to tables that answer the question already.
SHOWN = 3


def price_in_words(quote: Price) -> str:
    facts = [
        (_("Cells in a period"), count(quote.cells)),
        (_("Margin of a cell, at most"), f"±\N{NO-BREAK SPACE}{count(quote.margin)}"),
        (
            _("How a count of 20 would read"),
            example(quote.margin),
        ),
        (_("Year with the least left"), str(quote.tightest_cohort)),
        (_("Left before (rho)"), small_decimal(quote.left_before)),
        (_("Left after (rho)"), small_decimal(max(0.0, quote.left_after))),
    ]
    if not quote.is_affordable:
        facts[-1] = (_("Left after (rho)"), _("not enough"))
    body = "".join(f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>" for term, text in facts)
    return f'<dl class="definitions">{body}</dl>'


def point_to_published(release: Release, asked: Asked) -> None:
    """What is published already need not be bought."""
    published = already_published(release, asked)
    if not published:
        return
    st.write(_("Published already, so look here before asking:"))
    with st.container(key="links", horizontal=True, gap="medium"):
        for table in published[:SHOWN]:
            st.page_link(
                "views/trends.py",
                label=table_label(release, table),
                query_params=address.with_language({"table": table.name}),
            )


def offer_request(quote: Price, asked: Asked, today: date) -> None:
    if not quote.is_affordable:
        st.warning(
            _(
                "The budget of these persons does not allow it. Choose a lower cost, or leave out "
                "the years that have too little left."
            )
        )
        return
    text = request(asked, today)
    st.write(
        _(
            "Nothing is spent here. Hand the request to the operator, who checks it and draws the "
            "table on the restricted side:"
        )
    )
    st.code(command(asked), language=None, wrap_lines=True)
    with st.container(horizontal=True):
        st.download_button(
            _("Download the request (JSON)"),
            text,
            file_name=request_name(text),
            mime="application/json",
            on_click="ignore",
        )
        if (folder := request_folder()) and st.button(_("Hand over to the operator")):
            hand_over_aloud(text, folder)


def hand_over_aloud(text: str, folder: Path) -> None:
    try:
        path = hand_over(text, folder)
    except OSError:
        st.error(_("The request could not be written. Download it instead, and tell the operator."))
        return
    st.success(_("Handed over: {name}", name=path.name))
