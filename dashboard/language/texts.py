"""Interface words in the reader's language, and numbers and dates as that language writes them.

English is the key of every message. No noun is ever put into a sentence: the four languages have
seven cases, so a noun stands after a colon, in a heading or in a legend.
"""

import gettext
import re
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pandas as pd
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

CATALOGUES = Path(__file__).parents[1] / "locales"
LANGUAGES = {
    "bs": "Bosanski",
    "hr": "Hrvatski",
    "sr_Latn": "Srpski",
    "sr_Cyrl": "Српски",
    "en": "English",
}
RESIDUALS = ("unknown", "not_collected", "unmapped")

# Each with the vocabulary that it was made of, so that the identity stays that one's own.
_vocabularies: dict[int, tuple[pd.DataFrame, Mapping[str, Mapping[str, Mapping[str, str]]]]] = {}
KEPT_VOCABULARIES = 8

# Streamlit runs each visitor's script in a thread of its own: a context variable keeps them apart.
_locale: ContextVar[str] = ContextVar("locale", default="en")


def use_language(locale: str) -> None:
    _locale.set(locale)


def language() -> str:
    return _locale.get()


def nearest_language(tag: str | None) -> str:
    """The language of ours that suits a browser's tag such as 'bs-BA' or 'sr-Latn-RS'."""
    first, *rest = re.split("[-_]", tag or "en")
    if first == "sr":
        return "sr_Latn" if "Latn" in rest else "sr_Cyrl"
    return first if first in LANGUAGES else "en"


def _(message: str, **values: object) -> str:
    return translations(language()).gettext(message).format(**values)


def lower_first(text: str) -> str:
    """For common words that go on after a colon, never for names."""
    return text[:1].lower() + text[1:]


def ngettext(singular: str, plural: str, number: int, **values: object) -> str:
    """The form that agrees with `number`; the message shows it as {n}."""
    chosen = translations(language()).ngettext(singular, plural, number)
    return chosen.format(n=count(number), **values)


@lru_cache
def translations(locale: str) -> gettext.NullTranslations:
    if locale == "en":
        return gettext.NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, catalogue(locale))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def catalogue(locale: str) -> Catalog:
    with catalogue_file(locale).open("rb") as file:
        return read_po(file, locale=locale)


def catalogue_file(locale: str) -> Path:
    return CATALOGUES / locale / "LC_MESSAGES" / "messages.po"


def count(number: float) -> str:
    return whole_number(int(number), language())


@lru_cache(maxsize=4096)
def whole_number(number: int, locale: str) -> str:
    """Kept, since a page writes a thousand of them."""
    return format_decimal(number, locale=locale)


def decimal(number: float) -> str:
    return format_decimal(round(float(number), 2), locale=language())


def small_decimal(number: float) -> str:
    """All its places: a delta such as 0.000001 must not round to zero."""
    return format_decimal(number, format="0.##########", locale=language())


def percent(share: float) -> str:
    return format_percent(round(float(share), 2), locale=language())


def day(when: date) -> str:
    return format_date(when, format="long", locale="en_GB" if language() == "en" else language())


def period(code: str) -> str:
    """'2010-2014' with the dash that figures take; a quarter as people write it.

    The forms that CLDR has for Bosnian and Croatian ("KV2 2024.", "2kv 2024.") are nobody's.
    """
    quarter = re.fullmatch(r"(\d{4})-Q([0-4])", code)
    if quarter is None:
        return code.replace("-", "\N{EN DASH}")
    year, number = map(int, quarter.groups())
    if number == 0:
        return _("{year}, day not known", year=year)
    return _("Q{number} {year}", number=number, year=year)


def labels(vocabulary: pd.DataFrame, dimension: str) -> Mapping[str, str]:
    """Code to label of one dimension, in the vocabulary's order."""
    return all_labels(vocabulary)[language().lower()].get(dimension, {})


def all_labels(vocabulary: pd.DataFrame) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """By language, dimension and code: put in order once, since pages ask a thousand times."""
    if id(vocabulary) not in _vocabularies:
        if len(_vocabularies) >= KEPT_VOCABULARIES:
            _vocabularies.clear()
        by_language: dict[str, dict[str, dict[str, str]]] = {
            locale.lower(): {} for locale in LANGUAGES
        }
        for row in vocabulary.to_dict("records"):
            for locale, dimensions in by_language.items():
                dimensions.setdefault(row["dimension"], {})[row["code"]] = row[f"label_{locale}"]
        _vocabularies[id(vocabulary)] = (vocabulary, by_language)
    return _vocabularies[id(vocabulary)][1]


def heading(vocabulary: pd.DataFrame, dimension: str) -> str:
    return labels(vocabulary, "dimension")[dimension]
