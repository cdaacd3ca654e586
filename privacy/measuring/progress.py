"""Who is told how far a run has come: the measurement's id, how many are done, and of how many."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]


def nobody_is_told(measurement: str, done: int, of: int) -> None:
    """For callers that show no progress."""
