"""Fictional first responders and the courses that they attend, September 2019 to May 2022.

About 260 persons, as the project says; all else is assumed.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from examples.chances import AREA, Weights, draw
from examples.reports import Report
from examples.template_cells import person_cells, template_word, written

FIRST_SERIAL = 30000
RESPONDERS = 262
SHARE_IN_SECOND_COURSE = 0.2
SHARE_TESTED_TWICE = 0.93
BORN = (date(1962, 1, 1), date(1996, 12, 31))

PROFESSION: Weights = {
    "police_officer": 34,
    "social_worker": 18,
    "prosecutor": 9,
    "judge": 5,
    "border_police_officer": 9,
    "immigration_officer": 6,
    "labour_inspector": 6,
    "ngo_worker": 6,
    "health_worker": 4,
    "teacher": 3,
}
INSTITUTION = {
    "police_officer": "police",
    "social_worker": "social_work",
    "prosecutor": "prosecutors_office",
    "judge": "court",
    "border_police_officer": "border_police",
    "immigration_officer": "foreigners_service",
    "labour_inspector": "labour_inspectorate",
    "ngo_worker": "ngo",
    "health_worker": "health",
    "teacher": "education",
}
SHARE_OF_WOMEN = {"police_officer": 0.2, "border_police_officer": 0.18, "social_worker": 0.8}
COURSES = (
    ("victim_identification", date(2019, 9, 24)),
    ("referral_assistance", date(2019, 11, 19)),
    ("victim_identification", date(2020, 2, 18)),
    ("labour_exploitation", date(2020, 9, 22)),
    ("child_victims", date(2020, 11, 10)),
    ("victim_identification", date(2021, 3, 16)),
    ("investigation_prosecution", date(2021, 5, 18)),
    ("trauma_informed_work", date(2021, 9, 14)),
    ("victim_identification", date(2021, 11, 23)),
    ("child_victims", date(2022, 2, 15)),
    ("training_of_trainers", date(2022, 5, 10)),
)


@dataclass(frozen=True, kw_only=True)
class Responder:
    serial: int
    sex: str
    born_on: date
    profession: str
    area: str


def training_rows(reports: list[Report], rng: Random) -> list[dict[str, str]]:
    """One row per participant and course, by course; victims play no part in them."""
    attended: list[tuple[int, Responder]] = []
    for number in range(RESPONDERS):
        responder = draw_responder(FIRST_SERIAL + number, rng)
        first = number % len(COURSES)
        attended.append((first, responder))
        if first + 1 < len(COURSES) and rng.random() < SHARE_IN_SECOND_COURSE:
            attended.append((rng.randrange(first + 1, len(COURSES)), responder))
    attended.sort(key=lambda attendance: (attendance[0], attendance[1].serial))
    return [training_row(responder, *COURSES[course], rng) for course, responder in attended]


def draw_responder(serial: int, rng: Random) -> Responder:
    profession = draw(PROFESSION, rng)
    is_woman = rng.random() < SHARE_OF_WOMEN.get(profession, 0.5)
    domestic = {code: weight for code, weight in AREA.items() if code.startswith("BA-")}
    return Responder(
        serial=serial,
        sex="female" if is_woman else "male",
        born_on=BORN[0] + timedelta(days=rng.randrange((BORN[1] - BORN[0]).days)),
        profession=profession,
        area=draw(domestic, rng),
    )


def training_row(responder: Responder, topic: str, started_on: date, rng: Random) -> dict[str, str]:
    serial = responder.serial
    before = min(85, max(15, round(rng.gauss(48, 12))))
    after = min(100, before + max(0, round(rng.gauss(29, 9))))
    tested_twice = rng.random() < SHARE_TESTED_TWICE
    return person_cells(serial, responder.sex, responder.born_on) | {
        "profession": template_word("profession", responder.profession, serial),
        "institution": template_word("institution", INSTITUTION[responder.profession], serial),
        "area": template_word("area", responder.area, serial),
        "course": template_word("course", topic, serial),
        "started_date": written(started_on),
        "ended_date": written(started_on + timedelta(days=2)),
        "test_before": str(before),
        "test_after": str(after) if tested_twice else "",
    }
