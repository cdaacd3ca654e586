"""From a report to a verdict: how far the defendants of one period have come.

A defendant is counted in the year of the first record, at the furthest stage reached since. Younger
years have had less time, which the page says.
"""

from collections.abc import Sequence

import streamlit as st

from dashboard.charts import gallery as charts
from dashboard.charts.captions import Words
from dashboard.charts.table_captions import from_to, in_period, whose, words_of
from dashboard.figures.series import Series, codes, periods, series_of_groups
from dashboard.figures.shares import share_in_table, share_of
from dashboard.figures.sums import codes_together, over_years
from dashboard.figures.wording import Figure, in_table
from dashboard.frame.breakdown_block import known_series, residual_series, show_block, years_of
from dashboard.frame.html_tables import html_table, periods_down
from dashboard.frame.page_filters import PageFilters
from dashboard.frame.parts import show_chart
from dashboard.language.texts import _, labels, period
from dashboard.release.facts import Release
from dashboard.release.known_tables import (
    CHARGES,
    DEFENDANTS,
    SENTENCES,
    STAGE_REACHED,
    STAGE_REACHED_BY_COURT,
    STAGES_BY_YEAR,
)

TABLES = (STAGE_REACHED, STAGE_REACHED_BY_COURT, SENTENCES, CHARGES, STAGES_BY_YEAR, DEFENDANTS)
# Each step holds all who have come at least so far. An acquittal is an end, not a step.
STEPS = (
    ("investigated", ("investigated", "indicted", "convicted", "acquitted")),
    ("indicted", ("indicted", "convicted", "acquitted")),
    ("convicted", ("convicted",)),
)


def choose_cohorts(release: Release, filters: PageFilters) -> str:
    """Defendants first recorded in five years together, or in one year."""
    windows = periods(release, STAGE_REACHED_BY_COURT)[::-1]
    years = periods(release, STAGE_REACHED)[::-1]
    return filters.choice(
        "period",
        _("Defendants first recorded in"),
        [*windows, *years],
        usual=windows[0],
        label_of=period,
    )


def funnel_steps(release: Release, within: str) -> list[tuple[str, Figure]]:
    """Label and figure of each step: everybody at first, then all who came at least so far."""
    stage_labels = labels(release.vocabulary, "furthest_stage")
    (everybody,) = series_of_groups(
        release, release.tables[DEFENDANTS], [()], years_of(release, STAGE_REACHED, within)
    )
    steps = [(stage_labels[step], reached(release, within, stages)) for step, stages in STEPS]
    return [(stage_labels["reported"], over_years(everybody.figures.values())), *steps]


def reached(release: Release, within: str, stages: Sequence[str]) -> Figure:
    table = release.tables[STAGE_REACHED]
    stage_codes = codes(release, "furthest_stage")
    groups = [(stage,) for stage in stages if stage in stage_codes]
    years = years_of(release, STAGE_REACHED, within)
    return over_years(codes_together(release, table, groups, years, "").figures.values())


def steps_table(
    steps: Sequence[tuple[str, Figure]], acquitted: Figure, acquitted_label: str
) -> str:
    everybody = steps[0][1]
    rows = [
        [label, in_table(figure), share_in_table(share_of(figure, everybody))]
        for label, figure in [*steps[1:], (acquitted_label, acquitted)]
    ]
    rows.insert(0, [steps[0][0], in_table(everybody), "\N{EN DASH}"])
    header = [_("At least as far as"), _("Defendants"), _("Share of all defendants")]
    return html_table(_("How far the defendants have come"), header, rows)


def show_funnel(release: Release, within: str) -> None:
    """How many came how far, each step within the one before."""
    table = release.tables[STAGE_REACHED]
    steps = funnel_steps(release, within)
    words = Words(
        title=_("How far the defendants have come"),
        subtitle=in_period(table, within),
        counted=whose(table),
        notes=(
            _("Each step holds all defendants who have come at least so far."),
            _("Those first recorded lately have had less time to get further."),
        ),
    )
    all_series = [Series(label=label, figures={within: figure}) for label, figure in steps]
    chart = charts.funnel(release, words, steps, within)
    show_chart(chart, words, all_series, release, STAGE_REACHED)
    acquitted = reached(release, within, ("acquitted",))
    name = labels(release.vocabulary, "furthest_stage")["acquitted"]
    with st.expander(_("Table: figures with their intervals")):
        st.html(steps_table(steps, acquitted, name))


def show_stages(release: Release) -> None:
    """How many defendants entered each stage, year by year."""
    table = release.tables[STAGES_BY_YEAR]
    years = periods(release, STAGES_BY_YEAR)
    all_series = known_series(release, STAGES_BY_YEAR, years)
    title = _("Defendants in each stage, by year")
    words = words_of(table, title, from_to(table, years[0], years[-1]))
    show_chart(
        charts.small_multiples(release, words, all_series),
        words,
        all_series,
        release,
        STAGES_BY_YEAR,
    )
    with st.expander(_("Table: figures with their intervals")):
        st.html(periods_down(words.title, _("Year"), all_series))


def show_sentences(release: Release, window: str) -> None:
    """Those who were not convicted have no sentence: they stand in the table only."""
    sentences = known_series(release, SENTENCES, [window])
    without = labels(release.vocabulary, "sentence_band").get("not_convicted")
    sentenced = [series for series in sentences if series.label != without]
    rest = [series for series in sentences if series.label == without]
    title = _("Defendants by length of the prison sentence")
    residual = residual_series(release, SENTENCES, [window])
    show_block(release, SENTENCES, title, sentenced, [*rest, *residual])
