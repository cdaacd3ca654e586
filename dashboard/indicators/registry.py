"""The registry of indicators as the release has it, in the reader's language.

It holds definitions, baselines and targets. It must never hold a count of victims or defendants:
those come from the declared tables, with their intervals.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from dashboard.content.registry_words import in_own_words
from dashboard.language.texts import _, language
from dashboard.release.facts import Release
from dashboard.release.memory import once

NONE = "none"
EVERYONE = "everyone"
CONTEXT = "context"
LEVELS = ("output", "outcome", "impact", CONTEXT)
# Shares and means cannot be added, nor bodies that deliver in two periods.
SUMMABLE = ("persons", "attendances", "courses", "activities")
GOALS = ("support_system", "prevention", "prosecution", "protection", "partnership")


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator. `disaggregations` are dimensions; texts are in the reader's language.

    `counted_codes` are, by dimension, the codes of its table that a protected indicator counts:
    none at all means every person, and None that the release does not tell.
    """

    code: str
    position: int
    level: str
    strategic_goal: str
    standard_code: str
    name: str
    definition: str
    unit: str
    direction: str
    basis: str
    release_table: str
    counted_codes: Mapping[str, tuple[str, ...]] | None
    disaggregations: tuple[str, ...]
    baseline: float | None
    baseline_date: date | None
    frequency: str
    responsible: str
    means_of_verification: str
    data_quality: str

    @property
    def is_protected(self) -> bool:
        return self.basis == "protected"

    @property
    def is_context(self) -> bool:
        """Neither a rise nor a fall of it is good or bad."""
        return self.direction == NONE

    @property
    def is_summable(self) -> bool:
        """Its exact values of two periods may be added up."""
        return not self.is_protected and self.unit in SUMMABLE


@once
def indicators(release: Release) -> list[Indicator]:
    """Goal by goal, and within a goal outputs before outcomes."""
    all_indicators = [indicator_from_row(row) for row in release.indicators.to_dict("records")]
    return sorted(
        all_indicators,
        key=lambda indicator: (place(GOALS, indicator.strategic_goal), rank(indicator)),
    )


def rank(indicator: Indicator) -> tuple[int, int]:
    return place(LEVELS, indicator.level), indicator.position


def place(order: tuple[str, ...], code: str) -> int:
    return order.index(code) if code in order else len(order)


def indicator_from_row(row: Mapping[Any, Any]) -> Indicator:
    own = language().lower()
    return Indicator(
        code=str(row["code"]),
        position=int(row["position"]),
        level=str(row["level"]),
        strategic_goal=str(row["strategic_goal"]),
        standard_code=filled(row["standard_code"]),
        name=str(row[f"name_{own}"]),
        definition=str(row[f"definition_{own}"]),
        unit=str(row["unit"]),
        direction=str(row["direction"]),
        basis=str(row["basis"]),
        release_table=filled(row["release_table"]),
        counted_codes=codes_of(str(row.get("counted_codes", NONE))),
        disaggregations=tuple(filter(None, filled(row["disaggregations"]).split(";"))),
        baseline=number(row["baseline"]),
        baseline_date=None if pd.isna(row["baseline_date"]) else as_date(row["baseline_date"]),
        frequency=str(row["frequency"]),
        responsible=in_own_words(row["responsible"]),
        means_of_verification=in_own_words(row["means_of_verification"]),
        data_quality=in_own_words(row["data_quality"]),
    )


def codes_of(text: str) -> Mapping[str, tuple[str, ...]] | None:
    """'stage=investigated;indicted' as codes by dimension; 'everyone' names none."""
    if text == EVERYONE:
        return {}
    dimension, _equals, codes = text.partition("=")
    return {dimension: tuple(codes.split(";"))} if codes else None


def filled(value: object) -> str:
    return "" if str(value) == NONE else str(value)


def number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def as_date(value: object) -> date:
    return pd.Timestamp(value).date()


def level_words() -> dict[str, str]:
    return {
        "output": _("Output"),
        "outcome": _("Outcome"),
        "impact": _("Impact"),
        CONTEXT: _("Context"),
    }


def goal_words() -> dict[str, str]:
    """The goals of the state's strategy against trafficking in human beings."""
    return {
        "support_system": _("Support system"),
        "prevention": _("Prevention"),
        "prosecution": _("Prosecution"),
        "protection": _("Protection"),
        "partnership": _("Partnership"),
    }


def unit_words() -> dict[str, str]:
    return {
        "persons": _("persons"),
        "attendances": _("attendances"),
        "courses": _("courses"),
        "activities": _("activities"),
        "bodies": _("bodies"),
        "points": _("percentage points"),
        "percent": "%",
    }


def frequency_words() -> dict[str, str]:
    return {"quarter": _("Every quarter"), "year": _("Every year")}


def goal(indicator: Indicator) -> str:
    return goal_words().get(indicator.strategic_goal, indicator.strategic_goal)


def group_title(indicator: Indicator) -> str:
    return context_title() if indicator.is_context else goal(indicator)


def context_title() -> str:
    return _("Context")
