"""Cards of figures that stand beside each other: a figure with its interval, and the one before."""

from html import escape

from dashboard.figures.leading import leading_form
from dashboard.figures.series import read_figure
from dashboard.figures.wording import Change, Figure, change, change_in_words, headline, in_words
from dashboard.language.texts import _, labels
from dashboard.release.facts import Release
from dashboard.release.known_tables import VICTIMS_BY_FORM

SIGNS = {Change.UP: "▲ ", Change.DOWN: "▼ ", Change.NOT_CLEAR: ""}


def count_card(heading: str, now: Figure, then: Figure | None, before: str | None) -> str:
    value, interval = headline(now)
    return card(heading, "value", value, interval, compared(now, then, before))


def form_card(release: Release, before: str | None, last: str) -> str:
    heading = _("Form recorded most often")
    code, now = leading_form(release, last)
    if code is None or now is None:
        note = _("The intervals of the highest forms overlap.")
        return card(heading, "value words", _("No form stands clearly ahead"), note, "")
    then = read_figure(release, VICTIMS_BY_FORM, before, form=code) if before else None
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
