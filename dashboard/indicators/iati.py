"""The project's results as an IATI 2.03 activity file, in one language.

The order of elements is the schema's: a validator refuses any other. A protected figure is never
given alone: its interval stands in the comment, where IATI has room for it.
"""

from collections.abc import Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from dashboard.content.office_texts import iati_facts, office_name
from dashboard.indicators.iati_results import add_indicator, narrative
from dashboard.indicators.periods import PROJECT, YEARS, ReportingPeriod, reporting_periods
from dashboard.indicators.registry import (
    CONTEXT,
    GOALS,
    LEVELS,
    Indicator,
    goal_words,
    indicators,
    level_words,
    place,
)
from dashboard.language.texts import language
from dashboard.release.facts import Release

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Codes of IATI's lists.
RESULT_TYPES = {"output": "1", "outcome": "2", "impact": "3", CONTEXT: "9"}
OTHER_RESULT = "9"
ACTUAL_START, PLANNED_END, ACTUAL_END = "2", "3", "4"


def iati_xml(release: Release) -> bytes:
    made = f"{release.released_on.isoformat()}T00:00:00Z"
    root = Element("iati-activities", {"version": "2.03", "generated-datetime": made})
    activity = SubElement(
        root,
        "iati-activity",
        {"last-updated-datetime": made, LANGUAGE: language().split("_")[0]},
    )
    add_identity(activity)
    add_dates(activity, release)
    SubElement(activity, "recipient-country", {"code": iati_facts()["country"]})
    for (goal, kind), result_indicators in by_result(indicators(release)):
        add_result(activity, release, goal, kind, result_indicators)
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def add_identity(activity: Element) -> None:
    facts = iati_facts()
    SubElement(activity, "iati-identifier").text = facts["activity"]
    organisation = {"ref": facts["organisation"], "type": facts["organisation_type"]}
    narrative(SubElement(activity, "reporting-org", organisation), office_name())
    narrative(SubElement(activity, "title"), facts["title"][language()])
    narrative(SubElement(activity, "description", {"type": "1"}), facts["description"][language()])
    taking_part = SubElement(
        activity, "participating-org", {"role": facts["organisation_role"], **organisation}
    )
    narrative(taking_part, office_name())
    SubElement(activity, "activity-status", {"code": facts["activity_status"]})


def add_dates(activity: Element, release: Release) -> None:
    """Those of the project; a release that knows no project says when its first period began."""
    periods = reporting_periods(release, PROJECT) or reporting_periods(release, YEARS)
    first, last = periods[0].first_day, periods[-1].last_day
    ended = ACTUAL_END if last <= release.released_on else PLANNED_END
    for kind, day in ((ACTUAL_START, first), (ended, last)):
        SubElement(activity, "activity-date", {"type": kind, "iso-date": day.isoformat()})


def by_result(all_indicators: Sequence[Indicator]) -> list[tuple[tuple[str, str], list[Indicator]]]:
    """One result for each goal and level; context indicators are results of the type "other"."""
    ordered = sorted(
        all_indicators,
        key=lambda indicator: (place(GOALS, indicator.strategic_goal), order(indicator)),
    )
    grouped = groupby(
        ordered, key=lambda indicator: (indicator.strategic_goal, result_kind(indicator))
    )
    return [(pair, list(members)) for pair, members in grouped]


def order(indicator: Indicator) -> tuple[int, int]:
    return place(LEVELS, result_kind(indicator)), indicator.position


def result_kind(indicator: Indicator) -> str:
    return CONTEXT if indicator.is_context else indicator.level


def add_result(
    activity: Element,
    release: Release,
    goal: str,
    kind: str,
    result_indicators: Sequence[Indicator],
) -> None:
    summable = all(indicator.is_summable for indicator in result_indicators)
    result = SubElement(
        activity,
        "result",
        {
            "type": RESULT_TYPES.get(kind, OTHER_RESULT),
            "aggregation-status": "1" if summable else "0",
        },
    )
    title = f"{goal_words().get(goal, goal)}: {level_words().get(kind, kind)}"
    narrative(SubElement(result, "title"), title)
    for indicator in result_indicators:
        add_indicator(result, release, indicator, reported(release))


def reported(release: Release) -> list[ReportingPeriod]:
    """The whole project and its calendar years: periods of other calendars would overlap them."""
    return [*reporting_periods(release, PROJECT), *reporting_periods(release, YEARS)]
