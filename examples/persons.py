"""Make fictional persons, as many and as different as the targets of a year say."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from examples import chances
from examples.chances import draw, draw_age
from examples.dirt import MISSPELT_IN_YEAR
from examples.published import Target

NOT_A_VICTIM_PER_YEAR = 2
SHARE_WITHOUT_NUMBER = 0.10
SHARE_WITH_SECOND_FORM = 0.08
LATE_YEARS = (2023, 2024)
NO_CITIZENSHIP = ("unknown", "not_collected")


@dataclass(frozen=True, kw_only=True)
class Person:
    """A fictional person; `codes` are the portal's codes per dimension, several where it may."""

    serial: int
    national_number: str
    identified_on: date
    birth_date: date | None
    codes: dict[str, tuple[str, ...]]

    def is_misspelt(self) -> bool:
        return any("unmapped" in codes for codes in self.codes.values())


def persons_of_year(
    targets: list[Target], citizenships: list[str], first_serial: int, rng: Random
) -> list[Person]:
    """The victims of one year, and a few more who turned out to be none."""
    cases = [target for target in targets for _ in range(target.victims)]
    if len(cases) != len(citizenships):
        raise ValueError(f"{len(cases)} victims but {len(citizenships)} citizenships: see targets")
    shuffled = rng.sample(citizenships, len(citizenships))
    victims = [
        draw_person(case, citizenship, draw(chances.STATUS, rng), first_serial + position, rng)
        for position, (case, citizenship) in enumerate(zip(cases, shuffled, strict=True))
    ]
    if cases[0].year in MISSPELT_IN_YEAR:
        victims[0] = misspelt(victims[0], MISSPELT_IN_YEAR[cases[0].year])
    understood = [case for case in cases if "unmapped" not in (case.sex, case.form)]
    others = [
        draw_person(
            rng.choice(understood), "BIH", "not_a_victim", first_serial + len(cases) + position, rng
        )
        for position in range(NOT_A_VICTIM_PER_YEAR)
    ]
    return victims + others


def misspelt(person: Person, dimension: str) -> Person:
    return replace(person, codes=person.codes | {dimension: ("unmapped",)})


def draw_person(case: Target, citizenship: str, status: str, serial: int, rng: Random) -> Person:
    identified_on = date(case.year, 1, 1) + timedelta(days=rng.randrange(365))
    birth_date = draw_birth_date(case, identified_on, rng)
    has_number = birth_date is None or rng.random() >= SHARE_WITHOUT_NUMBER
    return Person(
        serial=serial,
        national_number=national_number(serial) if has_number else "",
        identified_on=identified_on,
        birth_date=birth_date,
        codes=draw_codes(case, citizenship, status, rng),
    )


def national_number(serial: int) -> str:
    """Thirteen digits that begin with the 99th day of a month: nobody's."""
    return f"99{serial:011d}"


def draw_birth_date(case: Target, identified_on: date, rng: Random) -> date | None:
    if case.child_adult == "not_collected":
        return None
    begs = case.child_adult == "child" and case.form == "forced_begging"
    age = draw_age("begging child" if begs else case.child_adult, rng)
    # Five days clear of the birthday on both sides, whatever the leap years.
    return identified_on - timedelta(days=int(age * 365.25) + rng.randint(5, 360))


def draw_codes(
    case: Target, citizenship: str, status: str, rng: Random
) -> dict[str, tuple[str, ...]]:
    area = draw(chances.AREA, rng)
    recruiters = chances.RECRUITER_BY_FORM.get(case.form, chances.RECRUITER)
    late = case.year in LATE_YEARS
    return {
        "sex": (case.sex,),
        "citizenship": (citizenship,),
        "status": (status,),
        "deciding_body": (draw(chances.DECIDING_BODY, rng),),
        "area": (area,),
        "form": draw_forms(case.form, rng),
        "means_of_control": draw_means(case.form, rng),
        "recruiter_relation": (draw(recruiters, rng),),
        "identifying_institution": (draw_institution(case, citizenship, rng),),
        "cross_border": (draw_cross_border(area, citizenship, rng),),
        "case_status": (draw(chances.CASE_STATUS_OF_LATE if late else chances.CASE_STATUS, rng),),
    }


def draw_forms(form: str, rng: Random) -> tuple[str, ...]:
    if form in chances.SECOND_FORM and rng.random() < SHARE_WITH_SECOND_FORM:
        return form, chances.SECOND_FORM[form]
    return (form,)


def draw_means(form: str, rng: Random) -> tuple[str, ...]:
    means = chances.MEANS_BY_FORM.get(form, chances.MEANS)
    return tuple(rng.sample(means, rng.randint(1, 3)))


def draw_institution(case: Target, citizenship: str, rng: Random) -> str:
    if is_foreign(citizenship):
        return draw(chances.INSTITUTION_OF_FOREIGNER, rng)
    if case.child_adult == "child":
        return draw(chances.INSTITUTION_OF_CHILD, rng)
    return draw(chances.INSTITUTION_OF_ADULT, rng)


def draw_cross_border(area: str, citizenship: str, rng: Random) -> str:
    if area == "abroad":
        return "cross_border"
    if is_foreign(citizenship):
        return draw(chances.CROSS_BORDER_OF_FOREIGNER, rng)
    return draw(chances.CROSS_BORDER_OF_NATIONAL, rng)


def is_foreign(citizenship: str) -> bool:
    return citizenship != "BIH" and citizenship not in NO_CITIZENSHIP
