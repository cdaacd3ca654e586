"""Parts of the public pages: a key figure with its chart and table."""

import plotly.graph_objects as go
import streamlit as st

from dashboard import charts, tables
from dashboard.chart_frame import Counted, Words
from dashboard.key_figures import TOTAL
from dashboard.overview_parts import published_points
from dashboard.page_parts import show_chart
from dashboard.public_figures import KeyFigure
from dashboard.release_file import Release
from dashboard.texts import _


def show_key_figure(release: Release, one: KeyFigure) -> None:
    st.header(one.sentence, anchor=False)
    if one.change:
        st.write(one.change)
    words = Words(title=one.title, subtitle=subtitle(one), counted=counted(release, one))
    with st.container(key=f"figure_{one.name}"):
        show_chart(chart(release, one, words), words, one.shown, release, one.name)
    with st.expander(_("Table: figures with their intervals")):
        st.html(as_table(one))


def chart(release: Release, one: KeyFigure, words: Words) -> go.Figure:
    if one.by_group:
        return charts.bars(release, words, one.shown)
    printed = published_points(release) if one.name == TOTAL else []
    return charts.trend(release, words, one.shown[0], printed)


def as_table(one: KeyFigure) -> str:
    if one.by_group:
        return tables.periods_across(one.title, _("Group"), one.shown)
    return tables.periods_down(one.title, _("Year"), one.shown)


def subtitle(one: KeyFigure) -> str:
    years = list(one.shown[0].figures)
    if len(years) == 1:
        return _("Persons, {period}", period=years[0])
    return _("Persons, {first} to {last}", first=years[0], last=years[-1])


def counted(release: Release, one: KeyFigure) -> Counted:
    is_case = release.tables[one.name].population == "defendants"
    return Counted.DEFENDANTS if is_case else Counted.VICTIMS
