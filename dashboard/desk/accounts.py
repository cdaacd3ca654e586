"""The release desk's accounts: what each year's persons have been charged, and for what.

Everything is read from the release file. Nothing here spends anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from math import isclose
from typing import Any

from dashboard.figures.series import table_label
from dashboard.frame.html_tables import table
from dashboard.language.texts import _, day, percent, period, small_decimal
from dashboard.release.file import Release
from dashboard.release.memory import once


@dataclass(frozen=True, kw_only=True)
class Account:
    """The budget of the persons of one population who were first recorded in one year."""

    cohort: int
    spent: float
    lifetime: float
    spent_epsilon: float
    lifetime_epsilon: float

    @property
    def left(self) -> float:
        return max(0.0, self.lifetime - self.spent)


def population_label(name: str) -> str:
    return {"victims": _("Victims"), "defendants": _("Defendants")}.get(name, name)


def populations(release: Release) -> list[str]:
    """In the order of the declared tables."""
    return list(dict.fromkeys(one.population for one in release.tables.values()))


@once
def accounts(release: Release, population: str) -> list[Account]:
    rows = release.budget[release.budget["population"] == population]
    return [
        Account(
            cohort=int(row["cohort"]),
            spent=row["spent_rho"],
            lifetime=row["lifetime_rho"],
            spent_epsilon=row["spent_epsilon"],
            lifetime_epsilon=row["lifetime_epsilon"],
        )
        for row in rows.sort_values("cohort").to_dict("records")
    ]


def alike(found: Sequence[Account]) -> list[tuple[str, Account]]:
    """Years in a row whose budgets stand the same as one entry, so that differences are seen."""
    runs: list[list[Account]] = []
    for one in found:
        if runs and goes_on(runs[-1][-1], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    return [(years(run[0], run[-1]), run[-1]) for run in runs]


def goes_on(one: Account, following: Account) -> bool:
    """Sums of the same costs in another order differ in their last binary places."""
    return (
        following.cohort == one.cohort + 1
        and isclose(following.spent, one.spent)
        and isclose(following.lifetime, one.lifetime)
    )


def years(first: Account, last: Account) -> str:
    if first.cohort == last.cohort:
        return str(first.cohort)
    return period(f"{first.cohort}-{last.cohort}")


def account_table(caption: str, found: Sequence[Account]) -> str:
    """A bar and the same in figures, the newest years first."""
    body = "".join(account_row(*one) for one in reversed(alike(found)))
    header = "".join(
        f'<th scope="col" class="{kind}">{escape(title)}</th>'
        for title, kind in (
            (_("Year first recorded"), "words"),
            (_("Share spent"), "words"),
            (_("Spent (rho)"), "figure"),
            (_("Left (rho)"), "figure"),
        )
    )
    return (
        f'<div class="table" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{header}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def account_row(cohorts: str, one: Account) -> str:
    share = one.spent / one.lifetime
    return (
        f'<tr><th scope="row" class="words">{cohorts}</th>'
        f'<td class="words"><span class="bar" aria-hidden="true"><span '
        f'style="width:{min(100, round(100 * share))}%"></span></span> {percent(share)}</td>'
        f'<td class="figure">{small_decimal(one.spent)}</td>'
        f'<td class="figure">{small_decimal(one.left)}</td></tr>'
    )


def cohorts_of(release: Release, population: str) -> list[str]:
    return [str(one.cohort) for one in accounts(release, population)]


@once
def history_table(release: Release, population: str, cohort: str) -> str:
    """Every line of the ledger that charged the persons of one year, the latest first."""
    lines = release.ledger
    year = int(cohort)
    charged = lines[
        (lines["population"] == population)
        & (lines["first_cohort"] <= year)
        & (lines["last_cohort"] >= year)
    ]
    rows = [
        [str(row["number"]), *measured(release, row["measurement"]), charged_day(row), rho(row)]
        for row in charged.sort_values("number", ascending=False).to_dict("records")
    ]
    header = [_("Ledger line"), _("Table"), _("Period"), _("Charged on"), _("Cost (rho)")]
    return table(_("Charges to these persons"), header, rows, words=(0, 1, 2, 3))


def measured(release: Release, measurement: str) -> list[str]:
    """The table's title if it is still declared, else its name; and the period."""
    # A period that was measured once more has the revision's number after it.
    name, within, *_revision = measurement.split("/")
    known = release.tables.get(name)
    return [table_label(release, known) if known else name, period(within)]


def charged_day(row: dict[str, object]) -> str:
    return day(date.fromisoformat(str(row["charged_on"])[:10]))


def rho(row: dict[str, Any]) -> str:
    return small_decimal(row["rho"])
