"""The choices of the chart builder: table, groups, form of chart, periods; all in the address."""

from collections.abc import Sequence

import streamlit as st

from dashboard.charts.breakdown import Selection
from dashboard.figures.series import Group, groups, periods
from dashboard.frame.page_filters import PageFilters
from dashboard.language.texts import _, period
from dashboard.release.facts import Release, Table
from dashboard.trends.selection import choose_codes, choose_measure, choose_periods, choose_table

PAGE = "chart_builder"
FORM, YEAR = "form_of_chart", "year"
EACH_OVER_TIME, TOGETHER_OVER_TIME, BARS, POINTS = "each", "together", "bars", "points"
# So many colours and signs can be told apart in one chart.
MOST_TOGETHER = 6


def choose(release: Release, filters: PageFilters) -> Selection:
    """What is not known is no group to draw: it stands in the table of every download."""
    left, right = st.columns([3, 2], gap="medium")
    with left:
        measure = choose_measure(release, filters)
    with right:
        table = choose_table(release, measure, filters)
    chosen = {name: choose_codes(release, name, filters) for name in table.dimensions}
    # The forms need more room than the periods, which depend on the form.
    left, right = st.columns([1, 2], gap="medium")
    with right:
        form = choose_form(release, table, groups(table, chosen), filters)
    with left:
        within = choose_within(release, table, form, filters)
    return Selection(
        table=table,
        groups=groups(table, chosen),
        residual_groups=[],
        periods=within,
        view=form,
    )


def choose_form(
    release: Release, table: Table, chosen: Sequence[Group], filters: PageFilters
) -> str:
    forms = forms_of(release, table, chosen)
    form_labels = {
        EACH_OVER_TIME: _("Over time, each group apart"),
        TOGETHER_OVER_TIME: _("Over time, all in one"),
        BARS: _("Bars"),
        POINTS: _("Points with intervals"),
    }
    return filters.choice(
        FORM, _("Form of the chart"), forms, usual=forms[0], label_of=lambda form: form_labels[form]
    )


def forms_of(release: Release, table: Table, chosen: Sequence[Group]) -> list[str]:
    """A single period has no course in time, and a table of totals no groups."""
    over_time = table.period_kind != "five_years" and len(periods(release, table.name)) > 1
    forms = [EACH_OVER_TIME] if over_time else []
    if over_time and 1 < len(chosen) <= MOST_TOGETHER:
        forms.append(TOGETHER_OVER_TIME)
    if len(table.dimensions) == 1 or can_be_grouped(table, chosen):
        forms.append(BARS)
    return forms + ([POINTS] if table.dimensions or not over_time else [])


def can_be_grouped(table: Table, chosen: Sequence[Group]) -> bool:
    """Bars of a second dimension need a colour each."""
    return len(table.dimensions) == 2 and len({group[1] for group in chosen}) <= MOST_TOGETHER


def choose_within(release: Release, table: Table, form: str, filters: PageFilters) -> list[str]:
    if form in (EACH_OVER_TIME, TOGETHER_OVER_TIME):
        return choose_periods(release, table, filters)
    newest_first = list(reversed(periods(release, table.name)))
    return [filters.choice(YEAR, _("Period"), newest_first, usual=newest_first[0], label_of=period)]
