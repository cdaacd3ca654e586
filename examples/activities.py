"""Countable outputs of a fictional project, June 2019 to May 2022: meetings, guidelines, ..."""

from datetime import date, timedelta
from random import Random

from examples.reports import Report
from examples.template_cells import template_word, written

STARTED_ON = date(2019, 6, 3)
TASK_FORCE_MEETINGS = 12
TEAM_AREAS = ("BA-09", "BA-03", "BA-07", "BA-SRP")
TEAM_MEETINGS = 9
ADOPTED = (
    ("plan_adopted", date(2020, 1, 23)),
    ("guidelines_adopted", date(2020, 10, 8)),
    ("guidelines_adopted", date(2021, 6, 17)),
    ("rules_adopted", date(2021, 7, 1)),
    ("guidelines_adopted", date(2022, 3, 10)),
    ("rules_adopted", date(2022, 4, 21)),
)
OUTREACH = (
    ("awareness_campaign", date(2019, 10, 18), 1),
    ("publication", date(2020, 3, 5), 2),
    ("awareness_campaign", date(2020, 10, 16), 1),
    ("publication", date(2021, 4, 20), 2),
    ("awareness_campaign", date(2021, 10, 18), 1),
    ("publication", date(2022, 4, 12), 1),
)


def activity_rows(reports: list[Report], rng: Random) -> list[dict[str, str]]:
    """By date; persons play no part in them."""
    events = [(activity, day, "", 1) for activity, day in ADOPTED]
    events += [(activity, day, "", quantity) for activity, day, quantity in OUTREACH]
    for number in range(TASK_FORCE_MEETINGS):
        events.append(("task_force_meeting", meeting_day(number * 91, rng), "", 1))
    for number in range(TEAM_MEETINGS):
        for area in TEAM_AREAS:
            events.append(("monitoring_team_meeting", meeting_day(number * 118, rng), area, 1))
    events.sort(key=lambda event: (event[1], event[0], event[2]))
    return [activity_row(position, *event) for position, event in enumerate(events)]


def meeting_day(days: int, rng: Random) -> date:
    day = STARTED_ON + timedelta(days=days + rng.randrange(21))
    return day - timedelta(days=max(0, day.weekday() - 4))


def activity_row(
    position: int, activity: str, day: date, area: str, quantity: int
) -> dict[str, str]:
    return {
        "activity_date": written(day),
        "activity": template_word("activity", activity, position),
        "area": template_word("area", area, position) if area else "",
        "quantity": str(quantity),
    }
