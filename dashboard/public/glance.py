"""Parts of the public pages: all key figures at a glance, and one with its chart and table."""

from collections.abc import Sequence

import streamlit as st

from dashboard.charts import gallery as charts
from dashboard.charts.captions import Words
from dashboard.charts.finished import Chart
from dashboard.charts.table_captions import from_to, in_period, words_of
from dashboard.figures.series import periods
from dashboard.frame import html_tables
from dashboard.frame.cards import count_card, form_card
from dashboard.frame.parts import show_chart
from dashboard.frame.printed_totals import published_points
from dashboard.language.texts import _
from dashboard.public.headline import KeyFigure
from dashboard.release.facts import Release
from dashboard.release.known_tables import VICTIMS


def cards_html(release: Release, key_figures: Sequence[KeyFigure]) -> str:
    """The answers without their charts: a reader in a hurry need not scroll."""
    cards = "".join(card_of(release, key_figure) for key_figure in key_figures)
    return f'<div class="key-figures">{cards}</div>'


def card_of(release: Release, key_figure: KeyFigure) -> str:
    *_earlier, before, last = [None, *periods(release, key_figure.name)]
    if key_figure.by_group:
        return form_card(release, before, last)
    figures = key_figure.all_series[0].figures
    return count_card(key_figure.heading, figures[last], figures.get(before), before)


def show_key_figure(release: Release, key_figure: KeyFigure) -> None:
    st.header(key_figure.sentence, anchor=False)
    if key_figure.change:
        st.write(key_figure.change)
    words = words_for(release, key_figure)
    with st.container(key=f"figure_{key_figure.name}"):
        show_chart(
            chart(release, key_figure, words),
            words,
            key_figure.all_series,
            release,
            key_figure.name,
        )
    with st.expander(_("Table: figures with their intervals")):
        st.html(as_table(key_figure))


def chart(release: Release, key_figure: KeyFigure, words: Words) -> Chart:
    if key_figure.by_group:
        return charts.bars(release, words, key_figure.all_series)
    printed = published_points(release) if key_figure.name == VICTIMS else []
    return charts.trend(release, words, key_figure.all_series[0], printed)


def as_table(key_figure: KeyFigure) -> str:
    if key_figure.by_group:
        return html_tables.periods_across(key_figure.title, _("Group"), key_figure.all_series)
    return html_tables.periods_down(key_figure.title, _("Year"), key_figure.all_series)


def words_for(release: Release, key_figure: KeyFigure) -> Words:
    table, years = release.tables[key_figure.name], list(key_figure.all_series[0].figures)
    if len(years) == 1:
        return words_of(table, key_figure.title, in_period(table, years[0]))
    return words_of(table, key_figure.title, from_to(table, years[0], years[-1]))
