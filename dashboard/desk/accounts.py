"""The release desk's accounts: what each year's persons have been charged, and for what.

Everything is read from the release file. Nothing here spends anything.
"""

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

from dashboard.figures.accounts import Account, alike
from dashboard.figures.series import table_label
from dashboard.frame.html_tables import html_table
from dashboard.language.texts import _, day, percent, period, small_decimal
from dashboard.release.facts import Release
from dashboard.release.memory import once


def account_table(caption: str, accounts: Sequence[Account]) -> str:
    """A bar and the same in figures, the newest years first."""
    body = "".join(account_row(*entry) for entry in reversed(alike(accounts)))
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


def account_row(cohorts: str, account: Account) -> str:
    share = account.spent / account.lifetime
    return (
        f'<tr><th scope="row" class="words">{cohorts}</th>'
        f'<td class="words"><span class="bar" aria-hidden="true"><span '
        f'style="width:{min(100, round(100 * share))}%"></span></span> {percent(share)}</td>'
        f'<td class="figure">{small_decimal(account.spent)}</td>'
        f'<td class="figure">{small_decimal(account.left)}</td></tr>'
    )


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
    return html_table(_("Charges to these persons"), header, rows, text_columns=(0, 1, 2, 3))


def measured(release: Release, measurement: str) -> list[str]:
    """The table's title if it is still declared, else its name; and the period."""
    # A period that was measured once more has the revision's number after it.
    name, within, *_revision = measurement.split("/")
    table = release.tables.get(name)
    return [table_label(release, table) if table else name, period(within)]


def charged_day(row: dict[str, object]) -> str:
    return day(date.fromisoformat(str(row["charged_on"])[:10]))


def rho(row: dict[str, Any]) -> str:
    return small_decimal(row["rho"])
