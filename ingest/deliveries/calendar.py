"""Who was to deliver what by when, and how late it came: the agreed calendar against deliveries.

It reads months and days of receipt only, and no row.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ingest.deliveries.empty_delivery import EMPTY
from ingest.deliveries.outline import Outline
from ingest.errors import LayoutError
from ingest.kinds import read_kinds

CALENDAR_FILE = Path(__file__).parents[1] / "calendar.toml"
MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """One line of the calendar: the source's kind is due `days` after the end of every period."""

    source: str
    kind: str
    every: str
    days: int
    since: date


@dataclass(frozen=True, kw_only=True)
class Period:
    name: str
    first_day: date
    last_day: date

    @property
    def end_of_next(self) -> date:
        """The last day of the period of the same length that follows."""
        after = self.last_day.year * 12 + self.last_day.month
        first = self.first_day.year * 12 + self.first_day.month - 1
        return first_of(2 * after - first) - timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """`state` is on_time, late, missing (overdue, nothing came) or due (not overdue yet)."""

    state: str
    days_late: int = 0


@dataclass(frozen=True, kw_only=True)
class Expected:
    """One delivery that was agreed on; `delivery_id` is the first one that made it good."""

    source: str
    kind: str
    period: str
    due_on: date
    received_on: date | None
    delivery_id: str | None
    standing: Standing


def expected_deliveries(
    agreed: Sequence[Agreed], deliveries: Sequence[Outline], today: date
) -> list[Expected]:
    """Every agreed delivery whose period has ended before `today`, the latest period first."""
    expected = [
        expectation(line, period, deliveries, today)
        for line in agreed
        for period in ended_periods(line.every, line.since, today)
    ]
    return sorted(expected, key=lambda entry: (-entry.due_on.toordinal(), entry.source, entry.kind))


def expectation(
    line: Agreed, period: Period, deliveries: Sequence[Outline], today: date
) -> Expected:
    making_good = [
        delivery
        for delivery in deliveries
        if (delivery.source, delivery.kind) == (line.source, line.kind) and covers(delivery, period)
    ]
    first = min(making_good, key=lambda delivery: delivery.received_at, default=None)
    received_on = first.received_at.date() if first else None
    due_on = period.last_day + timedelta(days=line.days)
    return Expected(
        source=line.source,
        kind=line.kind,
        period=period.name,
        due_on=due_on,
        received_on=received_on,
        delivery_id=first.delivery_id if first else None,
        standing=standing(due_on, received_on, today),
    )


def standing(due_on: date, received_on: date | None, today: date) -> Standing:
    """The day it is due is still on time; from the next day on it is late."""
    late = max(0, ((received_on or today) - due_on).days)
    if received_on is not None:
        return Standing(state="late" if late else "on_time", days_late=late)
    return Standing(state="missing" if late else "due", days_late=late)


def covers(delivery: Outline, period: Period) -> bool:
    """Whether the delivery, received after the period's end, reaches into it.

    What came before the end can't be complete. A snapshot is everything up to its day, also for a
    period in which nothing happened. "Nothing" is said of the last period that is over.
    """
    received_on = delivery.received_at.date()
    if received_on <= period.last_day:
        return False
    if delivery.delivers == "snapshot":
        return True
    if delivery.delivers == EMPTY:
        return received_on <= period.end_of_next
    if delivery.first_month is None or delivery.last_month is None:
        return False
    first, last = period.first_day.strftime("%Y-%m"), period.last_day.strftime("%Y-%m")
    return delivery.first_month <= last and delivery.last_month >= first


def ended_periods(every: str, since: date, today: date) -> list[Period]:
    """The periods that begin on or after `since` and have ended before `today`."""
    step = MONTHS[every]
    periods = []
    month = -(-(since.year * 12 + since.month - 1 + (since.day > 1)) // step) * step
    while (last_day := first_of(month + step) - timedelta(days=1)) < today:
        first_day = first_of(month)
        periods.append(
            Period(name=period_name(every, first_day), first_day=first_day, last_day=last_day)
        )
        month += step
    return periods


def first_of(month: int) -> date:
    """The first day of a month counted from year 0."""
    return date(month // 12, month % 12 + 1, 1)


def period_name(every: str, first_day: date) -> str:
    match every:
        case "year":
            return f"{first_day:%Y}"
        case "quarter":
            return f"{first_day:%Y}-Q{(first_day.month + 2) // 3}"
        case _:
            return f"{first_day:%Y-%m}"


def read_calendar(path: Path = CALENDAR_FILE) -> list[Agreed]:
    lines = tomllib.loads(path.read_text(encoding="utf-8"))["agreed"]
    for line in lines:
        check_line(line["source"], line["kinds"], line["every"], path)
    return [
        Agreed(
            source=line["source"],
            kind=kind,
            every=line["every"],
            days=line["days"],
            since=line["since"],
        )
        for line in lines
        for kind in line["kinds"]
    ]


def check_line(source: str, kinds: list[str], every: str, path: Path) -> None:
    unknown = [kind for kind in kinds if kind not in read_kinds()]
    if unknown or every not in MONTHS:
        raise LayoutError(
            f"{path.name}, {source!r}: {', '.join(unknown) or every!r} is not known. Kinds are "
            f"{', '.join(read_kinds())}; every is {', '.join(MONTHS)}."
        )
