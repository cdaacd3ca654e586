"""The choices on the release desk: whose budget, and the table whose price is asked."""

import streamlit as st

from dashboard.desk.price import Asked, dimensions_of
from dashboard.figures.accounts import cohorts_of, population_label, populations
from dashboard.frame.page_filters import PageFilters
from dashboard.language.texts import _, heading, small_decimal
from dashboard.release.facts import Release

COSTS = ("0.005", "0.01", "0.02", "0.03", "0.04", "0.05", "0.08", "0.1", "0.15", "0.2")
USUAL_COST = "0.02"
YEARS_AT_FIRST = 5


def choose_population(release: Release, filters: PageFilters) -> str:
    all_populations = populations(release)
    return filters.choice(
        "who",
        _("Who is counted"),
        all_populations,
        usual=all_populations[0],
        label_of=population_label,
    )


def choose_table(release: Release, population: str, filters: PageFilters) -> Asked:
    dimensions = filters.some(
        f"by_{population}",
        _("Split by"),
        dimensions_of(release, population),
        label_of=lambda name: heading(release.vocabulary, name),
    )
    years = cohorts_of(release, population)
    left, right = st.columns(2, gap="medium")
    with left:
        latest = (years[max(0, len(years) - YEARS_AT_FIRST)], years[-1])
        within = filters.span("years", _("Years first recorded"), years, usual=latest)
    with right:
        cost = filters.choice(
            "rho",
            _("Cost to each person (rho)"),
            COSTS,
            usual=USUAL_COST,
            label_of=lambda text: small_decimal(float(text)),
        )
    return Asked(
        population=population,
        dimensions=tuple(dimensions),
        first_year=int(within[0]),
        last_year=int(within[-1]),
        rho=float(cost),
    )
