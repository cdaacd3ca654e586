"""The accounts of a release: what each year's persons have been charged of their budget.

Everything is read from the release file. Nothing here spends anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isclose

from dashboard.language.texts import _, period
from dashboard.release.facts import Release
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
    return list(dict.fromkeys(table.population for table in release.tables.values()))


@once
def accounts_of(release: Release, population: str) -> list[Account]:
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


def alike(accounts: Sequence[Account]) -> list[tuple[str, Account]]:
    """Years in a row whose budgets stand the same as one entry, so that differences are seen."""
    runs: list[list[Account]] = []
    for account in accounts:
        if runs and goes_on(runs[-1][-1], account):
            runs[-1].append(account)
        else:
            runs.append([account])
    return [(years(run[0], run[-1]), run[-1]) for run in runs]


def goes_on(account: Account, following: Account) -> bool:
    """Sums of the same costs in another order differ in their last binary places."""
    return (
        following.cohort == account.cohort + 1
        and isclose(following.spent, account.spent)
        and isclose(following.lifetime, account.lifetime)
    )


def years(first: Account, last: Account) -> str:
    if first.cohort == last.cohort:
        return str(first.cohort)
    return period(f"{first.cohort}-{last.cohort}")


def cohorts_of(release: Release, population: str) -> list[str]:
    return [str(account.cohort) for account in accounts_of(release, population)]
