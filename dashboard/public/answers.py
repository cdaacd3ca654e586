"""What answers need from the release and from the office. No telephone number is ever made up."""

from collections.abc import Mapping, Sequence
from html import escape

from dashboard.content.office_texts import contacts, licence
from dashboard.figures.wording import right_guesses
from dashboard.files.citation import citation
from dashboard.frame.printed_totals import published_table, yearly_total
from dashboard.language.texts import _
from dashboard.release.facts import Release
from dashboard.release.known_tables import VICTIMS

# A release that names no budget promises nothing.
WITHOUT_A_PROMISE = 100


def contents(asked: Sequence[Mapping[str, str]]) -> str:
    """All questions as links, so that a reader finds the one to read."""
    return "\n".join(f"- [{question['question']}](#{anchor(question)})" for question in asked)


def anchor(question: Mapping[str, str]) -> str:
    return question["id"].replace("_", "-")


def answer(release: Release, question: Mapping[str, str]) -> str:
    """The text as Markdown, with the one number that depends on the release."""
    return question["answer"].strip().replace("{guesses}", str(guesses(release)))


def guesses(release: Release) -> int:
    """Of 100, at the budget for life: what is spent today can only be less."""
    if release.budget.empty:
        return WITHOUT_A_PROMISE
    return right_guesses(float(release.budget["lifetime_rho"].max()))


def totals_table(release: Release) -> str:
    if VICTIMS not in release.tables:
        return ""
    return published_table(release, yearly_total(release))


def example_citation(release: Release) -> str:
    return citation(release, _("Statistics on trafficking in human beings"))


def contacts_html() -> str:
    entries = "".join(
        f"<dt>{escape(contact.name)}</dt><dd>{escape(contact.phone or not_entered())}</dd>"
        for contact in contacts()
    )
    return f'<dl class="definitions">{entries}</dl>'


def not_entered() -> str:
    return _("The office has not entered this number yet.")


def licence_line() -> str:
    return f"{licence().name}: {licence().url}"
