"""One indicator of an IATI result: reference, baseline, periods with targets and actuals.

Each code of a disaggregation is an actual of its own, with its dimension. A protected actual has
its interval in a comment.
"""

from collections.abc import Mapping
from datetime import date
from xml.etree.ElementTree import Element, SubElement

from dashboard.figures.wording import Figure, in_words
from dashboard.indicators.periods import ReportingPeriod
from dashboard.indicators.registry import Indicator
from dashboard.indicators.splits import figures_by_code
from dashboard.indicators.values import ALL, Actual, actual_of, exact_values
from dashboard.language.texts import _, labels
from dashboard.release.facts import Release

# IATI's lists: a count or a percentage; whose codes: the US framework's, our own.
UNIT, PERCENTAGE = "1", "2"
US_FRAMEWORK, OWN = "3", "99"


def add_indicator(
    result: Element, release: Release, indicator: Indicator, periods: list[ReportingPeriod]
) -> None:
    attributes = {
        "measure": PERCENTAGE if indicator.unit == "percent" else UNIT,
        "aggregation-status": "1" if indicator.is_summable else "0",
    }
    if not indicator.is_context:
        attributes["ascending"] = "1"
    element = SubElement(result, "indicator", attributes)
    narrative(SubElement(element, "title"), indicator.name)
    narrative(SubElement(element, "description"), indicator.definition)
    if indicator.standard_code:
        reference = {"vocabulary": US_FRAMEWORK, "code": indicator.standard_code}
        SubElement(element, "reference", reference)
    SubElement(element, "reference", {"vocabulary": OWN, "code": indicator.code})
    if indicator.baseline is not None and indicator.baseline_date is not None:
        add_baseline(element, indicator.baseline, indicator.baseline_date)
    for period in periods:
        add_period(element, release, indicator, period)


def add_baseline(element: Element, value: float, when: date) -> None:
    SubElement(
        element,
        "baseline",
        {"iso-date": when.isoformat(), "year": str(when.year), "value": plain(value)},
    )


def add_period(
    element: Element, release: Release, indicator: Indicator, period: ReportingPeriod
) -> None:
    """A period of which there is neither a target nor an actual is left out."""
    total = actual_of(release, indicator, period)
    if indicator.is_protected:
        add_protected(element, release, indicator, total)
        return
    actuals = {(ALL, ALL): total, **by_dimension(release, indicator, period)}
    with_target = {key: actual for key, actual in actuals.items() if actual.target is not None}
    with_value = {key: actual for key, actual in actuals.items() if actual.exact is not None}
    if not with_target and not total.based_on:
        return
    box = add_span(element, period)
    for key, actual in with_target.items():
        add_dimension(SubElement(box, "target", {"value": plain(actual.target)}), release, *key)
    for key, actual in with_value.items():
        add_dimension(SubElement(box, "actual", {"value": plain(actual.exact)}), release, *key)


def by_dimension(
    release: Release, indicator: Indicator, period: ReportingPeriod
) -> dict[tuple[str, str], Actual]:
    """The codes that occur or have a target, by dimension and code."""
    return {
        (name, code): actual
        for name in indicator.disaggregations
        for code, actual in exact_values(release, indicator, period, name).items()
        if actual.based_on or actual.target is not None
    }


def add_protected(element: Element, release: Release, indicator: Indicator, actual: Actual) -> None:
    """Only the calendar year that the figure is of, and no share whose base is too small."""
    if actual.figure is None or actual.year != actual.period.code or indicator.unit == "percent":
        return
    box = add_span(element, actual.period)
    add_figure(box, release, actual.figure, ALL, ALL)
    for name in indicator.disaggregations:
        for code, figure in figures_by_code(release, indicator, name, actual.year).items():
            add_figure(box, release, figure, name, code)


def add_figure(box: Element, release: Release, figure: Figure, name: str, code: str) -> None:
    element = SubElement(box, "actual", {"value": str(figure.value)})
    add_dimension(element, release, name, code)
    comment = _("Protected figure, right 19 times out of 20: {figure}", figure=in_words(figure))
    narrative(SubElement(element, "comment"), comment)


def add_span(element: Element, period: ReportingPeriod) -> Element:
    box = SubElement(element, "period")
    SubElement(box, "period-start", {"iso-date": period.first_day.isoformat()})
    SubElement(box, "period-end", {"iso-date": period.last_day.isoformat()})
    return box


def add_dimension(element: Element, release: Release, name: str, code: str) -> None:
    if name == ALL:
        return
    heading = words(release, "dimension").get(name, name)
    value = words(release, name).get(code, code)
    SubElement(element, "dimension", {"name": heading, "value": value})


def words(release: Release, dimension: str) -> Mapping[str, str]:
    return labels(release.vocabulary, dimension)


def narrative(element: Element, text: str) -> None:
    SubElement(element, "narrative").text = text


def plain(value: float | None) -> str:
    return format(value, ".10g")
