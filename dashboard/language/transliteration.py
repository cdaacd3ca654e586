"""Serbian in Cyrillic script, made from the same text in Latin script.

    python -m dashboard.language.transliteration    writes locales/sr_Cyrl/ from locales/sr_Latn/

Nobody writes the Cyrillic catalogues by hand. What a letter-by-letter rule would get wrong stands
in locales/transliteration.toml: foreign words that keep their script, words whose "nj" or "dž" is
two letters, words that are spelt otherwise. A text that the rule cannot be trusted with is refused
and never guessed.
"""

import re
import sys
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from io import BytesIO

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from dashboard.language.texts import CATALOGUES, catalogue, catalogue_file

LATIN, CYRILLIC = "sr_Latn", "sr_Cyrl"
EXCEPTIONS = CATALOGUES / "transliteration.toml"
PAIRS = {"lj": "љ", "nj": "њ", "dž": "џ"}
LETTERS = dict(zip("abcčćdđefghijklmnoprsštuvzž", "абцчћдђефгхијклмнопрсштувзж", strict=True))
SIGNS = PAIRS | LETTERS
LETTER = re.compile("|".join(SIGNS), re.IGNORECASE)
# A gap to fill in, a tag, an address, a word in code signs, a Roman numeral: no text.
NO_TEXT = r"\{\w*\}|<[^<>]+>|https?://\S+|`[^`]*`|&\w+;|\b[IVX]{2,}\b"
LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
# Here two letters can meet at the joint of a prefix and its word; only a person can tell.
JOINTS = re.compile(r"(na|po|pre|o)dž|injek|konju[gkn]|vanj[eu]z|tanjug", re.IGNORECASE)


class UncertainTextError(ValueError):
    """The rule cannot be trusted with this text: a word is missing in the list of exceptions."""


def to_cyrillic(text: str) -> str:
    """The text in Cyrillic script; what is no text, or keeps its script, stays as it is."""
    kept, spelt = exceptions()
    exceptional = "|".join(
        re.escape(word) for word in sorted([*kept, *spelt], key=len, reverse=True)
    )
    stays = re.compile(rf"{NO_TEXT}|(?<!\w)(?:{exceptional})(?!\w)" if exceptional else NO_TEXT)
    parts, end = [], 0
    for match in stays.finditer(text):
        parts += [letters(text[end : match.start()]), spelt.get(match.group(), match.group())]
        end = match.end()
    return "".join([*parts, letters(text[end:])])


def letters(text: str) -> str:
    refuse(JOINTS.search(text), text)
    changed = LETTER.sub(lambda match: sign(match.group()), text)
    refuse(LATIN_LETTER.search(changed), text)
    return changed


def sign(latin: str) -> str:
    cyrillic = SIGNS[latin.lower()]
    return cyrillic if latin[0].islower() else cyrillic.upper()


def refuse(doubtful: re.Match[str] | None, text: str) -> None:
    if doubtful:
        raise UncertainTextError(
            f"Transliteration is not sure of {doubtful.group()!r} in {text!r}: "
            f"add the word to {EXCEPTIONS.name}."
        )


@cache
def exceptions() -> tuple[tuple[str, ...], dict[str, str]]:
    """Words and phrases that keep their script, and words with a spelling of their own."""
    listed = tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8"))
    return tuple(listed["kept"]), dict(listed["spelt"])


def in_cyrillic(latin: Catalog) -> Catalog:
    """The same catalogue in Cyrillic script."""
    cyrillic = Catalog(
        locale=CYRILLIC,
        header_comment="# Made from sr_Latn by dashboard/language/transliteration.py."
        "\n# Change nothing here.",
        fuzzy=False,
    )
    for message in latin:
        if message.id and message.string is not None:
            cyrillic[message.id] = Message(message.id, each(to_cyrillic, message.string))
    return cyrillic


def each(change: Callable[[str], str], text: str | Iterable[str]) -> str | tuple[str, ...]:
    return change(text) if isinstance(text, str) else tuple(change(form) for form in text)


def as_text(catalogue: Catalog) -> bytes:
    """As a file, without the date of making, so that the same texts give the same bytes."""
    file = BytesIO()
    write_po(file, catalogue, width=100, sort_output=True)
    return re.sub(rb'"(POT-Creation|PO-Revision)-Date:[^\n]*\n', b"", file.getvalue())


def main() -> None:
    target = catalogue_file(CYRILLIC)
    target.write_bytes(as_text(in_cyrillic(catalogue(LATIN))))
    sys.stdout.write(f"Wrote {target}\n")


if __name__ == "__main__":
    main()
