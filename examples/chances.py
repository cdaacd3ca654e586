"""How likely a fictional person has which attribute, where no figure is published.

Weights, not probabilities: only their proportions count. They are plausible, not measured.
"""

from random import Random

Weights = dict[str, float]

STATUS: Weights = {"actual": 75, "possible": 25}

AREA: Weights = {
    "BA-09": 22,
    "BA-03": 15,
    "BA-04": 13,
    "BA-07": 10,
    "BA-SRP": 16,
    "BA-BRC": 7,
    "BA-01": 5,
    "BA-06": 4,
    "BA-08": 2,
    "BA-02": 1,
    "BA-05": 1,
    "BA-10": 1,
    "abroad": 2,
    "unknown": 1,
    "not_collected": 1,
}

DECIDING_BODY: Weights = {
    "police": 48,
    "court_or_prosecution": 28,
    "non_police_government": 15,
    "ngo": 6,
    "unknown": 1,
    "not_collected": 2,
}

INSTITUTION_OF_CHILD: Weights = {
    "social_work": 42,
    "police": 36,
    "shelter_ngo": 12,
    "prosecutor": 6,
    "not_collected": 3,
}
INSTITUTION_OF_ADULT: Weights = {
    "police": 56,
    "prosecutor": 12,
    "shelter_ngo": 12,
    "social_work": 8,
    "international_organisation": 2,
    "not_collected": 3,
}
INSTITUTION_OF_FOREIGNER: Weights = {
    "police": 35,
    "border_police": 25,
    "foreigners_service": 25,
    "prosecutor": 8,
    "international_organisation": 7,
}

RECRUITER_BY_FORM: dict[str, Weights] = {
    "forced_begging": {"family": 82, "friend_acquaintance": 6, "stranger": 4, "unknown": 5},
    "forced_marriage": {"family": 66, "intimate_partner": 22, "stranger": 6, "unknown": 4},
    "sexual_exploitation": {
        "intimate_partner": 30,
        "friend_acquaintance": 30,
        "stranger": 20,
        "family": 10,
        "unknown": 8,
    },
    "forced_labour": {"other": 40, "stranger": 25, "friend_acquaintance": 25, "unknown": 8},
}
RECRUITER: Weights = {"friend_acquaintance": 40, "stranger": 25, "family": 15, "not_collected": 20}

MEANS_BY_FORM: dict[str, list[str]] = {
    "forced_begging": [
        "takes_earnings",
        "psychological_abuse",
        "physical_abuse",
        "withholds_necessities",
        "physical_threats",
    ],
    "forced_marriage": ["psychological_abuse", "threatens_children_family", "sexual_abuse"],
    "sexual_exploitation": [
        "false_promises",
        "sexual_abuse",
        "physical_threats",
        "psychological_abuse",
        "takes_earnings",
        "psychoactive_substance",
    ],
    "forced_labour": [
        "withholds_documents",
        "excessive_working_hours",
        "debt_bondage",
        "false_promises",
        "takes_earnings",
    ],
}
MEANS = ["false_promises", "physical_threats", "psychological_abuse"]

# A second form comes after the main one in the vocabulary's order of precedence.
SECOND_FORM = {
    "sexual_exploitation": "forced_labour",
    "forced_labour": "domestic_servitude",
    "forced_begging": "forced_criminality",
    "forced_marriage": "domestic_servitude",
}

CROSS_BORDER_OF_NATIONAL: Weights = {"internal": 93, "cross_border": 5, "unknown": 2}
CROSS_BORDER_OF_FOREIGNER: Weights = {"internal": 15, "cross_border": 80, "unknown": 5}

CASE_STATUS: Weights = {"closed": 88, "follow_up": 9, "open": 3}
CASE_STATUS_OF_LATE: Weights = {"open": 60, "follow_up": 25, "closed": 15}

# Bands of completed years at identification.
AGES: dict[str, dict[tuple[int, int], float]] = {
    "begging child": {(2, 8): 45, (9, 17): 55},
    "child": {(9, 13): 20, (14, 17): 80},
    "adult": {(18, 29): 62, (30, 47): 30, (48, 66): 8},
}


def draw(weights: Weights, rng: Random) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def draw_age(kind: str, rng: Random) -> int:
    bands = AGES[kind]
    first, last = rng.choices(list(bands), list(bands.values()))[0]
    return rng.randint(first, last)
