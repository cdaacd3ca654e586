"""The parts of the victims page: which tables it shows, and the pyramid of age and sex."""

from collections.abc import Mapping

import streamlit as st

from dashboard.charts import gallery as charts
from dashboard.charts.table_captions import in_period, words_of
from dashboard.figures.series import Series, codes, read_figure, series_of_groups, split_label
from dashboard.frame.breakdown_block import residual_series, show_table
from dashboard.frame.cards import count_card
from dashboard.frame.html_tables import periods_across
from dashboard.frame.parts import show_chart
from dashboard.language.texts import _, labels
from dashboard.release.facts import Release
from dashboard.release.known_tables import (
    VICTIMS_BY_CHILD,
    VICTIMS_BY_CITIZENSHIP,
    VICTIMS_BY_CROSS_BORDER,
    VICTIMS_BY_FORM,
    VICTIMS_BY_RECRUITER,
    VICTIMS_BY_SEX_AND_AGE,
    VICTIMS_BY_STATUS,
)

SIDES = ("female", "male")
IN_TWO = (
    VICTIMS_BY_CHILD,
    VICTIMS_BY_STATUS,
    VICTIMS_BY_CROSS_BORDER,
)


def blocks(release: Release) -> list[tuple[str, str]]:
    """The tables that the page shows as charts, with their titles."""
    titled_tables = [
        (VICTIMS_BY_FORM, _("Victims by form of exploitation")),
        (VICTIMS_BY_CITIZENSHIP, _("Victims by citizenship")),
        (VICTIMS_BY_RECRUITER, _("Victims by relationship to the recruiter")),
    ]
    return [(name, title) for name, title in titled_tables if name in release.tables]


def cards_html(release: Release, before: str | None, year: str) -> str:
    """Details of two codes each, as figures beside those of the year before."""
    cards = [
        count_card(
            card_words().get(code) or labels(release.vocabulary, dimension)[code],
            read_figure(release, name, year, **{dimension: code}),
            read_figure(release, name, before, **{dimension: code}) if before else None,
            before,
        )
        for name in IN_TWO
        if name in release.tables
        for dimension in release.tables[name].dimensions
        for code in codes(release, dimension)
    ]
    return f'<div class="key-figures">{"".join(cards)}</div>'


def card_words() -> Mapping[str, str]:
    """A card counts persons; the vocabulary's label names one, or only a part of a term."""
    return {
        "child": _("Children"),
        "adult": _("Adults"),
        "actual": _("With the status of identified victim"),
        "possible": _("With the status of potential victim"),
        "internal": _("Trafficked within the country"),
        "cross_border": _("Trafficked across a border"),
    }


def show_rest(release: Release, year: str) -> None:
    """What is not known of the details on the cards."""
    names = [name for name in IN_TWO if name in release.tables]
    rest = [
        Series(
            label=f"{split_label(release, release.tables[name])}: {series.label}",
            figures=series.figures,
        )
        for name in names
        for series in residual_series(release, name, [year])
    ]
    if not rest:
        return
    with st.expander(_("Table: recorded without this detail")):
        st.html(periods_across(_("Recorded without this detail"), _("Group"), rest))


def show_pyramid(release: Release, year: str) -> None:
    """Women and girls left, men and boys right; every other sex and age in the table."""
    if VICTIMS_BY_SEX_AND_AGE not in release.tables:
        return
    table = release.tables[VICTIMS_BY_SEX_AND_AGE]
    sexes, ages = (labels(release.vocabulary, name) for name in ("sex", "age_group"))
    sides = [code for code in SIDES if code in sexes]
    rows = {
        ages[age]: tuple(
            read_figure(release, VICTIMS_BY_SEX_AND_AGE, year, sex=sex, age_group=age)
            for sex in sides
        )
        for age in codes(release, "age_group")
    }
    title = _("Victims by age and sex")
    words = words_of(table, title, in_period(table, year))
    chart_series = series_of_groups(
        release,
        table,
        [(sex, age) for sex in sides for age in codes(release, "age_group")],
        [year],
    )
    names = tuple(sexes[sex] for sex in sides)
    chart = charts.pyramid(release, words, names, rows)
    show_chart(chart, words, chart_series, release, VICTIMS_BY_SEX_AND_AGE)
    table_series = series_of_groups(release, table, [(s, a) for s in sexes for a in ages], [year])
    rest = [
        series
        for series in table_series
        if series.label not in {drawn.label for drawn in chart_series}
    ]
    show_table(title, chart_series, rest)
