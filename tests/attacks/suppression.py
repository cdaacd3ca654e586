"""UNODC's tables of Bosnia and Herzegovina by sex and age, attacked by the sums beside them."""

from collections import defaultdict

from examples.published import contradictions, published_figures
from tests.attacks.solving import Bounds, Sum, possible_values

AGES = {"Total": "all", "0 to 17 years": "child", "18 years or over": "adult"}
SEXES = {"Total": "all", "Female": "female", "Male": "male"}
HIDDEN = "<5"
Key = tuple[str, str]
Hidden = dict[tuple[int, Key], list[int]]


def sexes_and_ages() -> dict[int, dict[Key, str]]:
    """By year: what UNODC prints for each sex and age. Plain misprints are put right."""
    corrected = contradictions()
    tables: dict[int, dict[Key, str]] = defaultdict(dict)
    for figure in published_figures():
        if figure.dimension == "Total":
            printed = str(corrected.get(figure, figure.victims))
            tables[figure.year][SEXES[figure.sex], AGES[figure.age]] = printed
    return dict(tables)


def attacked(printed: dict[Key, str], *, all_are_told: bool) -> dict[Key, list[int]]:
    """What each hidden count can be. `all_are_told`: no victim is of unknown sex or age."""
    bounds: Bounds = {}
    largest = sum(int(count) for count in printed.values() if count != HIDDEN) or 9
    for sex in ("all", "female", "male", "untold"):
        for age in ("all", "child", "adult", "untold"):
            count = printed.get((sex, age))
            known = (0, 4) if count == HIDDEN else (int(count),) * 2 if count else (0, largest)
            is_ruled_out = all_are_told and "untold" in (sex, age)
            bounds[f"{sex} {age}"] = (0, 0) if is_ruled_out else known
    sums = [sum_over(sex=sex) for sex in ("all", "female", "male", "untold")]
    sums += [sum_over(age=age) for age in ("all", "child", "adult", "untold")]
    hidden = [key for key, count in printed.items() if count == HIDDEN]
    return {key: possible_values(bounds, sums, " ".join(key)) for key in hidden}


def sum_over(sex: str = "", age: str = "") -> Sum:
    if sex:
        parts = tuple(f"{sex} {age}" for age in ("child", "adult", "untold"))
        return Sum(whole=f"{sex} all", parts=parts)
    parts = tuple(f"{sex} {age}" for sex in ("female", "male", "untold"))
    return Sum(whole=f"all {age}", parts=parts)


def hidden_counts() -> Hidden:
    """The attacker's first guess is that all are told; where that can't be, that some are not."""
    hidden: Hidden = {}
    for year, printed in sexes_and_ages().items():
        for key, values in attacked(printed, all_are_told=prints_sexes(printed)).items():
            hidden[year, key] = values or attacked(printed, all_are_told=False)[key]
    return hidden


def prints_sexes(printed: dict[Key, str]) -> bool:
    return ("female", "all") in printed
