"""From a report to a verdict: how far the defendants of one period have come.

A defendant is counted in the year of the first record, at the furthest stage reached since. Younger
years have had less time, which the page says.
"""

from collections.abc import Sequence

import streamlit as st

from dashboard.charts import gallery as charts
from dashboard.charts.captions import Words
from dashboard.charts.table_captions import from_to, in_period, whose, words_of
from dashboard.figures.series import Series, codes, periods, series
from dashboard.figures.shares import share, share_in_table
from dashboard.figures.sums import codes_together, over_years
from dashboard.figures.wording import Figure, in_table
from dashboard.frame.breakdown_block import known_series, residual_series, show_block, years_of
from dashboard.frame.html_tables import periods_down, table
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
    return filters.one(
        "period",
        _("Defendants first recorded in"),
        [*windows, *years],
        usual=windows[0],
        words=period,
    )


def funnel_steps(release: Release, within: str) -> list[tuple[str, Figure]]:
    """Label and figure of each step: everybody at first, then all who came at least so far."""
    words = labels(release.vocabulary, "furthest_stage")
    (everybody,) = series(
        release, release.tables[DEFENDANTS], [()], years_of(release, STAGE_REACHED, within)
    )
    steps = [(words[step], reached(release, within, stages)) for step, stages in STEPS]
    return [(words["reported"], over_years(everybody.figures.values())), *steps]


def reached(release: Release, within: str, stages: Sequence[str]) -> Figure:
    declared = release.tables[STAGE_REACHED]
    known = codes(release, "furthest_stage")
    groups = [(stage,) for stage in stages if stage in known]
    years = years_of(release, STAGE_REACHED, within)
    return over_years(codes_together(release, declared, groups, years, "").figures.values())


def steps_table(steps: Sequence[tuple[str, Figure]], acquitted: Figure, words: str) -> str:
    everybody = steps[0][1]
    rows = [
        [label, in_table(one), share_in_table(share(one, everybody))]
        for label, one in [*steps[1:], (words, acquitted)]
    ]
    rows.insert(0, [steps[0][0], in_table(everybody), "\N{EN DASH}"])
    header = [_("At least as far as"), _("Defendants"), _("Share of all defendants")]
    return table(_("How far the defendants have come"), header, rows)


def show_funnel(release: Release, within: str) -> None:
    """How many came how far, each step within the one before."""
    declared = release.tables[STAGE_REACHED]
    steps = funnel_steps(release, within)
    words = Words(
        title=_("How far the defendants have come"),
        subtitle=in_period(declared, within),
        counted=whose(declared),
        notes=(
            _("Each step holds all defendants who have come at least so far."),
            _("Those first recorded lately have had less time to get further."),
        ),
    )
    shown = [Series(label=label, figures={within: one}) for label, one in steps]
    chart = charts.funnel(release, words, steps, within)
    show_chart(chart, words, shown, release, STAGE_REACHED)
    acquitted = reached(release, within, ("acquitted",))
    name = labels(release.vocabulary, "furthest_stage")["acquitted"]
    with st.expander(_("Table: figures with their intervals")):
        st.html(steps_table(steps, acquitted, name))


def show_stages(release: Release) -> None:
    """How many defendants entered each stage, year by year."""
    declared = release.tables[STAGES_BY_YEAR]
    years = periods(release, STAGES_BY_YEAR)
    shown = known_series(release, STAGES_BY_YEAR, years)
    title = _("Defendants in each stage, by year")
    words = words_of(declared, title, from_to(declared, years[0], years[-1]))
    show_chart(charts.small_multiples(release, words, shown), words, shown, release, STAGES_BY_YEAR)
    with st.expander(_("Table: figures with their intervals")):
        st.html(periods_down(words.title, _("Year"), shown))


def show_sentences(release: Release, window: str) -> None:
    """Those who were not convicted have no sentence: they stand in the table only."""
    found = known_series(release, SENTENCES, [window])
    without = labels(release.vocabulary, "sentence_band").get("not_convicted")
    known = [one for one in found if one.label != without]
    rest = [one for one in found if one.label == without]
    title = _("Defendants by length of the prison sentence")
    residual = residual_series(release, SENTENCES, [window])
    show_block(release, SENTENCES, title, known, [*rest, *residual])
