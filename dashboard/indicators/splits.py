"""The codes of one disaggregation of an indicator, in one period.

Only one dimension at a time: no exact value is ever shown for two crossed, where a single official
could be recognised. Protected figures come from the declared table that is split by the dimension;
where the audience has no such table there is nothing to show.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.figures.series import codes
from dashboard.figures.wording import Figure
from dashboard.indicators.periods import ReportingPeriod
from dashboard.indicators.registry import Indicator
from dashboard.indicators.values import Actual, exact_values, together
from dashboard.language.texts import RESIDUALS, heading, labels
from dashboard.release.facts import Release, Table


@dataclass(frozen=True, kw_only=True)
class Split:
    """One dimension: its heading, and label and value of each of its codes."""

    dimension: str
    heading: str
    exact: Mapping[str, Actual]
    figures: Mapping[str, Figure]
    labels: Mapping[str, str]


def splits(
    release: Release, indicator: Indicator, period: ReportingPeriod, year: str
) -> list[Split]:
    """The disaggregations that tell something; `year` is that of the protected figures."""
    all_splits = []
    for name in indicator.disaggregations:
        exact = (
            {}
            if indicator.is_protected
            else with_something(exact_values(release, indicator, period, name))
        )
        figures = figures_by_code(release, indicator, name, year) if indicator.is_protected else {}
        if figures or set(exact) - set(RESIDUALS):
            all_splits.append(
                Split(
                    dimension=name,
                    heading=heading(release.vocabulary, name),
                    exact=exact,
                    figures=figures,
                    labels=labels(release.vocabulary, name),
                )
            )
    return all_splits


def with_something(values: Mapping[str, Actual]) -> dict[str, Actual]:
    """Codes that occur: a canton without a training is no row, but a group of one is."""
    return {code: actual for code, actual in values.items() if actual.based_on}


def figures_by_code(
    release: Release, indicator: Indicator, name: str, year: str
) -> dict[str, Figure]:
    """None where no calendar year was over yet, or where no table is split that way."""
    table = split_table(release, indicator, name)
    if table is None or indicator.counted_codes is None or not year:
        return {}
    return {
        code: together(release, table, {**indicator.counted_codes, name: (code,)}, year)
        for code in codes(release, name)
    }


def split_table(release: Release, indicator: Indicator, name: str) -> Table | None:
    """The yearly table of the indicator's own mart that has this dimension in addition."""
    base = release.tables.get(indicator.release_table)
    if base is None:
        return None
    wanted = {*base.dimensions, name}
    fitting = [
        table
        for table in release.tables.values()
        if (table.mart, table.period_kind) == (base.mart, "year")
        and set(table.dimensions) == wanted
        and len(table.dimensions) > len(base.dimensions)
    ]
    return fitting[0] if fitting else None
