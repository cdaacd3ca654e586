"""The parts of the overview page: key figures, the yearly total, published totals, changes."""

from collections.abc import Sequence

from dashboard.figures.leading import Comparison, lead_figures
from dashboard.figures.series import codes, periods, read_figure
from dashboard.figures.wording import (
    change,
    change_in_words,
    in_table,
)
from dashboard.frame.cards import count_card, form_card
from dashboard.frame.html_tables import html_table
from dashboard.language.texts import _, period
from dashboard.release.facts import Release
from dashboard.release.known_tables import (
    VICTIMS,
    VICTIMS_BY_CHILD,
    VICTIMS_BY_FORM,
    VICTIMS_BY_FORM_AND_CHILD,
    VICTIMS_BY_QUARTER,
)
from dashboard.release.memory import once


@once
def key_figures_html(release: Release, before: str | None, last: str) -> str:
    cards = [
        count_card(heading, read(last), read(before) if before else None, before)
        for heading, read in lead_figures(release)
    ]
    if VICTIMS_BY_FORM in release.tables and codes(release, "form"):
        cards.append(form_card(release, before, last))
    return f'<div class="key-figures">{"".join(cards)}</div>'


def flash_quarters(release: Release) -> list[str]:
    """Quarters of the year that has not closed yet, the first figures of it."""
    if VICTIMS_BY_QUARTER not in release.tables:
        return []
    last_year = periods(release, VICTIMS)[-1]
    return [code for code in periods(release, VICTIMS_BY_QUARTER) if code[:4] > last_year]


@once
def flash_table(release: Release, quarters: Sequence[str]) -> str:
    """Each new quarter beside the same quarter of the year before."""
    all_quarters = set(periods(release, VICTIMS_BY_QUARTER))
    rows = []
    for code in quarters:
        earlier = f"{int(code[:4]) - 1}{code[4:]}"
        now = read_figure(release, VICTIMS_BY_QUARTER, code)
        then = (
            read_figure(release, VICTIMS_BY_QUARTER, earlier) if earlier in all_quarters else None
        )
        rows.append(
            [
                period(code),
                in_table(now),
                in_table(then) if then else "\N{EN DASH}",
                change_in_words(change(then, now, len(quarters))) if then else "",
            ]
        )
    header = [_("Quarter"), _("Identified victims"), _("A year before"), _("Change")]
    return html_table(_("First figures of the running year"), header, rows, text_columns=(0, 3))


def common_questions() -> list[tuple[str, str, dict[str, str]]]:
    """A question in plain words, the page that answers it, and the page's filters."""
    begging = {
        "table": VICTIMS_BY_FORM_AND_CHILD,
        "form": "forced_begging",
        "child_adult": "child",
        "view": "periods",
    }
    children = {
        "table": VICTIMS_BY_CHILD,
        "child_adult": "child",
        "view": "periods",
    }
    return [
        (_("Has child begging risen?"), "trends", begging),
        (_("Are more children identified?"), "trends", children),
        (_("Where are victims found?"), "places", {}),
        (_("How soon are victims referred?"), "referral", {}),
        (_("How many cases end in a conviction?"), "justice", {}),
        (_("Who delivers data late?"), "deliveries", {}),
    ]


def changes_table(clear: Sequence[Comparison], before: str, last: str) -> str:
    rows = [
        [
            comparison.heading,
            in_table(comparison.before),
            in_table(comparison.after),
            change_in_words(comparison.change),
        ]
        for comparison in clear
    ]
    header = [_("Group"), before, last, _("Change")]
    return html_table(_("Clear changes"), header, rows, text_columns=(0, 3))
