"""Who delivered data, when and how late: facts about bodies, published exactly and without rows.

It must never show how many rows a body delivered: that would tell its exact number of cases.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from dashboard.content.body_names import body_name
from dashboard.frame.html_tables import html_table
from dashboard.language.texts import _, count, day, ngettext, period
from dashboard.release.facts import Release

QUARTERS_SHOWN = 8


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """`days_after` counts from the end of the quarter; None in older releases only."""

    body: str
    kind: str
    received: date
    days_after: int | None
    is_on_time: bool | None

    @property
    def quarter(self) -> str | None:
        """The last one that was over when it came, or None where that is not known."""
        if self.days_after is None:
            return None
        reached = self.received - timedelta(days=self.days_after)
        return f"{reached.year}-Q{(reached.month + 2) // 3}"


def deliveries_of(release: Release) -> list[Delivery]:
    """All deliveries, the latest first."""
    rows = release.deliveries.to_dict("records")
    deliveries = [
        Delivery(
            body=body_name(str(row["source"]), release.fictional),
            kind=str(row["kind"]),
            received=pd.Timestamp(row["received_date"]).date(),
            days_after=None
            if pd.isna(row["days_after_quarter"])
            else int(row["days_after_quarter"]),
            is_on_time=None if pd.isna(row["is_on_time"]) else bool(row["is_on_time"]),
        )
        for row in rows
    ]
    return sorted(deliveries, key=lambda delivery: delivery.received, reverse=True)


def kind_label(kind: str) -> str:
    return {
        "cases": _("Cases"),
        "referrals": _("Referrals"),
        "proceedings": _("Proceedings"),
        "trainings": _("Trainings"),
        "activities": _("Activities"),
    }.get(kind, kind)


def on_time_sentence(deliveries: Sequence[Delivery]) -> str:
    dated = [delivery for delivery in deliveries if delivery.is_on_time is not None]
    late = sum(not delivery.is_on_time for delivery in dated)
    if not late:
        return _("Every delivery came in time.")
    return ngettext(
        "{n} delivery of {all} came late.",
        "{n} deliveries of {all} came late.",
        late,
        all=count(len(dated)),
    )


def by_body(deliveries: Sequence[Delivery]) -> Mapping[tuple[str, str], list[Delivery]]:
    """The deliveries of each body and kind, in the order of their names."""
    groups: dict[tuple[str, str], list[Delivery]] = {}
    for delivery in deliveries:
        groups.setdefault((delivery.body, delivery.kind), []).append(delivery)
    return dict(sorted(groups.items()))


def bodies_table(deliveries: Sequence[Delivery]) -> str:
    """A row per body and kind: the last delivery, and how many came late."""
    rows = [
        [
            body,
            kind_label(kind),
            day(own[0].received),
            state_of(own[0]),
            count(len(own)),
            count(sum(delivery.is_on_time is False for delivery in own)),
        ]
        for (body, kind), own in by_body(deliveries).items()
    ]
    header = [
        _("Body"),
        _("What it delivers"),
        _("Last delivery"),
        _("State of the last delivery"),
        _("Deliveries"),
        _("Of them late"),
    ]
    return html_table(_("Bodies that deliver data"), header, rows, text_columns=(0, 1, 2, 3))


def state_of(delivery: Delivery) -> str:
    if delivery.is_on_time is None:
        return _("Its records have no dates")
    return _("In time") if delivery.is_on_time else _("Late")


def last_quarters(deliveries: Sequence[Delivery]) -> list[str]:
    """The newest quarter that any delivery came after, and the seven before it."""
    reached = max((delivery.quarter for delivery in deliveries if delivery.quarter), default=None)
    if reached is None:
        return []
    newest = int(reached[:4]) * 4 + int(reached[-1]) - 1
    return [f"{turn // 4}-Q{turn % 4 + 1}" for turn in range(newest, newest - QUARTERS_SHOWN, -1)]


def quarters_table(deliveries: Sequence[Delivery]) -> str:
    """Days from the end of each quarter to the first delivery after it; late ones marked."""
    quarters = last_quarters(deliveries)
    rows = []
    for (body, kind), own in by_body(deliveries).items():
        first = {delivery.quarter: delivery for delivery in own}
        rows.append([body, kind_label(kind), *(days_after(first.get(code)) for code in quarters)])
    header = [_("Body"), _("What it delivers"), *(period(code) for code in quarters)]
    return html_table(
        _("Days from the end of the quarter to the delivery"), header, rows, text_columns=(0, 1)
    )


def days_after(delivery: Delivery | None) -> str:
    if delivery is None or delivery.days_after is None:
        return "\N{EN DASH}"
    days = count(delivery.days_after)
    return days if delivery.is_on_time else _("{days}, late", days=days)
