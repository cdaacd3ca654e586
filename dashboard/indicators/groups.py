"""Under which heading an indicator stands: its strategic goal, or apart as context."""

from dashboard.indicators.facts import Indicator, goal_words
from dashboard.language.texts import _


def goal(one: Indicator) -> str:
    return goal_words().get(one.strategic_goal, one.strategic_goal)


def group_title(one: Indicator) -> str:
    return context_title() if one.is_context else goal(one)


def context_title() -> str:
    return _("Context")
