"""The texts and tables of the method page, in plain words; technical terms only where they help."""

from datetime import date

from dashboard.content.definitions import form_definitions, person_definitions
from dashboard.content.registry_words import in_own_words
from dashboard.figures.accounts import accounts_of, alike, population_label, populations
from dashboard.figures.series import table_label
from dashboard.figures.wording import right_guesses
from dashboard.frame.html_tables import Link, html_table
from dashboard.frame.printed_totals import source
from dashboard.language.texts import _, count, day, decimal, labels, percent, period, small_decimal
from dashboard.release.facts import Release
from dashboard.release.memory import once


def paragraphs() -> list[tuple[str, str]]:
    return [*on_single_figures(), *on_several_figures()]


def on_single_figures() -> list[tuple[str, str]]:
    return [
        (
            _("What these figures count"),
            _(
                "Each person is counted once, in the year of first identification. These are "
                "people identified by authorities, not all victims. When a number changes, the "
                "work of identifying victims may have changed."
            ),
        ),
        (
            _("Why each figure carries a small random change"),
            _(
                "So few people are identified in a year that an exact figure for a small group "
                "could give a person away. So a small random amount was added to each number: it "
                "hides whether a particular person is included. How well it does, the privacy "
                "budget below tells. It is added to every number, large or small, and also to "
                "zeros."
            ),
        ),
        (
            _("How to read an interval"),
            _(
                "“About 40 (35 to 46)” means: the published figure is 40, and the recorded number "
                "most likely lies between 35 and 46. Such an interval is right 19 times out of 20. "
                "Where it reaches zero, only its upper end is shown: “fewer than 10”. Where it is "
                "wide, only its two ends are shown."
            ),
        ),
        (
            _("Why a figure often stands near one end of its interval"),
            _(
                "The interval rests on what was measured of that period alone. The figure itself "
                "also leans on the pattern that all years have in common, so it need not stand in "
                "the middle. Trust the interval: it is right 19 times out of 20. The figure is the "
                "best single guess within it, and on average nearer to the recorded number than "
                "the interval suggests."
            ),
        ),
    ]


def on_several_figures() -> list[tuple[str, str]]:
    return [
        (
            _("When a change is clear"),
            _(
                "Two figures are compared by their intervals. A change is “clear” only if the "
                "random changes in the two figures cannot explain the difference. Where many "
                "groups are compared at once, the bar is higher, so that a false alarm stays rare. "
                "A clear change is a change in what was recorded; with so few people it may still "
                "be chance."
            ),
        ),
        (
            _("Why the figures differ from printed totals"),
            _(
                "Reports by others print exact totals. Ours differ for three reasons: the small "
                "random change; other periods, such as April to March; and other definitions, such "
                "as potential victims only. Late reports and corrections are also counted here."
            ),
        ),
        (
            _("Why all tables agree"),
            _(
                "Each table was measured once, with its own small random change. From all "
                "measurements together the best estimate is computed, then rounded to whole "
                "persons so that parts add up to totals. This uses no further personal data. The "
                "intervals take account of it."
            ),
        ),
    ]


@once
def budget_table(release: Release) -> str:
    rows = [
        [
            population_label(population),
            cohorts,
            small_decimal(account.spent),
            small_decimal(account.lifetime),
            percent(account.spent / account.lifetime),
            f"{decimal(account.spent_epsilon)} / {decimal(account.lifetime_epsilon)}",
            _("{n} of 100", n=right_guesses(account.spent)),
        ]
        for population in populations(release)
        for cohorts, account in reversed(alike(accounts_of(release, population)))
    ]
    header = [
        _("Who is counted"),
        _("Year first recorded"),
        _("Spent (rho)"),
        _("Budget for life (rho)"),
        _("Share spent"),
        _("Epsilon, spent / for life, at delta {delta}", delta=delta(release)),
        _("Right guesses at worst"),
    ]
    return html_table(
        _("Privacy budget, by year of first record"), header, rows, text_columns=(0, 1)
    )


def delta(release: Release) -> str:
    values = release.budget["delta"]
    return small_decimal(values.max()) if len(values) else "\N{EN DASH}"


@once
def measurements_table(release: Release) -> str:
    rows = [
        [
            table_label(release, release.tables[row["table_name"]]),
            period(row["period"]),
            small_decimal(row["rho"]),
            decimal(row["scale"]),
            f"± {count(row['margin'])}",
            day(date.fromisoformat(str(row["drawn_at"])[:10])),
            str(row["ledger_hash"])[:12],
        ]
        for row in release.measurements.to_dict("records")
    ]
    header = [
        _("Table"),
        _("Period"),
        _("Cost (rho)"),
        _("Spread of the random change"),
        _("Half-width of the interval"),
        _("Drawn on"),
        _("Ledger entry"),
    ]
    return html_table(_("Measurements made"), header, rows, text_columns=(0, 1))


@once
def definition_list(release: Release) -> list[tuple[str, str]]:
    form_labels = labels(release.vocabulary, "form")
    return [*person_definitions(form_labels), *form_definitions(form_labels).items()]


@once
def published_list(release: Release) -> str:
    newest_first = release.published_totals.sort_values("year", ascending=False, kind="stable")
    rows: list[list[str | Link]] = [
        [str(row["year"]), count(row["victims"]), source(row), in_own_words(row["definition"])]
        for row in newest_first.to_dict("records")
    ]
    header = [_("Year"), _("Published total"), _("Source"), _("Definition")]
    return html_table(_("Officially published totals"), header, rows, text_columns=(0, 2, 3))


def release_facts(release: Release) -> list[tuple[str, str]]:
    return [
        (_("Release"), release.name),
        (_("Published on"), day(release.released_on)),
        (_("Register"), register_label(release.register)),
        (_("List of published tables (fingerprint)"), release.spec_hash),
        (_("Ledger (fingerprint)"), release.ledger_hash),
    ]


def register_label(name: str) -> str:
    return {"national": _("National referral mechanism"), "ctdc": "CTDC"}.get(name, name)
