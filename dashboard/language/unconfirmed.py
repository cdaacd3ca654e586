"""Which interface texts no native speaker has confirmed yet.

    python -m dashboard.language.unconfirmed       how many, by language
    python -m dashboard.language.unconfirmed bs    one language's texts, to be read

Whoever has read a text puts its row into locales/confirmed.csv. A row counts only as long as the
text is word for word the same, so that a changed translation has to be read again. Serbian is read
in Latin script: the Cyrillic texts are made from it.
"""

import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass

from dashboard.language.texts import CATALOGUES, LANGUAGES, catalogue

CONFIRMED = CATALOGUES / "confirmed.csv"
COLUMNS = ("locale", "english", "translation")
READ_BY_PEOPLE = tuple(locale for locale in LANGUAGES if locale not in ("en", "sr_Cyrl"))
BETWEEN_FORMS = " | "


@dataclass(frozen=True)
class Text:
    """A translation; the forms of a plural stand side by side."""

    locale: str
    english: str
    translation: str


def unconfirmed(locale: str) -> list[Text]:
    """The texts that have yet to be read, in the order of the catalogue."""
    done = set(confirmed())
    texts = [
        text_of(locale, message.id, message.string)
        for message in catalogue(locale)
        if message.id and message.string is not None
    ]
    return [text for text in texts if text not in done]


def text_of(locale: str, english: str | Sequence[str], translation: str | Sequence[str]) -> Text:
    return Text(locale, in_one(english), in_one(translation))


def in_one(forms: str | Sequence[str]) -> str:
    return forms if isinstance(forms, str) else BETWEEN_FORMS.join(forms)


def confirmed() -> Iterator[Text]:
    with CONFIRMED.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield Text(*(row[column] for column in COLUMNS))


def write_texts(locale: str) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow(COLUMNS)
    writer.writerows(astuple(text) for text in unconfirmed(locale))


def write_numbers() -> None:
    for locale in READ_BY_PEOPLE:
        sys.stdout.write(f"{locale:8} {len(unconfirmed(locale)):4} to confirm\n")


def main(arguments: Sequence[str]) -> int:
    if not arguments:
        write_numbers()
        return 0
    if arguments[0] not in READ_BY_PEOPLE:
        sys.stderr.write(f"Known languages: {', '.join(READ_BY_PEOPLE)}\n")
        return 2
    write_texts(arguments[0])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
