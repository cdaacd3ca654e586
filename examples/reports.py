"""Decide which body reports which person, and which persons are reported by two bodies."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from examples.chances import Weights, draw
from examples.persons import Person

SHARE_REPORTED_TWICE = 0.11

BODIES_IN_SRPSKA: Weights = {"police_rs": 75, "social_work": 25}
BODIES_OF_BEGGING: Weights = {"social_work": 58, "police": 42}
BODIES: Weights = {"police": 76, "social_work": 24}
OTHER_BODIES: dict[str, list[str]] = {
    "police": ["social_work", "police_rs"],
    "social_work": ["police", "police_rs"],
    "police_rs": ["police", "social_work"],
}


@dataclass(frozen=True, kw_only=True)
class Report:
    """One row of an extract: a person as a body reports them."""

    body: str
    identified_on: date
    person: Person


def reports_of(person: Person, rng: Random) -> list[Report]:
    """The report on `person`, and for some a later one by another body in the same year."""
    first = Report(
        body=reporting_body(person, rng), identified_on=person.identified_on, person=person
    )
    again_on = person.identified_on + timedelta(days=rng.randint(3, 45))
    twice = rng.random() < SHARE_REPORTED_TWICE
    if not twice or not may_be_reported_twice(person) or again_on.year != first.identified_on.year:
        return [first]
    other_body = rng.choice(OTHER_BODIES[first.body])
    return [first, Report(body=other_body, identified_on=again_on, person=person)]


def reporting_body(person: Person, rng: Random) -> str:
    if person.is_misspelt():
        return "social_work"  # The only body whose misspelt words are in words.csv.
    if "BA-SRP" in person.codes["area"]:
        return draw(BODIES_IN_SRPSKA, rng)
    if "forced_begging" in person.codes["form"]:
        return draw(BODIES_OF_BEGGING, rng)
    return draw(BODIES, rng)


def may_be_reported_twice(person: Person) -> bool:
    """Two bodies write a name differently: only a number shows that it is one person."""
    return person.national_number != "" and not person.is_misspelt()
