"""Fictional defendants whose yearly numbers follow persons_in_justice.csv, stage by stage."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from examples.chances import Weights, draw
from examples.published import read_table
from examples.reports import Report
from examples.template_cells import person_cells, template_word, written

FIRST_SERIAL = 20000
SHARE_INVESTIGATED = 0.9
SEX: Weights = {"male": 74, "female": 26}
CITIZENSHIP: Weights = {"BIH": 94, "SRB": 3, "HRV": 1, "TUR": 1, "unknown": 1}
# The entities' laws name trafficking only since 2013 to 2016; before, the state's law was applied.
CHARGE_BEFORE_2016: Weights = {
    "international_trafficking": 62,
    "inducement_to_prostitution": 26,
    "organised_trafficking": 8,
    "other_related": 4,
}
CHARGE: Weights = {
    "trafficking": 66,
    "international_trafficking": 9,
    "organised_trafficking": 9,
    "inducement_to_prostitution": 12,
    "other_related": 4,
}
STATE_COURT: Weights = {"state": 100}
COURT: Weights = {"cantonal_district": 78, "municipal_basic": 22}
SENTENCE: Weights = {
    "prison": 66,
    "suspended": 22,
    "fine": 7,
    "community_service": 3,
    "educational_measure": 2,
}
PRISON_MONTHS = (6, 8, 10, 12, 12, 18, 18, 24, 24, 30, 36, 36, 48, 60, 72, 96, 120, 144)
SUSPENDED_MONTHS = (4, 6, 6, 8, 10, 12)


@dataclass
class Defendant:
    """Changes as the proceedings go on: `stages` gains the day of each."""

    serial: int
    sex: str
    born_on: date
    citizenship: str
    charge: str
    court_level: str
    stages: dict[str, date] = field(default_factory=dict)
    sentence: str = ""
    months: str = ""


def proceeding_rows(reports: list[Report], rng: Random) -> list[dict[str, str]]:
    """One row per defendant and stage, by date; victims play no part in them."""
    rows = [
        stage_row(defendant, stage, day)
        for defendant in draw_defendants(rng)
        for stage, day in defendant.stages.items()
    ]
    return sorted(rows, key=lambda row: (row["stage_date"][6:10], row["reference"]))


def draw_defendants(rng: Random) -> list[Defendant]:
    defendants: list[Defendant] = []
    for row in read_table("persons_in_justice.csv"):
        year = int(row["year"])
        for _ in range(int(row["reported"])):
            defendants.append(draw_defendant(year, FIRST_SERIAL + len(defendants), rng))
        advance(defendants, "indicted", year, int(row["indicted"]), rng)
        for defendant in advance(defendants, "convicted", year, int(row["convicted"]), rng):
            convict(defendant, rng)
        advance(defendants, "acquitted", year, int(row["acquitted"]), rng)
    return defendants


def draw_defendant(year: int, serial: int, rng: Random) -> Defendant:
    reported_on = date(year, 1, 1) + timedelta(days=rng.randrange(330))
    charge = draw(CHARGE if year >= 2016 else CHARGE_BEFORE_2016, rng)
    courts = STATE_COURT if charge == "international_trafficking" else COURT
    defendant = Defendant(
        serial=serial,
        sex=draw(SEX, rng),
        born_on=date(year - rng.randint(20, 60), 1, 1) + timedelta(days=rng.randrange(365)),
        citizenship=draw(CITIZENSHIP, rng),
        charge=charge,
        court_level=draw(courts, rng),
        stages={"reported": reported_on},
    )
    if rng.random() < SHARE_INVESTIGATED:
        defendant.stages["investigated"] = reported_on + timedelta(days=rng.randint(1, 15))
    return defendant


def advance(
    defendants: list[Defendant], stage: str, year: int, persons: int, rng: Random
) -> list[Defendant]:
    """So many of those who can come to `stage` in `year` do so, the longest waiting first."""
    before = "reported" if stage == "indicted" else "indicted"
    done = {stage, "convicted", "acquitted"}
    waiting = [
        defendant
        for defendant in defendants
        if before in defendant.stages
        and not done & set(defendant.stages)
        and last_day(defendant) < date(year, 12, 1)
    ]
    if len(waiting) < persons:
        raise ValueError(f"{year}: {persons} {stage}, but {len(waiting)} wait for it")
    # Half of the places go to those who wait longest, half to anybody.
    patient = waiting[: persons // 2]
    others = rng.sample(waiting[len(patient) :], persons - len(patient))
    for defendant in patient + others:
        earliest = max(last_day(defendant) + timedelta(days=10), date(year, 1, 5))
        days = (date(year, 12, 30) - earliest).days
        defendant.stages[stage] = earliest + timedelta(days=rng.randint(0, days))
    return patient + others


def last_day(defendant: Defendant) -> date:
    return max(defendant.stages.values())


def convict(defendant: Defendant, rng: Random) -> None:
    defendant.sentence = draw(SENTENCE, rng)
    if defendant.sentence == "prison":
        defendant.months = str(rng.choice(PRISON_MONTHS))
    elif defendant.sentence == "suspended":
        defendant.months = str(rng.choice(SUSPENDED_MONTHS))


def stage_row(defendant: Defendant, stage: str, day: date) -> dict[str, str]:
    serial = defendant.serial
    sentenced = stage == "convicted"
    return person_cells(serial, defendant.sex, defendant.born_on) | {
        "reference": f"PRIMJER-P-{serial}-{stage}",
        "citizenship": template_word("citizenship", defendant.citizenship, serial),
        "stage_date": written(day),
        "stage": template_word("stage", stage, serial),
        "court_level": template_word("court_level", defendant.court_level, serial),
        "charge": template_word("charge", defendant.charge, serial),
        "sentence": template_word("sentence", defendant.sentence, serial) if sentenced else "",
        "sentence_months": defendant.months if sentenced else "",
    }
