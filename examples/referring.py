"""Referrals of the fictional victims to services: most are referred within days, a few never.

How many and how fast is assumed: nothing is published. Weights, as in examples/chances.py.
"""

from datetime import date, timedelta
from random import Random

from examples.chances import Weights, draw
from examples.persons import Person, is_foreign
from examples.reports import Report
from examples.template_cells import template_word, written
from examples.wording import report_cells

SHARE_REFERRED = 0.87
SHARE_ACCEPTED = 0.95
SHARE_SERVED = 0.93
LAST_DAY = date(2025, 1, 10)

SERVICES_OF_CHILD: Weights = {
    "accommodation": 45,
    "social_care": 30,
    "psychological": 28,
    "health": 15,
    "education": 14,
    "documents": 9,
    "reintegration": 6,
}
SERVICES_OF_ADULT: Weights = {
    "accommodation": 40,
    "psychological": 28,
    "legal": 26,
    "health": 18,
    "financial": 10,
    "livelihood": 7,
    "documents": 5,
}
RECEIVING_BODY: dict[str, Weights] = {
    "accommodation": {"shelter_ngo": 90, "social_work": 10},
    "psychological": {"shelter_ngo": 60, "other": 40},
    "health": {"other": 95, "shelter_ngo": 5},
    "legal": {"shelter_ngo": 85, "other": 15},
    "repatriation": {"international_organisation": 70, "foreigners_service": 30},
}
ANY_BODY: Weights = {"social_work": 80, "shelter_ngo": 20}
BODY_WORDS = {"other": "druga institucija"}
# Days from identification; most on the same day or in the same week.
DELAYS = {(0, 1): 46, (2, 7): 32, (8, 30): 15, (31, 90): 5, (91, 200): 2}


def referral_rows(reports: list[Report], rng: Random) -> list[dict[str, str]]:
    rows = []
    referred = set()
    for report in reports:
        if report.person.serial in referred or not is_referred(report, rng):
            continue
        referred.add(report.person.serial)
        referred_on = report.identified_on + timedelta(days=draw_delay(rng))
        for service in draw_services(report.person, rng):
            rows.append(referral(report, service, referred_on, rng))
            referred_on += timedelta(days=rng.choice((0, 0, 1, 3, 14)))
    return rows


def is_referred(report: Report, rng: Random) -> bool:
    """Only persons with a number: without a citizenship, a name links a referral to no case."""
    person = report.person
    is_victim = "not_a_victim" not in person.codes["status"]
    return is_victim and person.national_number != "" and rng.random() < SHARE_REFERRED


def draw_delay(rng: Random) -> int:
    first, last = rng.choices(list(DELAYS), list(DELAYS.values()))[0]
    return rng.randint(first, last)


def draw_services(person: Person, rng: Random) -> list[str]:
    weights = SERVICES_OF_CHILD if is_child(person) else SERVICES_OF_ADULT
    services = {draw(weights, rng): None for _ in range(rng.choice((1, 1, 2, 2, 3, 4)))}
    if is_foreign(person.codes["citizenship"][0]) and rng.random() < 0.5:
        services["repatriation"] = None
    return list(services)


def is_child(person: Person) -> bool:
    born_on = person.birth_date
    return born_on is not None and (person.identified_on - born_on).days < 18 * 365.25


def referral(report: Report, service: str, referred_on: date, rng: Random) -> dict[str, str]:
    serial = report.person.serial
    institution = report.person.codes["identifying_institution"][0]
    body = draw(RECEIVING_BODY.get(service, ANY_BODY), rng)
    accepted_on = referred_on + timedelta(days=rng.choice((0, 0, 0, 1, 2, 4)))
    served_on = accepted_on + timedelta(days=rng.choice((0, 0, 1, 1, 3, 10)))
    is_accepted = rng.random() < SHARE_ACCEPTED
    is_served = is_accepted and rng.random() < SHARE_SERVED and served_on < LAST_DAY
    return identity_cells(report) | {
        "reference": f"PRIMJER-U-{serial:04d}-{service}",
        "referred_date": written(referred_on),
        "referring_body": body_word(institution, serial),
        "receiving_body": body_word(body, serial),
        "service": template_word("service", service, serial),
        "accepted_date": written(accepted_on) if is_accepted else "",
        "first_service_date": written(served_on) if is_served else "",
    }


def identity_cells(report: Report) -> dict[str, str]:
    """As the case file has them; a misspelt area is left empty."""
    cells = report_cells(report, "bosnian")
    names = ["national_number", "given_name", "family_name", "birth_date"]
    if "unmapped" not in report.person.codes["area"]:
        names.append("area")
    return {name: cells[name] for name in names}


def body_word(body: str, serial: int) -> str:
    return BODY_WORDS.get(body) or template_word("identifying_institution", body, serial)
