"""Parts of the public pages: all key figures at a glance, and one with its chart and table."""

from collections.abc import Sequence

import streamlit as st

from dashboard.charts import gallery as charts
from dashboard.charts.captions import Words
from dashboard.charts.finished import Chart
from dashboard.charts.table_captions import from_to, in_period, words_of
from dashboard.figures.series import periods
from dashboard.frame import html_tables as tables
from dashboard.frame.cards import count_card, form_card
from dashboard.frame.parts import show_chart
from dashboard.frame.printed_totals import published_points
from dashboard.language.texts import _
from dashboard.public.headline import KeyFigure
from dashboard.release.facts import Release
from dashboard.release.known_tables import VICTIMS


def cards_html(release: Release, found: Sequence[KeyFigure]) -> str:
    """The answers without their charts: a reader in a hurry need not scroll."""
    cards = "".join(card_of(release, one) for one in found)
    return f'<div class="key-figures">{cards}</div>'


def card_of(release: Release, one: KeyFigure) -> str:
    *_earlier, before, last = [None, *periods(release, one.name)]
    if one.by_group:
        return form_card(release, before, last)
    figures = one.shown[0].figures
    return count_card(one.heading, figures[last], figures.get(before), before)


def show_key_figure(release: Release, one: KeyFigure) -> None:
    st.header(one.sentence, anchor=False)
    if one.change:
        st.write(one.change)
    words = words_for(release, one)
    with st.container(key=f"figure_{one.name}"):
        show_chart(chart(release, one, words), words, one.shown, release, one.name)
    with st.expander(_("Table: figures with their intervals")):
        st.html(as_table(one))


def chart(release: Release, one: KeyFigure, words: Words) -> Chart:
    if one.by_group:
        return charts.bars(release, words, one.shown)
    printed = published_points(release) if one.name == VICTIMS else []
    return charts.trend(release, words, one.shown[0], printed)


def as_table(one: KeyFigure) -> str:
    if one.by_group:
        return tables.periods_across(one.title, _("Group"), one.shown)
    return tables.periods_down(one.title, _("Year"), one.shown)


def words_for(release: Release, one: KeyFigure) -> Words:
    table, years = release.tables[one.name], list(one.shown[0].figures)
    if len(years) == 1:
        return words_of(table, one.title, in_period(table, years[0]))
    return words_of(table, one.title, from_to(table, years[0], years[-1]))
