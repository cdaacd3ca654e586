"""The glossary: the office's terms, the definitions and the forms of exploitation, in one order.

Forms take their names from the release's list of codes. No definition may stand here that
contradicts dashboard/content/definitions.py: those are read from there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.content.definitions import form_definitions, person_definitions
from dashboard.content.office_texts import terms
from dashboard.language.alphabets import first_letter, sort_key
from dashboard.language.texts import labels
from dashboard.release.facts import Release

# "Other" says nothing outside the list of forms.
UNNAMED = "other"


@dataclass(frozen=True, kw_only=True)
class Entry:
    term: str
    text: str


def glossary(release: Release) -> list[Entry]:
    own = [Entry(term=entry["term"], text=entry["text"].strip()) for entry in terms()]
    form_labels = labels(release.vocabulary, "form")
    persons = [Entry(term=term, text=text) for term, text in person_definitions(form_labels)]
    named = {code: label for code, label in form_labels.items() if code != UNNAMED}
    forms = [Entry(term=term, text=text) for term, text in form_definitions(named).items()]
    return sorted([*own, *persons, *forms], key=lambda entry: sort_key(entry.term))


def entries_with(entries: Sequence[Entry], search: str) -> list[Entry]:
    """The entries that hold every word searched for, in the term or in its text."""
    wanted = search.casefold().split()
    return [
        entry
        for entry in entries
        if all(word in f"{entry.term} {entry.text}".casefold() for word in wanted)
    ]


def by_letter(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    letters: dict[str, list[Entry]] = {}
    for entry in entries:
        letters.setdefault(first_letter(entry.term), []).append(entry)
    return letters
