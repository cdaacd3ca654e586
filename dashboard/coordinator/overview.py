"""The parts of the overview page: key figures, the yearly total, published totals, changes."""

from collections.abc import Sequence
from html import escape

from dashboard.content.registry_words import in_own_words
from dashboard.coordinator.leading import (
    BY_FORM,
    BY_QUARTER,
    TOTAL,
    Comparison,
    lead_figures,
    leading_form,
)
from dashboard.figures.series import Series, codes, figure, periods, series
from dashboard.figures.wording import (
    Change,
    Figure,
    change,
    change_in_words,
    headline,
    in_table,
    in_words,
)
from dashboard.frame.html_tables import Link, table
from dashboard.language.texts import _, count, labels, period
from dashboard.release.file import Release
from dashboard.release.memory import once

SIGNS = {Change.UP: "▲ ", Change.DOWN: "▼ ", Change.NOT_CLEAR: ""}


@once
def key_figures_html(release: Release, before: str | None, last: str) -> str:
    cards = [
        count_card(heading, read(last), read(before) if before else None, before)
        for heading, read in lead_figures(release)
    ]
    if BY_FORM in release.tables and codes(release, "form"):
        cards.append(form_card(release, before, last))
    return f'<div class="key-figures">{"".join(cards)}</div>'


def count_card(heading: str, now: Figure, then: Figure | None, before: str | None) -> str:
    value, interval = headline(now)
    return card(heading, "value", value, interval, compared(now, then, before))


def form_card(release: Release, before: str | None, last: str) -> str:
    heading = _("Form recorded most often")
    code, now = leading_form(release, last)
    if code is None or now is None:
        note = _("The intervals of the highest forms overlap.")
        return card(heading, "value words", _("No form stands clearly ahead"), note, "")
    then = figure(release, BY_FORM, before, form=code) if before else None
    label = labels(release.vocabulary, "form")[code]
    return card(heading, "value words", label, in_words(now), compared(now, then, before))


def card(heading: str, kind: str, value: str, note: str, comparison: str) -> str:
    return (
        f'<section><h2>{escape(heading)}</h2><p class="{kind}">{escape(value)}</p>'
        f"<p>{escape(note)}</p>{comparison}</section>"
    )


def compared(now: Figure, then: Figure | None, before: str | None) -> str:
    if then is None:
        return ""
    kind = change(then, now)
    earlier = _("{year}: {figure}", year=before, figure=in_words(then))
    return (
        f'<p class="change {kind}">{SIGNS[kind]}{escape(change_in_words(kind))}</p>'
        f"<p>{escape(earlier)}</p>"
    )


def yearly_total(release: Release) -> Series:
    (only,) = series(release, release.tables[TOTAL], [()], periods(release, TOTAL))
    return only


@once
def published_points(release: Release) -> list[tuple[int, int, str]]:
    """Totals that others have printed, of the years that this release covers."""
    covered = periods(release, TOTAL)
    rows = release.published_totals.to_dict("records")
    return [
        (int(row["year"]), int(row["victims"]), in_own_words(row["source"]))
        for row in rows
        if str(row["year"]) in covered
    ]


@once
def published_table(release: Release, years: Series) -> str:
    printed = release.published_totals.to_dict("records")
    rows: list[list[str | Link]] = []
    for year, ours in reversed(list(years.figures.items())):
        same_year = [row for row in printed if str(row["year"]) == year]
        rows.extend(
            [
                year,
                in_table(ours),
                count(row["victims"]),
                source(row),
                in_own_words(row["definition"]),
            ]
            for row in same_year
        )
        if not same_year:
            rows.append([year, in_table(ours), "\N{EN DASH}", "", ""])
    header = [_("Year"), _("Protected figure"), _("Published total"), _("Source"), _("Definition")]
    return table(_("Identified victims by year"), header, rows, words=(0, 3, 4))


def source(row: dict[str, object]) -> Link:
    return Link(text=in_own_words(row["source"]), url=str(row["url"]))


def flash_quarters(release: Release) -> list[str]:
    """Quarters of the year that has not closed yet, the first figures of it."""
    if BY_QUARTER not in release.tables:
        return []
    last_year = periods(release, TOTAL)[-1]
    return [code for code in periods(release, BY_QUARTER) if code[:4] > last_year]


@once
def flash_table(release: Release, quarters: Sequence[str]) -> str:
    """Each new quarter beside the same quarter of the year before."""
    known = set(periods(release, BY_QUARTER))
    rows = []
    for code in quarters:
        earlier = f"{int(code[:4]) - 1}{code[4:]}"
        now = figure(release, BY_QUARTER, code)
        then = figure(release, BY_QUARTER, earlier) if earlier in known else None
        rows.append(
            [
                period(code),
                in_table(now),
                in_table(then) if then else "\N{EN DASH}",
                change_in_words(change(then, now, len(quarters))) if then else "",
            ]
        )
    header = [_("Quarter"), _("Identified victims"), _("A year before"), _("Change")]
    return table(_("First figures of the running year"), header, rows, words=(0, 3))


def common_questions() -> list[tuple[str, str, dict[str, str]]]:
    """A question in plain words, the page that answers it, and the page's filters."""
    begging = {
        "table": "victims_by_year_form_child_adult",
        "form": "forced_begging",
        "child_adult": "child",
        "view": "periods",
    }
    children = {
        "table": "victims_by_year_child_adult",
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
        [one.heading, in_table(one.before), in_table(one.after), change_in_words(one.change)]
        for one in clear
    ]
    header = [_("Group"), before, last, _("Change")]
    return table(_("Clear changes"), header, rows, words=(0, 3))
